import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMemoryStorage } from '@berth/storage'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ApiTokens } from '../../../src/access/api-tokens.ts'
import { CommandError, exitCodes } from '../../../src/cli/exit-codes.ts'
import { describeAccess, explainAccess } from '../../../src/cli/explain-access.ts'
import { openConfiguredAccess } from '../../../src/cli/open-access.ts'
import { unguarded } from '../../../src/config/access-problems.ts'
import { ConfigError, loadConfig } from '../../../src/config/load.ts'
import type { Config } from '../../../src/config/schema.ts'
import { AUDIENCE, DISCOVERY, issuerWith, signer, tokenBy } from './an-issuer.ts'

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'berth-config-'))
  onTestFinished(() => rmSync(path, { recursive: true }))
  return path
}

function load(yaml: string): Config {
  const file = join(folder(), 'berth.yaml')
  writeFileSync(file, yaml)
  return loadConfig({ flags: {}, environment: {}, file }).config
}

/** What is wrong with it, without where it stands. */
function problems(access: string): string[] {
  try {
    const problem = unguarded(load(`access: ${access}`))
    return problem === undefined ? [] : [problem]
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.problems.map((problem) => problem.replace(/^.*berth\.yaml:[\d:]+ /, ''))
  }
}

const github = 'name: github, issuer: https://token.actions.githubusercontent.com, audience: registry.example'
const rule = '{ who: { workload: github, claims: { repository: my-org/* } }, repositories: a, actions: pull }'
const server = 'realm: https://auth.example/token, issuer: Acme, service: registry.example'

