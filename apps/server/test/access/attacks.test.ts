import { generateKeyPairSync } from 'node:crypto'
import { connect } from 'node:net'
import { digestOf } from '@berth/digest'
import { exportJWK, SignJWT, UnsecuredJWT } from 'jose'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SigningKeys } from '../../src/access/signing-keys.ts'
import { listen } from '../../src/listener.ts'
import { basic, bearer, type GuardedRegistry, guardedRegistry } from './guarded-registry.ts'

const RULES = [
  { who: 'anonymous', repositories: 'public/**', actions: 'pull' },
  { who: ['ada', 'eve'], repositories: 'team/**', actions: ['pull', 'push'] },
  { who: 'bob', repositories: 'bobs/**', actions: ['pull', 'push'] },
  { who: 'robot:dropper', repositories: 'team/**', actions: 'push' },
  { who: 'root', repositories: '**', actions: ['pull', 'push', 'delete', 'admin'] },
] satisfies Parameters<typeof guardedRegistry>[0]

const [ada, eve, bob, root] = ['ada', 'eve', 'bob', 'root'].map((name) => basic(name, `${name}'s`)) as [
  string,
  string,
  string,
  string,
]
const content = Buffer.from('secret content')
const digest = digestOf(content)

let registry: GuardedRegistry
beforeAll(async () => {
  const names = ['ada', 'eve', 'bob', 'root']
  registry = await guardedRegistry(RULES, Object.fromEntries(names.map((name) => [name, `${name}'s`])))
  const pushed = await registry.ask(`/v2/team/app/blobs/uploads/?digest=${digest}`, {
    method: 'POST',
    body: content,
    as: ada,
  })
  expect(pushed.status).toBe(201)
})
afterAll(() => registry.close())

const SECRET = `/v2/team/app/blobs/${digest}`
const status = async (path: string, as?: string, init: RequestInit = {}) =>
  (await registry.ask(path, { ...init, as })).status

/** All that a token of ours says, as root's would. */
function claims() {
  return {
    kind: 'user',
    name: 'root',
    credential: registry.users.credentialId('root'),
    access: [{ type: 'repository', name: 'team/app', actions: ['pull', 'push'] }],
  }
}

function token(header: Record<string, unknown> = {}, audience = 'registry.test', issuer = 'registry.test') {
  return new SignJWT(claims())
    .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: registry.keys.current.kid, ...header })
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime('5m')
}

