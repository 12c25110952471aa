import type { CommandDef } from 'citty'
import { describe, expect, it } from 'vitest'
import { berth } from '../../src/cli/berth.ts'
import { findCommand, refuseUnknown } from '../../src/cli/command-line.ts'
import { helpFor } from '../../src/cli/help.ts'

function read(line: string): void {
  refuseUnknown(findCommand(berth as CommandDef, line === '' ? [] : line.split(' ')))
}

const refused: readonly (readonly [line: string, problem: string, help: string])[] = [
  ['srve', 'there is no command "srve"; did you mean "serve"?', 'berth'],
  ['config chek', 'there is no command "chek"; did you mean "check"?', 'berth config'],
  ['constructor', 'there is no command "constructor"', 'berth'],
  ['serve --prot 1', 'there is no flag --prot; did you mean --port?', 'berth serve'],
  ['serve -p 1', 'there is no flag -p', 'berth serve'],
  ['serve --no-port', 'there is no flag --no-port; did you mean --port?', 'berth serve'],
  ['serve --port', '--port needs a value', 'berth serve'],
  ['serve --port --contract', '--port needs a value', 'berth serve'],
  ['serve --contract=yes', '--contract takes no value; for no, use --no-contract', 'berth serve'],
  ['serve 5000', '"5000" is one word too many', 'berth serve'],
  ['--port 5000 serve', 'there is no flag --port', 'berth'],
]

const taken: readonly string[] = [
  'serve',
  'serve --port 5001 --data /srv/berth --host localhost --config a.yaml',
  'serve --port=5001 --contract --insecure-anonymous',
  'serve --no-contract',
  'config print --port 5001',
  'config schema',
]

describe('a command line', () => {
  it.each(refused)('"%s" is refused: %s', (line, problem, help) => {
    expect(() => read(line)).toThrow(`${problem}\nSee: ${help} --help`)
  })

  it.each(taken)('"%s" is taken', (line) => {
    expect(() => read(line)).not.toThrow()
  })
})

describe('--help', () => {
  it.each(['', 'serve', 'config', 'config check', 'config print', 'config schema', 'config table'])(
    'of "%s" has the usage and an example',
    async (line) => {
      const help = await helpFor(findCommand(berth as CommandDef, line === '' ? [] : line.split(' ')))
      expect(help).toMatch(new RegExp(`USAGE (berth|berth ${line})`))
      expect(help).toMatch(/EXAMPLES\n\n {2}(\S+ )?berth /)
    },
  )
})
