import { generateKeyPairSync, KeyObject, sign } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type CryptoKey, importPKCS8, type JWK } from 'jose'
import { describe, expect, it, onTestFinished } from 'vitest'
import { COOLDOWN_MS, FRESH_MS, LAST_GOOD_MS } from '../../../src/access/foreign/cached-keys.ts'
import { KeyFileError } from '../../../src/access/foreign/key-files.ts'
import { errorCode, registryWith, type TestRegistry } from './a-registry.ts'
import {
  AUDIENCE,
  DISCOVERY,
  inSeconds,
  issuerWith,
  JWKS,
  json,
  type Signer,
  serverFor,
  signer,
  type TestIssuer,
  tokenBy,
} from './an-issuer.ts'

const rules = [{ who: { workload: 'ci', claims: {} }, repositories: '**', actions: ['pull' as const] }]

async function opened(issuer: TestIssuer, more: { jwks?: string; timeoutMs?: number } = {}) {
  const { jwks, timeoutMs } = more
  const workloads = [{ name: 'ci', issuer: issuer.url, audience: AUDIENCE, jwks }]
  return registryWith({ workloads, rules }, timeoutMs === undefined ? {} : { timeoutMs })
}

/** Asks with a token by some key; resolves to the status. 404 is that of somebody who may know: nothing was pushed. */
async function ask(registry: TestRegistry, issuer: TestIssuer, by: Signer): Promise<number> {
  return (await registry.bearing(await tokenBy(by, issuer.url), 'GET /v2/team/app/tags/list')).status
}
const [TAKEN, REFUSED, UNAVAILABLE] = [404, 401, 503]