describe('a token', () => {
  it('as the registry itself makes it is taken: what follows differs in one thing', async () => {
    expect(await status(SECRET, bearer(await token().sign(registry.keys.current.secret)))).toBe(200)
  })

  it('without a signature is not', async () => {
    const unsigned = new UnsecuredJWT(claims())
      .setIssuer('registry.test')
      .setAudience('registry.test')
      .setExpirationTime('5m')
      .encode()
    const [, payload] = unsigned.split('.')
    for (const alg of ['none', 'None', 'HS256']) {
      const head = JSON.stringify({ alg, typ: 'at+jwt', kid: registry.keys.current.kid })
      const forged = `${Buffer.from(head).toString('base64url')}.${payload}.`
      expect([alg, await status(SECRET, bearer(forged))]).toEqual([alg, 401])
    }
    expect(await status(SECRET, bearer(unsigned))).toBe(401)
  })

  it('signed with a public key, as if that were the secret, is not', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = publicKey.export({ type: 'spki', format: 'pem' })
    expect(await status(SECRET, bearer(await token().sign(Buffer.from(pem))))).toBe(401)
    expect(await status(SECRET, bearer(await token().sign(Buffer.from(registry.keys.current.kid))))).toBe(401)
  })

  it('of another algorithm is not, even with the right key', async () => {
    const { secret } = registry.keys.current
    const longer = Buffer.concat([secret, secret])
    expect(await status(SECRET, bearer(await token({ alg: 'HS512' }).sign(longer)))).toBe(401)
    expect(await status(SECRET, bearer(await token({ alg: 'HS384' }).sign(longer)))).toBe(401)
  })

  it('that brings its own key, or says where one is, is not', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const jwk = await exportJWK(publicKey)
    for (const brought of [
      { alg: 'ES256', jwk },
      { alg: 'ES256', jku: 'http://127.0.0.1:9/keys' },
      { alg: 'ES256', x5u: 'http://127.0.0.1:9/chain' },
      { alg: 'ES256', x5c: ['AAAA'] },
    ]) {
      expect(await status(SECRET, bearer(await token(brought).sign(privateKey)))).toBe(401)
    }
  })

  it.each([
    '../../../../dev/null',
    '/dev/null',
    "' OR 1=1 --",
    '__proto__',
    'constructor',
    '',
    'a'.repeat(100_000),
  ])('of key %j is not', async (kid) => {
    for (const secret of [Buffer.alloc(32), Buffer.from('x'.repeat(32))]) {
      expect(await status(SECRET, bearer(await token({ kid }).sign(secret)))).toBe(401)
    }
  })

  it('for somebody else, or of somebody else, is not', async () => {
    const { secret } = registry.keys.current
    const stranger = SigningKeys.inMemory().current
    expect(await status(SECRET, bearer(await token({}, 'another.test').sign(secret)))).toBe(401)
    expect(await status(SECRET, bearer(await token({}, 'registry.test', 'another.test').sign(secret)))).toBe(
      401,
    )
    expect(await status(SECRET, bearer(await token({ typ: 'JWT' }).sign(secret)))).toBe(401)
    expect(await status(SECRET, bearer(await token({}).sign(stranger.secret)))).toBe(401)
    expect(await status(SECRET, bearer(await token({ kid: stranger.kid }).sign(stranger.secret)))).toBe(401)
  })

  it('without an end, or from the future, is not', async () => {
    const { kid, secret } = registry.keys.current
    const endless = new SignJWT(claims())
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid })
      .setIssuer('registry.test')
      .setAudience('registry.test')
      .setIssuedAt()
      .setNotBefore('0s')
    expect(await status(SECRET, bearer(await endless.sign(secret)))).toBe(401)
    const early = token().setNotBefore('61s')
    expect(await status(SECRET, bearer(await early.sign(secret)))).toBe(401)
  })

  it('that was changed by one character is not', async () => {
    const right = await token().sign(registry.keys.current.secret)
    const [head = '', payload = '', signature = ''] = right.split('.')
    const says = Buffer.from(payload, 'base64url').toString().replace('team/app', 'team/xyz')
    expect(
      await status(SECRET, bearer(`${head}.${Buffer.from(says).toString('base64url')}.${signature}`)),
    ).toBe(401)
    for (const text of ['', '.', '..', '...', 'a.b.c', right.slice(0, -4), `${right}.x`, `${right} x`])
      expect([text, await status(SECRET, bearer(text))]).toEqual([text, 401])
  })

  it('that asks for more than its holder may do gets no more', async () => {
    const scope = 'repository:team/app:* repository:bobs/app:* registry:admin:* registry:catalog:*'
    const got = bearer(await registry.tokenFor(scope, bob))
    expect(await status(SECRET, got)).toBe(403)
    expect(await status('/api/v1/tokens', got)).toBe(403)
    expect(await status('/v2/bobs/app/blobs/uploads/', got, { method: 'POST' })).toBe(202)
  })

  it('whose claims say more than the rules allows no more: the rules are asked each time', async () => {
    const { kid, secret } = registry.keys.current
    const forBob = new SignJWT({ ...claims(), name: 'bob', credential: registry.users.credentialId('bob') })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid })
      .setIssuer('registry.test')
      .setAudience('registry.test')
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime('5m')
    expect(await status(SECRET, bearer(await forBob.sign(secret)))).toBe(403)
  })

  it('that was revoked is not taken again, in any place it was taken before', async () => {
    const text = await registry.robot('leaked', ['pull,push:team/**'])
    const derived = await registry.tokenFor('repository:team/app:pull', bearer(text))
    const shown = [bearer(text), basic('ada', text), bearer(derived)]
    for (const as of shown) expect(await status(SECRET, as)).toBe(200)
    await registry.storage.access.revokeToken('leaked')
    for (const as of shown) expect(await status(SECRET, as)).toBe(401)
    const next = await registry.robot('leaked', ['pull:team/**'])
    expect(await status(SECRET, bearer(next))).toBe(200)
    // A new token of the same name does not bring the old ones back.
    for (const as of shown) expect(await status(SECRET, as)).toBe(401)
  })
})