describe('the configuration of tokens of others', () => {
  it.each([
    `{ workloads: [{ ${github} }], rules: [${rule}] }`,
    `{ workloads: [{ ${github}, jwks: keys/github.json }], rules: [${rule}] }`,
    `{ workloads: [{ name: ci, issuer: 'http://127.0.0.1:8080', audience: a, jwks: 'http://[::1]/keys?p=1' }], rules: [] }`,
    `{ workloads: [{ ${github} }], rules: [{ who: { workload: github, claims: {} }, repositories: a, actions: pull }] }`,
    `{ tokenServer: { ${server}, jwks: https://auth.example/jwks } }`,
    `{ tokenServer: { ${server}, certificates: auth.pem }, rules: [] }`,
  ])('%s is right', (access) => {
    expect(problems(access)).toEqual([])
  })

  it.each([
    [
      '{ workloads: [{ name: Git Hub }], rules: [] }',
      /^access\.workloads, entry 1: name is "Git Hub"; expected/,
    ],
    [
      `{ workloads: [{ ${github.replace('github,', 'token-server,')} }], rules: [] }`,
      /^access\.workloads, entry 1: name is "token-server"; expected/,
    ],
    [
      `{ workloads: [{ ${github} }, { ${github.replace('githubusercontent', 'elsewhere')} }], rules: [] }`,
      /^access\.workloads, entry 2: name is "github"; expected a name no other entry has/,
    ],
    [
      `{ workloads: [{ ${github} }, { ${github.replace('github', 'other')} }], rules: [] }`,
      /^access\.workloads, entry 2: issuer is "https:.*"; expected an https URL no other entry has/,
    ],
    [
      '{ workloads: [{ name: ci, issuer: http://issuer.example, audience: a }], rules: [] }',
      /^access\.workloads, entry 1: issuer is "http:\/\/issuer\.example"; expected an https URL/,
    ],
    [
      '{ workloads: [{ name: ci, issuer: https://a:b@issuer.example, audience: a }], rules: [] }',
      /^access\.workloads, entry 1: issuer is/,
    ],
    [
      '{ workloads: [{ name: ci, issuer: https://issuer.example }], rules: [] }',
      /^access\.workloads, entry 1: audience is missing; expected what the tokens have to be for/,
    ],
    [
      `{ workloads: [{ ${github}, jwks: http://issuer.example/keys }], rules: [] }`,
      /^access\.workloads, entry 1: jwks is "http:/,
    ],
    [
      `{ workloads: [{ ${github}, jwks: 'file:///etc/keys' }], rules: [] }`,
      /^access\.workloads, entry 1: jwks is "file:/,
    ],
    [
      `{ workloads: [{ ${github}, keys: a }], rules: [] }`,
      /^access\.workloads, entry 1: unknown key "keys"; known are name, issuer, audience, jwks/,
    ],
    [`{ workloads: [{ ${github} }] }`, /^access\.workloads without access\.rules: nobody would be asked/],
    [
      `{ workloads: [{ ${github} }], rules: [${rule.replace('github', 'gitbub')}] }`,
      /^access\.rules, rule 1: there is no workload "gitbub" under access\.workloads; did you mean "github"\?/,
    ],
    [
      `{ workloads: [{ ${github} }], rules: [{ who: 'workload:github', repositories: a, actions: pull }] }`,
      /^access\.rules, rule 1: workload "github" without claims is everybody its issuer gives tokens to/,
    ],
    [
      `{ workloads: [{ ${github} }], rules: [{ who: { workload: github }, repositories: a, actions: pull }] }`,
      /^access\.rules, rule 1: workload "github" without claims is everybody its issuer gives tokens to/,
    ],
    [
      "{ groups: { ci: ['workload:github'] }, rules: [] }",
      /^access\.groups, ci: workload "github" without claims is everybody/,
    ],
    [
      '{ groups: { all: [users] }, rules: [] }',
      /^access\.groups, all: "users" cannot be a member of a group: name it in a rule, or write user:users/,
    ],
    ["{ groups: { all: ['bogus:x'] }, rules: [] }", /^access\.groups, all: "bogus:x" is nobody/],
    [
      `{ tokenServer: { ${server} } }`,
      /^access\.tokenServer is .*; expected the keys realm, issuer and service/,
    ],
    [
      '{ tokenServer: { realm: auth.example, issuer: a, service: b, jwks: c } }',
      /^access\.tokenServer: realm is "auth\.example"; expected the http or https URL/,
    ],
    [
      `{ tokenServer: { realm: 'https://a/', issuer: a, service: 'say "b"', jwks: c } }`,
      /^access\.tokenServer: service is .* without quotes/,
    ],
    [
      `{ workloads: [{ ${github} }], rules: [], tokenServer: { ${server.replace('Acme', 'https://token.actions.githubusercontent.com')}, jwks: a } }`,
      /^access\.tokenServer has the issuer of the workload "github"/,
    ],
    [
      `{ workloads: [{ ${github} }], tokenServer: { ${server}, jwks: a } }`,
      /^access\.workloads without access\.rules: they would be allowed nothing/,
    ],
  ])('%s is not', (access, problem) => {
    const found = problems(access)
    expect(found).toHaveLength(1)
    expect(found[0]).toMatch(problem)
  })

  it('is described in sentences', () => {
    const config = load(
      `access: { workloads: [{ ${github} }], rules: [${rule}], tokenServer: { ${server}, jwks: b.json, certificates: a.pem } }`,
    )
    expect(describeAccess(config)).toEqual([
      'workload github: tokens of https://token.actions.githubusercontent.com for registry.example, by the keys it publishes',
      'token server: clients get tokens of Acme for registry.example from https://auth.example/token; by keys from a.pem and b.json, they allow what they say',
      'rule 1: workload:github with repository my-org/* may pull in a',
      'What no rule allows is denied.',
    ])
  })
})

const page = new URL('../../../../../docs/access-workloads.md', import.meta.url)

/** Tests also run where only this package is, without the documentation. */
describe.skipIf(!existsSync(page))('the documentation of it', () => {
  it('has examples that are right', () => {
    const examples = [...readFileSync(page, 'utf8').matchAll(/^```yaml\n(access:\n[\s\S]*?)^```$/gm)]
    expect(examples.length).toBeGreaterThan(3)
    for (const [, yaml = ''] of examples) expect(describeAccess(load(yaml)).length).toBeGreaterThan(1)
  })
})