describe('the keys of an issuer', () => {
  it('are fetched with the first token, and not again while they are fresh', async () => {
    const key = await signer('key-1')
    const issuer = await issuerWith(key)
    const registry = await opened(issuer)
    expect(issuer.seen).toEqual([])
    const asked = await Promise.all(Array.from({ length: 20 }, () => ask(registry, issuer, key)))
    expect(new Set(asked)).toEqual(new Set([TAKEN]))
    registry.pass(FRESH_MS - 1)
    expect(await ask(registry, issuer, key)).toBe(TAKEN)
    expect(issuer.seen).toEqual([DISCOVERY, JWKS])
  })

  it('are fetched again when a token names a new one, once the last fetch is a while ago', async () => {
    const [old, young] = [await signer('key-1'), await signer('key-2')]
    const issuer = await issuerWith(old)
    const registry = await opened(issuer)
    expect(await ask(registry, issuer, old)).toBe(TAKEN)
    issuer.keys = [young.jwk, old.jwk]
    registry.pass(COOLDOWN_MS - 1)
    expect(await ask(registry, issuer, young)).toBe(REFUSED)
    expect(issuer.fetches).toBe(1)
    registry.pass(1)
    expect(await ask(registry, issuer, young)).toBe(TAKEN)
    expect(await ask(registry, issuer, old)).toBe(TAKEN)
    expect(issuer.fetches).toBe(2)
  })

  it('that were withdrawn are good no longer than they are fresh', async () => {
    const [old, young] = [await signer('key-1'), await signer('key-2')]
    const issuer = await issuerWith(old)
    const registry = await opened(issuer)
    expect(await ask(registry, issuer, old)).toBe(TAKEN)
    issuer.keys = [young.jwk]
    registry.pass(FRESH_MS)
    expect(await ask(registry, issuer, old)).toBe(REFUSED)
  })

  it('are fetched once more at most in a storm of tokens with unknown keys', async () => {
    const key = await signer('key-1')
    const issuer = await issuerWith(key)
    const registry = await opened(issuer)
    expect(await ask(registry, issuer, key)).toBe(TAKEN)
    registry.pass(COOLDOWN_MS)
    const storm = Array.from({ length: 1000 }, (_, index) =>
      ask(registry, issuer, { ...key, kid: `kid-${index}` }),
    )
    expect(new Set(await Promise.all(storm))).toEqual(new Set([REFUSED]))
    expect(issuer.seen.filter((path) => path === DISCOVERY)).toHaveLength(2)
    expect(issuer.fetches).toBe(2)
  })

  it('are used while the issuer is down, for a day', async () => {
    const key = await signer('key-1')
    const issuer = await issuerWith(key)
    const registry = await opened(issuer)
    expect(await ask(registry, issuer, key)).toBe(TAKEN)
    await issuer.stop()
    registry.pass(LAST_GOOD_MS - 1)
    expect(await ask(registry, issuer, key)).toBe(TAKEN)
    expect(registry.log.some((line) => line.includes('could not read the keys of ci'))).toBe(true)
    registry.pass(1)
    expect(await ask(registry, issuer, key)).toBe(UNAVAILABLE)
  })

  it('that cannot be had are no wrong password', async () => {
    const key = await signer('key-1')
    const issuer = await issuerWith(key)
    const registry = await opened(issuer)
    await issuer.stop()
    const token = await tokenBy(key, issuer.url)
    for (const response of [
      await registry.bearing(token, 'GET /v2/team/app/tags/list'),
      await registry.withPassword(token, 'GET /v2/'),
      await registry.withPassword(token, 'GET /token?service=registry.test'),
      await registry.fetch('/token', {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'password', username: 'oidc', password: token }),
      }),
    ]) {
      expect([response.status, response.headers.has('retry-after')]).toEqual([UNAVAILABLE, true])
      const text = await response.clone().text()
      expect(text).toContain('the keys of ci cannot be had now')
      expect(text).not.toContain(issuer.url)
      expect(await errorCode(response)).toBe('UNAVAILABLE')
    }
  })

  it('are asked for again a while after they could not be had', async () => {
    const key = await signer('key-1')
    const issuer = await issuerWith(key)
    issuer.answer = { [DISCOVERY]: (response) => void response.writeHead(500).end() }
    const registry = await opened(issuer)
    expect([await ask(registry, issuer, key), await ask(registry, issuer, key)]).toEqual([
      UNAVAILABLE,
      UNAVAILABLE,
    ])
    expect(issuer.seen).toEqual([DISCOVERY])
    issuer.answer = {}
    registry.pass(COOLDOWN_MS)
    expect(await ask(registry, issuer, key)).toBe(TAKEN)
  })

  it('need no name when there is only one', async () => {
    const key = await signer('key-1')
    const issuer = await issuerWith()
    const { kid: _, ...unnamed } = key.jwk
    issuer.keys = [unnamed]
    const registry = await opened(issuer)
    const token = await tokenBy(key, issuer.url, {}, { kid: undefined })
    expect((await registry.bearing(token, 'GET /v2/team/app/tags/list')).status).toBe(TAKEN)
  })

  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'])(
    'are taken for %s',
    async (algorithm) => {
      const key = await signer('key-1', algorithm)
      const issuer = await issuerWith(key)
      expect(await ask(await opened(issuer), issuer, key)).toBe(TAKEN)
    },
  )

  it.each(['PS384', 'PS512', 'ES512'])('are not taken for %s', async (algorithm) => {
    const key = await signer('key-1', algorithm)
    const issuer = await issuerWith(key)
    expect(await ask(await opened(issuer), issuer, key)).toBe(REFUSED)
  })

  it('are taken for the algorithm alone that they are for', async () => {
    const { jwk, key } = await signer('key-1', 'RS256')
    const other = { jwk, kid: 'key-1', algorithm: 'PS256', key: await importPS256(key) }
    const issuer = await issuerWith(other)
    expect(await ask(await opened(issuer), issuer, other)).toBe(REFUSED)
    const { alg: _, ...forAnything } = jwk
    issuer.keys = [forAnything]
    expect(await ask(await opened(issuer), issuer, other)).toBe(TAKEN)
  })

  it('are none when they are RSA and shorter than 2048 bits', async () => {
    const pair = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const issuer = await issuerWith()
    issuer.keys = [{ ...pair.publicKey.export({ format: 'jwk' }), kid: 'short' } as JWK]
    const claims = { iss: issuer.url, aud: AUDIENCE, sub: 'job-1', exp: inSeconds(60) }
    const input = [{ alg: 'RS256', kid: 'short' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.')
    const token = `${input}.${sign('sha256', Buffer.from(input), pair.privateKey).toString('base64url')}`
    const registry = await opened(issuer)
    expect((await registry.bearing(token, 'GET /v2/team/app/tags/list')).status).toBe(REFUSED)
  })

  it('are those that are for signing, and can be read', async () => {
    const [key, other] = [await signer('key-1'), await signer('key-2')]
    const issuer = await issuerWith(key)
    issuer.keys = [
      { ...other.jwk, use: 'enc' },
      { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'broken' },
      { kty: 'oct', k: 'c2VjcmV0', kid: 'secret', alg: 'HS256' },
      { kty: 'unheard', kid: 'of' },
      key.jwk,
    ]
    const registry = await opened(issuer)
    expect([await ask(registry, issuer, key), await ask(registry, issuer, other)]).toEqual([TAKEN, REFUSED])
  })
})

