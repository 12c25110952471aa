import { createPrivateKey, createPublicKey, type JsonWebKey, X509Certificate } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { generate } from 'selfsigned'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { WrittenIssuers } from '../../../src/access/foreign/configured-issuers.ts'
import { keyIdsOf } from '../../../src/access/foreign/key-ids.ts'
import { errorCode, pull, push, registryWith, type TestRegistry } from './a-registry.ts'
import { inSeconds, issuerWith, JWKS, json, serverFor, signer, tokenBy } from './an-issuer.ts'

const ISSUER = 'Acme auth server'
const SERVICE = 'Berth of Acme'

type Access = readonly { type: string; name: string; actions: readonly string[] }[]

/** A registry whose token server signs with a key it is given by URL, and that server's signature. */
async function registryOfServer(more: Omit<WrittenIssuers, 'tokenServer'> = {}) {
  const key = await signer('key-1', 'RS256')
  const keeper = await issuerWith(key)
  const realm = 'https://auth.example/token'
  const tokenServer = { realm, issuer: ISSUER, service: SERVICE, jwks: `${keeper.url}${JWKS}` }
  const registry = await registryWith({ ...more, tokenServer })
  const allowing = (access: unknown, claims: object = {}) =>
    tokenBy(key, ISSUER, { aud: SERVICE, sub: 'alice', access, ...claims })
  return { registry, key, allowing }
}

const to = (name: string, ...actions: string[]): Access => [{ type: 'repository', name, actions }]