describe('a registry with a token server and no rules', () => {
  const access = `{ tokenServer: { ${server}, jwks: https://auth.example/jwks } }`

  it('is not open, and may be reached from elsewhere', () => {
    const config = load(`{ access: ${access}, http: { host: 0.0.0.0 } }`)
    expect(explainAccess(config, { who: 'anonymous', right: 'pull', repository: 'a' }).allowed).toBe(false)
    expect(describeAccess(config).join('\n')).not.toContain('everybody')
  })

  it('sends clients there', async () => {
    const config = load(`{ access: ${access}, storage: { folder: ${JSON.stringify(folder())} } }`)
    const opened = await opening(config)
    expect(opened.access.open).toBe(false)
    expect(opened.access.tokenService).toMatchObject({
      realm: 'https://auth.example/token',
      service: 'registry.example',
    })
  })

  it('does not start without the keys it is told of', async () => {
    const missing = join(folder(), 'missing.pem')
    const config = load(
      `{ access: { tokenServer: { ${server}, certificates: ${JSON.stringify(missing)} } }, storage: { folder: ${JSON.stringify(folder())} } }`,
    )
    const failure = await opening(config).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(CommandError)
    expect(failure).toMatchObject({ exitCode: exitCodes.usage, message: expect.stringContaining(missing) })
  })
})

describe('a registry as it is configured', () => {
  it('takes the tokens of workloads', async () => {
    const key = await signer('key-1')
    const issuer = await issuerWith(key)
    const config = load(
      `{ access: { workloads: [{ name: ci, issuer: '${issuer.url}', audience: ${AUDIENCE} }], rules: [{ who: { workload: ci, claims: { a/b: c } }, repositories: a, actions: pull }] }, storage: { folder: ${JSON.stringify(folder())} } }`,
    )
    const { access } = await opening(config)
    const nested = await access.byPassword(
      'oidc',
      await tokenBy(key, issuer.url, { a: { b: 'c' } }),
      undefined,
    )
    expect(nested.principal).toEqual({ kind: 'workload', name: 'ci:job-1', claims: { 'a/b': 'c' } })
    expect([nested.rights.allows('pull', 'a'), nested.rights.allows('push', 'a')]).toEqual([true, false])
    const flat = await access.byPassword('oidc', await tokenBy(key, issuer.url), undefined)
    expect(flat.rights.allows('pull', 'a')).toBe(false)
  })

  it('ends what is being fetched when it stops', async () => {
    const key = await signer('key-1')
    const issuer = await issuerWith(key)
    const asked = new Promise<ServerResponse>((resolve) => {
      issuer.answer = { [DISCOVERY]: resolve }
    })
    const config = load(
      `{ access: { workloads: [{ name: ci, issuer: '${issuer.url}', audience: ${AUDIENCE} }], rules: [] }, storage: { folder: ${JSON.stringify(folder())} } }`,
    )
    const log: string[] = []
    const { access, close } = await opening(
      config,
      pino({}, { write: (line: string) => void log.push(line) }),
    )
    const waiting = access.byPassword('oidc', await tokenBy(key, issuer.url), undefined)
    const response = await asked
    const left = new Promise((resolve) => response.once('close', resolve))
    await close()
    await expect(waiting).rejects.toThrow(/the keys of ci cannot be had now/)
    await left
    // Not because it took too long.
    expect(log.join('')).toContain('AbortError')
    expect(log.join('')).not.toContain('TimeoutError')
  })
})

async function opening(config: Config, log = pino({ level: 'silent' })) {
  const storage = await openMemoryStorage()
  onTestFinished(() => storage.close())
  const opened = await openConfiguredAccess(config, new ApiTokens(storage.access, log), log)
  onTestFinished(() => opened.close())
  return opened
}