describe('an issuer that answers', () => {
  const redirect = (to: string) => (response: ServerResponse) =>
    void response.writeHead(302, { location: to }).end()
  const padding = 'a'.repeat(64 * 1024)

  it.each<
    [string, string, (issuer: TestIssuer, elsewhere: string) => (response: ServerResponse) => void, RegExp]
  >([
    ['with a redirect for its keys', JWKS, (_, elsewhere) => redirect(elsewhere), /redirects are refused/],
    [
      'with a redirect for discovery',
      DISCOVERY,
      (_, elsewhere) => redirect(elsewhere),
      /redirects are refused/,
    ],
    [
      'with keys without end',
      JWKS,
      ({ keys }) =>
        (response) => {
          response.writeHead(200, { 'content-type': 'application/json' })
          response.write(`{"keys":${JSON.stringify(keys)},"padding":"`)
          const more = () => {
            while (!response.destroyed && response.write(padding));
          }
          response.on('drain', more)
          more()
        },
      /larger than 1048576 bytes/,
    ],
    [
      'with more keys than anybody needs',
      JWKS,
      ({ keys }) =>
        (response) =>
          json(response, { keys: Array.from({ length: 101 }, () => keys[0]) }),
      /at most 100 keys/,
    ],
    ['with a page for its keys', JWKS, () => (response) => void response.end('<html>'), /is no JSON/],
    ['with no keys', JWKS, () => (response) => json(response, { keys: [] }), /no key that could be used/],
    ['with a list of nothing', JWKS, () => (response) => json(response, { keys: [1] }), /no JWK Set/],
    [
      'with the keys of another issuer',
      DISCOVERY,
      ({ url }, elsewhere) =>
        (response) =>
          json(response, { issuer: elsewhere, jwks_uri: `${url}${JWKS}` }),
      /of another issuer/,
    ],
    [
      'with keys at a plain address elsewhere',
      DISCOVERY,
      ({ url }) =>
        (response) =>
          json(response, { issuer: url, jwks_uri: 'http://issuer.evil.test/keys' }),
      /not https/,
    ],
    [
      'with keys in a file',
      DISCOVERY,
      ({ url }) =>
        (response) =>
          json(response, { issuer: url, jwks_uri: 'file:///etc/keys.json' }),
      /not https/,
    ],
  ])('%s is not believed, and nobody else is asked', async (_, path, answer, reason) => {
    const key = await signer('key-1')
    const issuer = await issuerWith(key)
    const visits: string[] = []
    const { url: elsewhere } = await serverFor((request, response) => {
      visits.push(request.url ?? '')
      json(response, { keys: [key.jwk] })
    })
    issuer.answer = { [path]: answer(issuer, `${elsewhere}/`) }
    const registry = await opened(issuer)
    expect(await ask(registry, issuer, key)).toBe(UNAVAILABLE)
    expect(registry.log.filter((line) => reason.test(line)).length).toBe(1)
    expect(visits).toEqual([])
  })
})

describe('an issuer that never answers', () => {
  it('is waited for no longer than it may take', async () => {
    const key = await signer('key-1')
    const issuer = await issuerWith(key)
    const left = new Promise((resolve) => {
      issuer.answer = { [JWKS]: (response) => void response.once('close', resolve) }
    })
    const registry = await opened(issuer, { timeoutMs: 50 })
    expect(await ask(registry, issuer, key)).toBe(UNAVAILABLE)
    await left
  })
})

describe('keys the configuration says where they are', () => {
  it('are fetched from there, without discovery', async () => {
    const key = await signer('key-1')
    const [issuer, keeper] = [await issuerWith(), await issuerWith(key)]
    const registry = await opened(issuer, { jwks: `${keeper.url}${JWKS}` })
    expect(await ask(registry, issuer, key)).toBe(TAKEN)
    expect([issuer.seen, keeper.seen]).toEqual([[], [JWKS]])
  })

  it('are read from a file, also when it changes', async () => {
    const [old, young] = [await signer('key-1'), await signer('key-2')]
    const issuer = await issuerWith()
    const file = await fileWith(JSON.stringify({ keys: [old.jwk] }))
    const registry = await opened(issuer, { jwks: file })
    expect([await ask(registry, issuer, old), await ask(registry, issuer, young)]).toEqual([TAKEN, REFUSED])
    await writeFile(file, JSON.stringify({ keys: [young.jwk] }))
    registry.pass(COOLDOWN_MS)
    expect([await ask(registry, issuer, young), await ask(registry, issuer, old)]).toEqual([TAKEN, REFUSED])
    expect(issuer.seen).toEqual([])
  })

  it.each([
    ['is no JSON', '{', /it is no JSON/],
    ['holds none', '{"keys":[]}', /no key that could be used/],
    ['is too large', ' '.repeat(1024 * 1024 + 1), /larger than/],
  ])('in a file that %s let nothing start', async (_, text, reason) => {
    const issuer = await issuerWith()
    const file = await fileWith(text)
    const failure = await opened(issuer, { jwks: file }).catch((error: unknown) => error)
    expect(failure).toBeInstanceOf(KeyFileError)
    expect((failure as Error).message).toMatch(reason)
    expect((failure as Error).message).toContain(file)
  })
})

/** The same key for another algorithm: in WebCrypto a key knows what it is for. */
async function importPS256(key: CryptoKey): Promise<CryptoKey> {
  const pem = KeyObject.from(key).export({ type: 'pkcs8', format: 'pem' }).toString()
  return importPKCS8(pem, 'PS256')
}

async function fileWith(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-keys-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'keys.json')
  await writeFile(file, text)
  return file
}
