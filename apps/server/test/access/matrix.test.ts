import { digestOf } from '@berth/digest'
import { mediaTypes, type Operation, operations, type Right } from '@berth/spec'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { basic, bearer, type GuardedRegistry, guardedRegistry } from './guarded-registry.ts'

/**
 * Who may do what, once more and by hand: principals x operations of the contract x repositories. The operations are
 * read off the contract, so a new one is in here whether or not anybody thinks of it.
 */

/** Where things are tried. `theirs/missing` and `team/missing` were never pushed to. */
const REPOSITORIES = ['public/app', 'team/app', 'team/missing', 'theirs/app', 'theirs/missing'] as const
type Place = (typeof REPOSITORIES)[number]

const EVERY: readonly Right[] = ['pull', 'push', 'delete', 'admin']

interface Who {
  /** What it may do, by the first component of a repository. */
  readonly may: Readonly<Record<string, readonly Right[]>>
  /** Whether what it shows is worth nothing, wherever it is shown. */
  readonly refused?: boolean
  readonly anonymous?: boolean
  /** Its `Authorization` for an operation in a repository. */
  readonly shows: (scope: string) => Promise<string | undefined> | string | undefined
}

let registry: GuardedRegistry
let who: Record<string, Who>

const RULES = [
  { who: 'anonymous', repositories: 'public/**', actions: 'pull' },
  { who: 'puller', repositories: 'team/**', actions: 'pull' },
  { who: 'pusher', repositories: 'team/**', actions: ['pull', 'push'] },
  { who: 'deleter', repositories: 'team/**', actions: ['pull', 'push', 'delete'] },
  { who: 'team-admin', repositories: 'team/**', actions: [...EVERY] },
  { who: 'admin', repositories: '**', actions: [...EVERY] },
  { who: 'tenant', repositories: 'theirs/**', actions: ['pull', 'push', 'delete'] },
] satisfies Parameters<typeof guardedRegistry>[0]

const PUBLIC = { public: ['pull'] } as const
const MAY: Record<string, Who['may']> = {
  puller: { ...PUBLIC, team: ['pull'] },
  pusher: { ...PUBLIC, team: ['pull', 'push'] },
  deleter: { ...PUBLIC, team: ['pull', 'push', 'delete'] },
  'team-admin': { ...PUBLIC, team: EVERY },
  admin: { public: EVERY, team: EVERY, theirs: EVERY },
  tenant: { ...PUBLIC, theirs: ['pull', 'push', 'delete'] },
}

const content = Buffer.from('content')
const digest = digestOf(content)

beforeAll(async () => {
  const passwords = Object.fromEntries(Object.keys(MAY).map((name) => [name, `the password of ${name}`]))
  registry = await guardedRegistry(RULES, passwords)
  for (const name of ['public/app', 'team/app', 'theirs/app']) {
    const url = `/v2/${name}/blobs/uploads/?digest=${digest}`
    await registry.ask(url, { method: 'POST', body: content, as: basic('admin', 'the password of admin') })
  }
  const asUser = (name: string) => basic(name, passwords[name] ?? '')
  const asToken = (name: string) => async (scope: string) =>
    bearer(await registry.tokenFor(scope, asUser(name)))
  const robot = await registry.robot('robot', ['pull,push:team/**'])
  const revoked = await registry.robot('revoked', ['pull,push,delete,admin:**'])
  const ofRevoked = await registry.tokenFor('repository:team/app:*', bearer(revoked))
  await registry.storage.access.revokeToken('revoked')
  const expired = await expiredToken(registry, 'admin')
  const wrongAudience = await tokenFor(registry, 'admin', { audience: 'another.test' })
  const narrow = await registry.tokenFor('repository:team/other:pull', asUser('admin'))
  who = {
    anonymous: { may: PUBLIC, anonymous: true, shows: () => undefined },
    'anonymous with a token': {
      may: PUBLIC,
      anonymous: true,
      shows: async (scope) => bearer(await registry.tokenFor(scope)),
    },
    'wrong password': { may: {}, refused: true, shows: () => basic('admin', 'a guess') },
    'unknown user': { may: {}, refused: true, shows: () => basic('nobody', 'a guess') },
    'expired token': { may: {}, refused: true, shows: () => bearer(expired) },
    'wrong audience': { may: {}, refused: true, shows: () => bearer(wrongAudience) },
    revoked: { may: {}, refused: true, shows: () => bearer(revoked) },
    'token of a revoked one': { may: {}, refused: true, shows: () => bearer(ofRevoked) },
    robot: { may: { ...PUBLIC, team: ['pull', 'push'] }, shows: () => basic('anything', robot) },
    'robot with a token': {
      may: { ...PUBLIC, team: ['pull', 'push'] },
      shows: async (scope) => bearer(await registry.tokenFor(scope, bearer(robot))),
    },
    'token for something else': { may: {}, shows: () => bearer(narrow) },
    ...Object.fromEntries(
      Object.entries(MAY).flatMap(([name, may]): [string, Who][] => [
        [name, { may, shows: () => asUser(name) }],
        [`${name} with a token`, { may, shows: asToken(name) }],
      ]),
    ),
  }
})

afterAll(() => registry.close())