describe('an upload session', () => {
  it('is there for nobody but who has begun it, and nowhere but in its repository', async () => {
    const started = await registry.ask('/v2/team/app/blobs/uploads/', { method: 'POST', as: ada })
    const location = started.headers.get('location') ?? ''
    const mine = Buffer.from('mine')
    const elsewhere = location.replace('team/app', 'team/other')
    for (const [path, as] of [
      [location, eve],
      [location, root],
      [elsewhere, ada],
    ] as const) {
      for (const method of ['GET', 'PATCH', 'DELETE']) {
        const body = method === 'PATCH' ? { body: mine } : {}
        expect(await status(path, as, { method, ...body })).toBe(404)
      }
      expect(await status(`${path}?digest=${digestOf(mine)}`, as, { method: 'PUT', body: mine })).toBe(404)
    }
    expect(await status(location, bob)).toBe(403)
    expect(await status(location)).toBe(401)
    expect(await status(location, ada)).toBe(204)
  })
})

it('who may only push is told of nothing that is there', async () => {
  const dropper = bearer(await registry.robot('dropper', ['push:drop/**']))
  const session = '0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e'
  for (const asked of [digest, digestOf(Buffer.from('nobody has this'))]) {
    const path = `/v2/team/app/blobs/uploads/${session}?digest=${asked}`
    expect(await status(path, dropper, { method: 'PUT' })).toBe(404)
    expect(await status(`/v2/team/app/blobs/uploads/?mount=${asked}`, dropper, { method: 'POST' })).toBe(202)
  }
})

describe('a mount', () => {
  const mount = async (query: string, as: string) => {
    const reply = await registry.ask(`/v2/bobs/app/blobs/uploads/?${query}`, { method: 'POST', as })
    const told = [...reply.headers].filter(
      ([name]) => !['x-request-id', 'location', 'docker-upload-uuid'].includes(name),
    )
    return { status: reply.status, told, body: await reply.text() }
  }
  const unknown = digestOf(Buffer.from('nobody has this'))

  it('from where its client may not pull is like one of what nobody has', async () => {
    const refused = await mount(`mount=${digest}&from=team/app`, bob)
    expect(refused.status).toBe(202)
    expect(refused).toEqual(await mount(`mount=${unknown}&from=team/app`, bob))
    expect(refused).toEqual(await mount(`mount=${digest}`, bob))
    expect(refused).toEqual(await mount(`mount=${digest}&from=team/nothing`, bob))
    expect(await status(`/v2/bobs/app/blobs/${digest}`, bob)).toBe(404)
  })

  it('with a token for the target alone is like one as well', async () => {
    const narrow = bearer(await registry.tokenFor('repository:bobs/app:pull,push', root))
    expect((await mount(`mount=${digest}&from=team/app`, narrow)).status).toBe(202)
    expect((await mount(`mount=${digest}`, narrow)).status).toBe(202)
    expect((await mount(`mount=${digest}&from=team/app`, root)).status).toBe(201)
    await registry.ask(`/v2/bobs/app/blobs/${digest}`, { method: 'DELETE', as: root })
  })

  it('from anywhere is for who may pull from everywhere', async () => {
    const from = (as: string) => `/v2/team/${as === root ? 'roots' : 'eves'}/blobs/uploads/?mount=${digest}`
    expect(await status(from(eve), eve, { method: 'POST' })).toBe(202)
    expect(await status(from(root), root, { method: 'POST' })).toBe(201)
  })
})

describe('a path', () => {
  /** Over a socket: a URL would resolve the dots before they are sent. */
  async function raw(target: string, headers: readonly string[] = []): Promise<string> {
    const server = await listen(registry.app)
    try {
      const socket = connect(server.port, server.host)
      const lines = [`GET ${target} HTTP/1.1`, 'Host: registry.test', ...headers, 'Connection: close', '', '']
      socket.end(lines.join('\r\n'))
      return (await socket.toArray()).join('')
    } finally {
      await server.close(0)
    }
  }

  it.each([
    `/v2/public/../team/app/blobs/${digest}`,
    `/v2/public/%2e%2e/team/app/blobs/${digest}`,
    `/v2/public%2f..%2fteam/app/blobs/${digest}`,
    `/v2/public/x/..%2f..%2fteam/app/blobs/${digest}`,
    `/v2//team/app/blobs/${digest}`,
    `/v2/./team/app/blobs/${digest}`,
    `/v2/team%2fapp/blobs/${digest}`,
    `/v2/team/app%00/blobs/${digest}`,
    `/v2/TEAM/app/blobs/${digest}`,
    `/v2/team%252fapp/blobs/${digest}`,
    `/v2/public/app/blobs/../../../team/app/blobs/${digest}`,
    `//v2/team/app/blobs/${digest}`,
    `/V2/team/app/blobs/${digest}`,
    `http://registry.test/v2/team/app/blobs/${digest}`,
    `/v2/team/app/blobs/${digest}?name=public/app`,
    `/v2/team/app/blobs/${digest}#/public`,
  ])('%s leads past no rule', async (target) => {
    const reply = await raw(target)
    expect(reply).not.toContain('secret content')
    expect(reply).toMatch(/^HTTP\/1\.1 (400|401|404) /)
  })

  it.each([
    'X-Original-URL: /v2/',
    'X-HTTP-Method-Override: GET',
    'X-Forwarded-User: root',
    'Remote-User: root',
  ])('and %s say nothing', async (header) => {
    expect(await raw(SECRET, [header])).toMatch(/^HTTP\/1\.1 401 /)
  })
})