describe('a token server', () => {
  it('whose token runs out in the middle of an upload lets it end, and nothing else', async () => {
    const { registry, allowing } = await registryOfServer()
    const token = await allowing(to('team/app', 'pull', 'push'))
    const ask = (path: string, method: string, body?: string) =>
      registry.fetch(path, { method, headers: { authorization: `Bearer ${token}` }, ...(body && { body }) })
    const begun = await ask('/v2/team/app/blobs/uploads/', 'POST')
    const session = begun.headers.get('location') ?? ''
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 6 * 3_600_000 })
    try {
      expect((await ask(session, 'PATCH', 'hello')).status).toBe(202)
      const refused = await ask('/v2/team/app/blobs/uploads/', 'POST')
      expect(refused.status).toBe(401)
      expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"')
      expect((await ask(session.replace(/.$/, 'x'), 'GET')).status).toBe(404)
      expect((await ask(session.replace(/.{36}$/, crypto.randomUUID()), 'GET')).status).toBe(401)
      vi.setSystemTime(Date.now() + 25 * 3_600_000)
      expect((await ask(session, 'GET')).status).toBe(401)
    } finally {
      vi.useRealTimers()
    }
  })

  it('is where clients are sent, who get what its tokens say', async () => {
    const key = await signer('key-1', 'RS256')
    const asked: URLSearchParams[] = []
    const server = await serverFor(async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://server.test')
      if (pathname === '/keys') return json(response, { keys: [key.jwk] })
      asked.push(searchParams)
      const [type = '', name = '', actions = ''] = (searchParams.get('scope') ?? '').split(':')
      const isAlice = request.headers.authorization === `Basic ${btoa('alice:secret')}`
      const granted = actions.split(',').filter((action) => action === 'pull' || isAlice)
      const claims = { aud: searchParams.get('service'), sub: isAlice ? 'alice' : '' }
      json(response, {
        token: await tokenBy(key, ISSUER, { ...claims, access: [{ type, name, actions: granted }] }),
      })
    })
    const realm = `${server.url}/auth`
    const registry = await registryWith({
      tokenServer: { realm, issuer: ISSUER, service: SERVICE, jwks: `${server.url}/keys` },
    })

    /** Asks, follows the challenge, and asks again: as docker does. */
    const follow = async (path: string, init: RequestInit, authorization?: string) => {
      const refused = await registry.fetch(path, init)
      expect([refused.status, await errorCode(refused)]).toEqual([401, 'UNAUTHORIZED'])
      const challenge = refused.headers.get('www-authenticate') ?? ''
      const {
        where = '',
        service = '',
        scope = '',
      } = /^Bearer realm="(?<where>[^"]+)",service="(?<service>[^"]+)",scope="(?<scope>[^"]+)"$/.exec(
        challenge,
      )?.groups ?? {}
      const given = await fetch(`${where}?${new URLSearchParams({ service, scope })}`, {
        headers: authorization === undefined ? {} : { authorization },
      })
      const { token } = (await given.json()) as { token: string }
      return registry.fetch(path, { ...init, headers: { authorization: `Bearer ${token}` } })
    }
    const alice = `Basic ${btoa('alice:secret')}`
    const begun = await follow('/v2/team/app/blobs/uploads/', { method: 'POST' }, alice)
    expect(begun.status).toBe(202)
    expect(Object.fromEntries(asked[0] as URLSearchParams)).toEqual({
      service: SERVICE,
      scope: 'repository:team/app:pull,push',
    })
    // Who has not logged in gets a token to pull: nothing was pushed yet, which only who may pull is told.
    const looked = await follow('/v2/team/app/tags/list', {})
    expect(looked.status).toBe(404)
    const tried = await follow('/v2/team/app/blobs/uploads/', { method: 'POST' })
    expect(tried.status).toBe(401)
    expect(tried.headers.get('www-authenticate')).toContain('error="insufficient_scope"')
    expect(registry.log.join('')).toContain('"workload:token-server:alice"')
  })

  it.each<[string, Access, { push: number; pull: number; delete: number; other: number; catalog: number }]>([
    ['nothing', [], { push: 401, pull: 401, delete: 401, other: 401, catalog: 401 }],
    ['a pull', to('team/app', 'pull'), { push: 401, pull: 200, delete: 401, other: 401, catalog: 401 }],
    ['a push', to('team/app', 'push'), { push: 201, pull: 401, delete: 401, other: 401, catalog: 401 }],
    ['all of one', to('team/app', '*'), { push: 201, pull: 200, delete: 404, other: 401, catalog: 401 }],
    [
      'it in two parts',
      [...to('team/app', 'pull'), ...to('team/app', 'push')],
      { push: 201, pull: 200, delete: 401, other: 401, catalog: 401 },
    ],
    [
      'the catalog',
      [{ type: 'registry', name: 'catalog', actions: ['*'] }],
      { push: 401, pull: 401, delete: 401, other: 401, catalog: 200 },
    ],
    [
      'what it cannot',
      [
        { type: 'registry', name: 'admin', actions: ['*'] },
        { type: 'repository', name: '**', actions: ['*'] },
        { type: 'repository', name: '*', actions: ['*'] },
        { type: 'plugin', name: 'team/app', actions: ['*'] },
        { type: 'repository', name: 'team/app', actions: ['admin', '', 'PULL'] },
        { type: 'registry', name: 'catalog', actions: ['pull'] },
      ],
      { push: 401, pull: 401, delete: 401, other: 401, catalog: 401 },
    ],
  ])('that grants %s grants that alone', async (_, access, statuses) => {
    const { registry, allowing } = await registryOfServer()
    expect(await push(registry, await allowing(to('team/app', 'push')), 'team/app')).toBe(201)
    const token = await allowing(access)
    const ask = async (request: string) => (await registry.bearing(token, request)).status
    expect({
      push: await push(registry, token, 'team/app'),
      pull: await pull(registry, token, 'team/app'),
      // What is not there is told only to who may delete it.
      delete: await ask(`DELETE /v2/team/app/blobs/sha256:${'0'.repeat(64)}`),
      other: await ask('GET /v2/team/other/tags/list'),
      catalog: await ask('GET /v2/_catalog'),
    }).toEqual(statuses)
    // Nobody runs the registry by a token of somebody else.
    expect(await ask('GET /api/v1/scrub')).toBe(403)
    expect(await ask('GET /v2/')).toBe(200)
  })

  it.each<[string, object]>([
    ['for another service', { aud: 'elsewhere' }],
    ['of another issuer', { iss: 'somebody' }],
    ['that has run out', { exp: inSeconds(-61) }],
    ['that is not good yet', { nbf: inSeconds(61) }],
    ['that never runs out', { exp: undefined }],
    ['whose access is no list', { access: 'all' }],
    ['whose access is a list of something else', { access: ['repository:team/app:pull'] }],
  ])('does not make a token %s good', async (_, claims) => {
    const { registry, allowing } = await registryOfServer()
    const token = await allowing(to('team/app', 'pull'), claims)
    const response = await registry.bearing(token, 'GET /v2/team/app/tags/list')
    expect(response.status).toBe(401)
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
  })

  it.each([['none'], ['an empty one', ''], ['null', null]])(
    'gives tokens to nobody in particular: as subject %s',
    async (_, sub?: string | null) => {
      const { registry, allowing } = await registryOfServer()
      const response = await registry.bearing(await allowing(to('team/app', 'pull'), { sub }), 'GET /v2/')
      expect(response.status).toBe(200)
      expect(registry.log.at(-1)).toContain('"principal":"anonymous"')
    },
  )

  it('has its tokens exchanged for none of ours', async () => {
    const { registry, allowing } = await registryOfServer()
    const token = await allowing(to('team/app', 'pull'))
    const form = new URLSearchParams({ grant_type: 'password', username: 'alice', password: token })
    const replies = [
      await registry.bearing(token, 'GET /token?scope=repository:team/app:pull'),
      await registry.withPassword(token, 'GET /token?scope=repository:team/app:pull'),
      await registry.fetch('/token', { method: 'POST', body: form }),
    ]
    expect(replies.map(({ status }) => status)).toEqual([401, 401, 401])
  })

  it('has nothing to do with rules, nor have its principals', async () => {
    const { registry, allowing } = await registryOfServer({
      rules: [
        {
          who: ['users', 'user:alice', { workload: 'ci', claims: {} }],
          repositories: '**',
          actions: ['pull', 'push'],
        },
      ],
    })
    for (const sub of ['alice', 'ci:alice', 'user:alice']) {
      expect(await push(registry, await allowing(to('team/app', 'pull'), { sub }), 'team/app')).toBe(401)
      expect(await push(registry, await allowing(to('team/app', 'push'), { sub }), 'team/app')).toBe(201)
    }
  })
})