/** Signed by the registry's own key, and wrong in one thing. */
async function tokenFor(
  { keys, users }: GuardedRegistry,
  name: string,
  { audience = 'registry.test', at = Math.floor(Date.now() / 1000) } = {},
): Promise<string> {
  const access = REPOSITORIES.map((repository) => ({ type: 'repository', name: repository, actions: EVERY }))
  return await new SignJWT({ kind: 'user', name, credential: users.credentialId(name), access })
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: keys.current.kid })
    .setIssuer('registry.test')
    .setAudience(audience)
    .setIssuedAt(at)
    .setNotBefore(at)
    .setExpirationTime(at + 300)
    .sign(keys.current.secret)
}

function expiredToken(given: GuardedRegistry, name: string): Promise<string> {
  return tokenFor(given, name, { at: Math.floor(Date.now() / 1000) - 400 })
}

/** A session no storage has ever made. */
const SESSION = '0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e'

function requestOf(operation: Operation, repository: Place): { path: string; init: RequestInit } {
  const values: Record<string, string> = {
    name: repository,
    digest,
    reference: 'latest',
    session: SESSION,
    asset: 'swagger-ui.css',
    token: 'nobody',
  }
  const path = operation.path.replace(/\{([^}]+)\}/g, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`say what stands for {${name}}`)
    return value
  })
  const query = operation.query?.required?.includes('digest') ? `?digest=${digest}` : ''
  const headers = new Headers()
  let body: string | undefined
  if (typeof operation.body === 'object') {
    const isForm = 'form' in operation.body
    headers.set('Content-Type', isForm ? mediaTypes.form : mediaTypes.json)
    body = isForm ? 'grant_type=refresh_token&refresh_token=none' : '{}'
  } else if (operation.body !== undefined) body = '{}'
  return {
    path: path + query,
    init: { method: operation.method, headers, ...(body !== undefined && { body }) },
  }
}

/** What a challenge for this operation would ask for. */
function scopeOf({ action }: Operation, repository: Place | undefined): string {
  if (action === 'catalog') return 'registry:catalog:*'
  if (repository === undefined) return 'registry:admin:*'
  return `repository:${repository}:pull,push,delete,admin`
}

/** What has to come of it: let in, or refused with one of two statuses. */
function expected(operation: Operation, person: Who, repository: Place | undefined): 'in' | 401 | 403 {
  const { action } = operation
  if (action === 'public') return 'in'
  if (person.refused) return 401
  switch (action) {
    case 'login':
      return 'in'
    case 'ping':
      return 'in'
    case 'catalog':
      return 'in'
    default: {
      const tenant = repository?.split('/')[0] ?? ''
      const granted =
        repository === undefined
          ? ['public', 'team', 'theirs'].every((each) => person.may[each]?.includes(action as Right))
          : person.may[tenant]?.includes(action as Right)
      if (granted) return 'in'
      return person.anonymous ? 401 : 403
    }
  }
}

const all = Object.values(operations) as readonly Operation[]

/** What of a refusal must not tell one repository from another. */
async function told(reply: Response, repository: string) {
  const headers = [...reply.headers].filter(([name]) => name !== 'x-request-id' && name !== 'content-length')
  const text = `${JSON.stringify(headers)} ${await reply.text()}`
  return `${reply.status} ${text.replaceAll(repository, '<repository>')}`
}

describe('every operation', () => {
  let cells = 0

  it.each(
    all.filter(({ action }) => action !== 'login').map((operation) => [operation.id, operation] as const),
  )('%s lets in whom it should, and nobody else', async (_, operation) => {
    const named = operation.path.includes('{name}')
    const places: readonly (Place | undefined)[] = named ? REPOSITORIES : [undefined]
    for (const [title, person] of Object.entries(who)) {
      const refusals = new Map<string, string>()
      for (const place of places) {
        const { path, init } = requestOf(operation, place ?? 'team/app')
        const shown = await person.shows(scopeOf(operation, place))
        const reply = await registry.ask(path, { ...init, as: shown })
        const cell = `${title}: ${init.method} ${path}`
        cells++
        const wanted = wantedOf(title, operation, person, place)
        if (wanted === 'in') expect([cell, [401, 403].includes(reply.status)]).toEqual([cell, false])
        else expect([cell, reply.status]).toEqual([cell, wanted])
        if (wanted !== 'in' && place !== undefined) refusals.set(place, await told(reply, place))
        else await reply.body?.cancel()
      }
      // What is there and what is not are refused alike, to the last header.
      for (const tenant of ['team', 'theirs']) {
        const [there, missing] = [refusals.get(`${tenant}/app`), refusals.get(`${tenant}/missing`)]
        if (there !== undefined && missing !== undefined) expect(there).toBe(missing)
      }
    }
  })

  it('was tried by everybody everywhere', () => {
    expect(cells).toBeGreaterThan(1200)
  })
})

/** A token for less than its holder may do is sent back for another one: 401. */
function wantedOf(
  title: string,
  operation: Operation,
  person: Who,
  place: Place | undefined,
): 'in' | 401 | 403 {
  const wanted = expected(operation, person, place)
  if (title === 'token for something else' && !['public', 'ping'].includes(operation.action)) return 401
  // Nobody who has shown nothing gets past the endpoint that tells how to log in.
  if (title === 'anonymous' && operation.action === 'ping') return 401
  return wanted
}
