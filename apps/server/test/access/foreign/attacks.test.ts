import { createHmac, createPublicKey, type JsonWebKey, KeyObject, sign } from 'node:crypto'
import fc from 'fast-check'
import { type JWTPayload, UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import { errorCode, push, registryWith, type TestRegistry } from './a-registry.ts'
import {
  AUDIENCE,
  inSeconds,
  issuerWith,
  json,
  type Signer,
  serverFor,
  signer,
  type TestIssuer,
  tokenBy,
} from './an-issuer.ts'

/** What somebody who attacks has: keys of their own, a server of their own, and all that is public. */
interface Given {
  readonly issuer: TestIssuer
  readonly key: Signer
  readonly second: Signer
  /** Keys of the attacker. */
  readonly theirs: Signer
  /** Where the attacker serves them. */
  readonly server: string
}

async function registry(): Promise<Given & { registry: TestRegistry; visits: string[] }> {
  const [key, second, theirs] = [
    await signer('key-1', 'RS256'),
    await signer('key-2', 'ES256'),
    await signer('attacker', 'RS256'),
  ]
  const issuer = await issuerWith(key, second)
  // Many issuers do not say what a key is for. Then nothing but our list does.
  const { alg: _, ...forAnything } = key.jwk
  issuer.keys = [forAnything, second.jwk]
  const visits: string[] = []
  const { url: server } = await serverFor((request, response) => {
    visits.push(request.url ?? '')
    json(response, { keys: [theirs.jwk] })
  })
  const opened = await registryWith({
    workloads: [{ name: 'ci', issuer: issuer.url, audience: AUDIENCE }],
    rules: [{ who: { workload: 'ci', claims: {} }, repositories: '**', actions: ['pull', 'push'] }],
  })
  return { issuer, key, second, theirs, server, registry: opened, visits }
}

function handmade(header: object, claims: object, sign: (input: string) => Buffer): string {
  const input = [header, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${input}.${sign(input).toString('base64url')}`
}

const rightClaims = ({ issuer }: Given): JWTPayload => ({
  iss: issuer.url,
  aud: AUDIENCE,
  sub: 'job-1',
  exp: inSeconds(300),
})

/** Signs with the public key as if it were a secret. */
function byPublicKey(given: Given, alg: string, format: 'pem' | 'der' | 'jwk'): string {
  const key = createPublicKey({ key: given.key.jwk as JsonWebKey, format: 'jwk' })
  const secret =
    format === 'jwk' ? JSON.stringify(given.key.jwk) : key.export({ type: 'spki', format: format as 'pem' })
  return handmade({ alg, kid: 'key-1', typ: 'JWT' }, rightClaims(given), (input) =>
    createHmac(`sha${alg.slice(2)}`, secret)
      .update(input)
      .digest(),
  )
}

const rewritten = async (given: Given, header: object): Promise<string> => {
  const [, ...rest] = (await tokenBy(given.key, given.issuer.url)).split('.')
  return [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.')
}

type Make = (given: Given) => Promise<string> | string
const ours =
  (claims: Record<string, unknown>, header: Record<string, unknown> = {}): Make =>
  ({ key, issuer }) =>
    tokenBy(key, issuer.url, claims, header)
/** Signed by the right key, whatever the header says. */
const withHeader =
  (header: object): Make =>
  (given) =>
    handmade(header, rightClaims(given), (input) =>
      sign('sha256', Buffer.from(input), KeyObject.from(given.key.key)),
    )
const byAttacker =
  (header: Record<string, unknown>): Make =>
  ({ theirs, issuer }) =>
    tokenBy(theirs, issuer.url, {}, { kid: 'key-1', ...header })

const attacks: [string, Make][] = [
  ['is for another audience', ours({ aud: 'elsewhere' })],
  ['is for an audience that ours is the beginning of', ours({ aud: `${AUDIENCE}.evil.test` })],
  ['is for nobody in particular', ours({ aud: undefined })],
  ['is for several others', ours({ aud: ['a', 'b'] })],
  ['is of another issuer', ours({ iss: 'https://issuer.evil.test' })],
  ['is of almost the issuer', ({ key, issuer }) => tokenBy(key, `${issuer.url}/`)],
  ['is of no issuer', ours({ iss: undefined })],
  ['has run out', ours({ exp: inSeconds(-61) })],
  ['never runs out', ours({ exp: undefined })],
  ['runs out at no time', ours({ exp: 'never' })],
  ['is not good yet', ours({ nbf: inSeconds(61) })],
  ['is about nobody', ours({ sub: undefined })],
  ['is about nobody at all', ours({ sub: '' })],
  ['is about somebody with a line break', ours({ sub: 'job\n1' })],
  ['names an unknown key', ours({}, { kid: 'key-9' })],
  ['names no key of several', ours({}, { kid: undefined })],
  ['names a key by a path', ours({}, { kid: '../../../../../../dev/null' })],
  ['names a key by SQL', ours({}, { kid: "key-9' UNION SELECT 'key-1" })],
  ['names a key by what every object has', ours({}, { kid: '__proto__' })],
  ['names a key by a list', withHeader({ alg: 'RS256', kid: ['key-1'] })],
  ['names another key of the issuer', ours({}, { kid: 'key-2' })],
  // RFC 7515 4.1.11: an extension that must be understood.
  [
    'says it needs more than anybody understands',
    withHeader({ alg: 'RS256', kid: 'key-1', crit: ['must'], must: true }),
  ],
  ['is signed by somebody else', byAttacker({})],
  ['brings its own key', ({ theirs, ...given }) => byAttacker({ jwk: theirs.jwk })({ theirs, ...given })],
  ['points to its own keys', (given) => byAttacker({ jku: `${given.server}/jwks` })(given)],
  ['points to its own certificate', (given) => byAttacker({ x5u: `${given.server}/cert.pem` })(given)],
  [
    'names its own keys',
    (given) => byAttacker({ kid: `${given.server}/jwks`, jku: `${given.server}/jwks` })(given),
  ],
  ['is of an issuer who serves its own keys', ({ theirs, server }) => tokenBy(theirs, server)],
  ['is not signed', (given) => new UnsecuredJWT(rightClaims(given)).encode()],
  ['is signed by none', (given) => rewritten(given, { alg: 'none', kid: 'key-1' })],
  ['is signed by None', (given) => rewritten(given, { alg: 'None', kid: 'key-1' })],
  ['has lost its signature', async (given) => (await ours({})(given)).replace(/[^.]+$/, '')],
  ['is signed with the public key as a secret, PEM', (given) => byPublicKey(given, 'HS256', 'pem')],
  ['is signed with the public key as a secret, DER', (given) => byPublicKey(given, 'HS512', 'der')],
  ['is signed with the public key as a secret, JWK', (given) => byPublicKey(given, 'HS384', 'jwk')],
  ['is signed by HMAC and says RS256', (given) => byPublicKey(given, 'RS256', 'pem')],
  ['says another algorithm than its key is for', (given) => rewritten(given, { alg: 'PS256', kid: 'key-1' })],
  ['says an algorithm of another kind of key', (given) => rewritten(given, { alg: 'ES256', kid: 'key-1' })],
  [
    'was changed after it was signed',
    async (given) => {
      const [header, , signature] = (await ours({})(given)).split('.')
      const claims = { ...rightClaims(given), sub: 'job-2' }
      return [header, Buffer.from(JSON.stringify(claims)).toString('base64url'), signature].join('.')
    },
  ],
  ['is longer than any', ours({ filler: 'a'.repeat(16 * 1024) })],
]

describe('a token that', () => {
  it('is right is taken, or the attacks would prove nothing', async () => {
    const { registry: opened, key, second, issuer } = await registry()
    expect(await push(opened, await tokenBy(key, issuer.url), 'team/app')).toBe(201)
    expect(await push(opened, await tokenBy(second, issuer.url), 'team/app')).toBe(201)
    // What it points to is not looked at, in one that is right neither.
    const pointing = { jku: 'http://127.0.0.1:1/', x5u: 'http://127.0.0.1:1/' }
    expect(await push(opened, await tokenBy(key, issuer.url, {}, pointing), 'team/app')).toBe(201)
    const tolerated = { exp: inSeconds(-15), nbf: inSeconds(15), aud: ['other', AUDIENCE] }
    expect(await push(opened, await tokenBy(key, issuer.url, tolerated), 'team/app')).toBe(201)
  })

  it.each(attacks)('%s is refused, and nobody it names is asked', async (_, make) => {
    const given = await registry()
    const token = await make(given)
    const response = await given.registry.bearing(token, 'GET /v2/team/app/tags/list')
    expect([response.status, await errorCode(response)]).toEqual([401, 'UNAUTHORIZED'])
    expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"')
    const asPassword = await given.registry.withPassword(token, 'GET /token?service=registry.test')
    expect(asPassword.status).toBe(401)
    expect(given.visits).toEqual([])
  })

  it('is changed anywhere is refused, and is never a fault', async () => {
    const { registry: opened, issuer, key } = await registry()
    const right = await tokenBy(key, issuer.url)
    // The last character of a signature has bits that mean nothing.
    const place = fc.integer({ min: 0, max: right.length - 2 })
    const character = fc.constantFrom(...'abcXYZ019-_.')
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(place, character), { minLength: 1, maxLength: 3 }),
        async (changes) => {
          const characters = [...right]
          for (const [at, to] of changes) characters[at] = to
          const changed = characters.join('')
          fc.pre(changed !== right)
          expect((await opened.bearing(changed, 'GET /v2/team/app/tags/list')).status).toBe(401)
        },
      ),
      { numRuns: 300 },
    )
    expect(issuer.fetches).toBeLessThanOrEqual(1)
  })

  it('is none is refused without asking anybody', async () => {
    const { registry: opened, issuer, key } = await registry()
    const right = await tokenBy(key, issuer.url)
    const parts = right.split('.')
    const texts = [
      'password',
      'a.b.c',
      '...',
      `${right}.${parts[2]}.${parts[2]}`,
      `x${right}`,
      parts.slice(0, 2).join('.'),
    ]
    for (const text of texts) expect((await opened.withPassword(text, 'GET /v2/')).status).toBe(401)
    expect(issuer.seen).toEqual([])
  })
})
