import { describe, expect, it } from 'vitest'
import { parseConfigFile } from '../../src/config/file.ts'

interface Row {
  file: string
  problems: string[]
}

const refused: Record<string, Row> = {
  'a misspelt key': {
    file: 'http:\n  prot: 5000\n',
    problems: ['2:3: unknown key "prot" in http; did you mean "port"?'],
  },
  'a key nothing is like': {
    file: 'uploads:\n  colour: blue\n',
    problems: ['2:3: unknown key "colour" in uploads; known are maxOpen, expireAfter'],
  },
  'a key in the wrong section': {
    file: 'port: 5000\n',
    problems: ['1:1: unknown key "port"; did you mean "http.port"?'],
  },
  'a misspelt section': {
    file: 'htpp:\n  port: 1\n',
    problems: ['1:1: unknown key "htpp"; did you mean "http"?'],
  },
  'a key every object has': {
    file: 'constructor: 1\n',
    problems: [
      '1:1: unknown key "constructor"; known are http, storage, content, uploads, scrub, log, access, contract',
    ],
  },
  'a word for a number': {
    file: 'http:\n  port: five\n',
    problems: ['2:9: http.port is "five"; expected a whole number from 0 to 65535'],
  },
  'a number in quotes': {
    file: 'http:\n  port: "5000"\n',
    problems: ['2:9: http.port is "5000"; expected a whole number from 0 to 65535'],
  },
  'a number out of range': {
    file: 'http: { port: 70000 }\n',
    problems: ['1:15: http.port is 70000; expected a whole number from 0 to 65535'],
  },
  'a key without its value': {
    file: 'http:\n  port:\n',
    problems: ['2:8: http.port is empty; expected a whole number from 0 to 65535'],
  },
  'a duration without its unit': {
    file: 'uploads:\n  expireAfter: 24\n',
    problems: [
      '2:16: uploads.expireAfter is 24; expected a duration such as 24h, from 1m to 365d (units: ms, s, m, h, d)',
    ],
  },
  'a size beyond its limit': {
    file: 'content:\n  maxManifestSize: 1GiB\n',
    problems: [
      '2:20: content.maxManifestSize is "1GiB"; expected a size such as 4MiB, from 1KiB to 64MiB (units: B, kB, MB, GB, KiB, MiB, GiB)',
    ],
  },
  'a word nobody offered': {
    file: 'log:\n  level: loud\n',
    problems: ['2:10: log.level is "loud"; expected one of trace, debug, info, warn, error, fatal, silent'],
  },
  'yes for true': {
    file: 'content:\n  delete: yes\n',
    problems: ['2:11: content.delete is "yes"; expected true or false'],
  },
  'a public URL with a password in it': {
    file: 'http:\n  publicUrl: https://me:secret@registry.example\n',
    problems: [
      '2:14: http.publicUrl is "https://me:secret@registry.example"; expected an http or https URL without user, query and fragment, such as https://registry.example',
    ],
  },
  'a proxy that is no address': {
    file: 'http:\n  trustedProxies: [10.0.0.0/33]\n',
    problems: [
      '2:19: http.trustedProxies is ["10.0.0.0/33"]; expected a list of IP addresses or CIDR ranges, such as 10.0.0.0/8',
    ],
  },
  'a header that would end early': {
    file: 'content:\n  warning: "a\\r\\nb"\n',
    problems: [
      '2:12: content.warning is "a\\r\\nb"; expected at most 500 printable ASCII characters on one line',
    ],
  },
  'a value for a section': {
    file: 'log: debug\n',
    problems: ['1:1: log is "debug"; expected the keys level, format'],
  },
  'a list for the whole': {
    file: '- http\n',
    problems: [
      '1:1: expected the keys http, storage, content, uploads, scrub, log, access, contract; found ["http"]',
    ],
  },
  'a key said twice': { file: 'http:\n  port: 1\n  port: 2\n', problems: ['3:3: Map keys must be unique'] },
  'broken YAML': {
    file: 'http: [1\n',
    problems: expect.arrayContaining([expect.stringMatching(/^2:1: /)]) as never,
  },
  'several things at once': {
    file: 'http:\n  prot: 1\n  port: -1\nlogs: {}\n',
    problems: [
      '2:3: unknown key "prot" in http; did you mean "port"?',
      '3:9: http.port is -1; expected a whole number from 0 to 65535',
      '4:1: unknown key "logs"; did you mean "log"?',
    ],
  },
}

const taken: Record<string, { file: string; given: Record<string, unknown> }> = {
  'an empty file': { file: '', given: {} },
  'a file of comments': { file: '# http:\n', given: {} },
  'a section whose keys are commented out': { file: 'http:\n  # port: 1\n', given: {} },
  'a value and its line': {
    file: '# mine\nhttp:\n  cors:\n    origins: [https://ui.example]\n',
    given: { 'http.cors.origins': { value: ['https://ui.example'], from: 'berth.yaml:4' } },
  },
  'an anchor and its alias': {
    file: 'http:\n  headersTimeout: &t 90s\n  drainTimeout: *t\n',
    given: {
      'http.headersTimeout': { value: '90s', from: 'berth.yaml:2' },
      'http.drainTimeout': { value: '90s', from: 'berth.yaml:3' },
    },
  },
}

describe('berth.yaml', () => {
  it.each(Object.entries(refused))(
    'with %s is refused by line, with what was found and what is expected',
    (_, row) => {
      const { problems } = parseConfigFile('berth.yaml', row.file)
      expect(problems.map((problem) => problem.replace(/^berth\.yaml:/, ''))).toEqual(row.problems)
    },
  )

  it.each(Object.entries(taken))('with %s is taken', (_, { file, given }) => {
    const read = parseConfigFile('berth.yaml', file)
    expect(read.problems).toEqual([])
    expect(Object.fromEntries(read.given)).toEqual(given)
  })
})