describe('the keys of a token server', () => {
  const both = { curve: 'P-256', keyType: 'ec', algorithm: 'sha256' } as const

  /** A certificate as people make them, its private key, and what its key is called. */
  async function certified() {
    const { cert, private: pem } = await generate([{ name: 'commonName', value: 'auth' }], both)
    const key = createPrivateKey(pem)
    const [thumbprint = '', libtrust = ''] = keyIdsOf(new X509Certificate(cert).publicKey)
    const sign = (header: object) =>
      new SignJWT({ iss: ISSUER, aud: SERVICE, sub: 'alice', exp: inSeconds(60), access: to('a', 'push') })
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT', ...header })
        .sign(key)
    const x5c = [new X509Certificate(cert).raw.toString('base64')]
    return { cert, thumbprint, libtrust, x5c, sign }
  }

  async function registryOf(text: string, more: { jwks?: string } = {}): Promise<TestRegistry> {
    const folder = await mkdtemp(join(tmpdir(), 'berth-certificates-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const certificates = join(folder, 'auth.pem')
    await writeFile(certificates, text)
    const realm = 'https://auth.example/token'
    return registryWith({ tokenServer: { realm, issuer: ISSUER, service: SERVICE, certificates, ...more } })
  }

  it('are those of its certificates, by either name token servers give them', async () => {
    const [first, second, stranger] = [await certified(), await certified(), await certified()]
    const registry = await registryOf(`Comments are skipped.\n${first.cert}\n${second.cert}`)
    for (const { thumbprint, libtrust, sign } of [first, second]) {
      expect(await push(registry, await sign({ kid: thumbprint }), 'a')).toBe(201)
      expect(await push(registry, await sign({ kid: libtrust }), 'a')).toBe(201)
    }
    const { sign } = first
    expect(await push(registry, await sign({}), 'a')).toBe(401)
    expect(await push(registry, await sign({ kid: second.libtrust }), 'a')).toBe(401)
    expect(await push(registry, await stranger.sign({ kid: first.libtrust }), 'a')).toBe(401)
  })

  it('are not what a token brings along', async () => {
    const [ours, stranger] = [await certified(), await certified()]
    const registry = await registryOf(ours.cert)
    expect(await push(registry, await ours.sign({ x5c: ours.x5c }), 'a')).toBe(201)
    expect(await push(registry, await stranger.sign({ x5c: stranger.x5c }), 'a')).toBe(401)
    const kid = ours.thumbprint
    expect(await push(registry, await stranger.sign({ kid, x5c: [...stranger.x5c, ...ours.x5c] }), 'a')).toBe(
      401,
    )
  })

  it('may be of certificates and a key set at once', async () => {
    const ours = await certified()
    const key = await signer('key-1')
    const keeper = await issuerWith(key)
    const registry = await registryOf(ours.cert, { jwks: `${keeper.url}${JWKS}` })
    expect(await push(registry, await ours.sign({ kid: ours.libtrust }), 'a')).toBe(201)
    expect(keeper.seen).toEqual([])
    const claims = { aud: SERVICE, access: to('a', 'push') }
    expect(await push(registry, await tokenBy(key, ISSUER, claims), 'a')).toBe(201)
    // It could mean either.
    expect(await push(registry, await ours.sign({}), 'a')).toBe(401)
  })

  it.each([
    ['nothing', ''],
    ['no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n'],
  ])('are not in a file with %s', async (_, text) => {
    await expect(registryOf(text)).rejects.toThrow(/auth\.pem: .*certificate/)
  })

  it.each<[string, JsonWebKey, string]>([
    // RFC 7638 3.1.
    [
      'the thumbprint of an RSA key',
      {
        kty: 'RSA',
        e: 'AQAB',
        n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
      },
      'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    ],
    // distribution, "Image Manifest Version 2, Schema 1", whose signatures have the key beside its id.
    [
      'the libtrust id of an EC key',
      {
        kty: 'EC',
        crv: 'P-256',
        x: '3gAwX48IQ5oaYQAYSxor6rYYc_6yjuLCjtQ9LUakg4A',
        y: 't72ge6kIA1XOjqjVoEOiPPAURltJFBMGDSQvEGVB010',
      },
      'OD6I:6DRK:JXEJ:KBM4:255X:NSAA:MUSF:E4VM:ZI6W:CUN2:L4Z6:LSF4',
    ],
  ])('are called by %s', (_, jwk, id) => {
    expect(keyIdsOf(createPublicKey({ key: jwk, format: 'jwk' }))).toContain(id)
  })
})