describe('where to log in', () => {
  const challenge = async (headers: Record<string, string>, given = registry) =>
    (await given.ask('/v2/', { headers })).headers.get('www-authenticate') ?? ''

  it('is not for strangers to say', async () => {
    for (const headers of [
      { 'X-Forwarded-Host': 'evil.test', 'X-Forwarded-Proto': 'https' },
      { Forwarded: 'host=evil.test;proto=https' },
      { 'X-Forwarded-Prefix': '/evil' },
    ] as Record<string, string>[]) {
      expect(await challenge(headers)).toBe(
        'Bearer realm="http://registry.test/token",service="registry.test"',
      )
    }
  })

  it.each(['evil.test",error="x', 'a b', 'evil.test/path?', 'user@evil.test', '"', `${'x'.repeat(300)}!`])(
    'of a host %j is not repeated',
    async (host) => {
      expect(await challenge({ host })).toBe('Bearer realm="/token",service="registry.test"')
    },
  )

  it('is the public URL where there is one, whatever the Host header says', async () => {
    const given = await guardedRegistry(RULES, {}, { settings: { publicUrl: 'https://hub.example/base/' } })
    try {
      expect(await challenge({ host: 'evil.test' }, given)).toContain(
        'realm="https://hub.example/base/token"',
      )
    } finally {
      await given.close()
    }
  })

  it('holds no line break that a name has brought', async () => {
    const path = `/v2/${encodeURIComponent('a\r\nSet-Cookie: x')}/tags/list`
    const reply = await registry.ask(path)
    expect(reply.status).toBe(400)
    expect(reply.headers.get('set-cookie')).toBeNull()
    const scoped = await registry.ask(`/token?scope=${encodeURIComponent('repository:a\r\nX: y:pull')}`)
    expect(scoped.status).toBe(200)
    expect(scoped.headers.get('x')).toBeNull()
  })
})

it('the log tells whose password was guessed at, and nothing people may have typed in its place', async () => {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push(line) })
  const given = await guardedRegistry(RULES, { ada: "ada's" }, { log })
  try {
    await given.ask('/token', { as: basic('ada', 'a guess') })
    await given.ask('/token', { as: basic('my secret', 'a guess') })
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ status: 401, tried: 'ada' })
    expect(JSON.parse(lines[1] ?? '')).not.toHaveProperty('tried')
    expect(lines.join('')).not.toMatch(/a guess|my secret/)
  } finally {
    await given.close()
  }
})

describe('credentials', () => {
  it.each([
    'Basic',
    'Basic !!!!',
    `Basic ${Buffer.from('no colon').toString('base64')}`,
    `Basic ${Buffer.from([0xff, 0xfe, 0x3a, 0x3a]).toString('base64')}`,
    `Basic ${Buffer.from('root:\0').toString('base64')}`,
    `Basic ${Buffer.from(`root:${'x'.repeat(5000)}`).toString('base64')}`,
    'Digest username="root"',
    'Bearer',
    'Bearer  ',
    'root:root',
    `Bearer berth_${'0'.repeat(16)}_${'0'.repeat(64)}`,
    'Negotiate abc',
  ])('%s are not taken, and not for none either', async (as) => {
    expect(await status('/v2/public/app/tags/list', as)).toBe(401)
  })

  it('are wrong for an unknown user as they are for a known one', async () => {
    const answer = async (name: string) => {
      const reply = await registry.ask('/token', { as: basic(name, 'a guess') })
      const told = [...reply.headers].filter(([header]) => header !== 'x-request-id')
      return { status: reply.status, told, body: await reply.text() }
    }
    expect(await answer('nobody')).toEqual(await answer('root'))
  })
})
