import { createServer, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose'
import { onTestFinished } from 'vitest'

/** A server on loopback, of this test alone. */
export async function serverFor(
  listener: RequestListener,
): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const stop = async () => {
    if (!server.listening) return
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }
  onTestFinished(stop)
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, stop }
}

/** A key pair somebody signs with. */
export interface Signer {
  readonly kid: string
  readonly algorithm: string
  readonly key: CryptoKey
  /** The public half, as it is published. */
  readonly jwk: JWK
}

/** Making RSA keys takes a while, and no test changes one. */
const made = new Map<string, Promise<Signer>>()

export function signer(kid: string, algorithm = 'ES256'): Promise<Signer> {
  const name = `${algorithm} ${kid}`
  const known = made.get(name) ?? makeSigner(kid, algorithm)
  made.set(name, known)
  return known
}

async function makeSigner(kid: string, algorithm: string): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
  const jwk = { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' }
  return { kid, algorithm, key: privateKey, jwk }
}

/** What a test decides of an issuer; it can be changed while it serves. */
export interface Issuing {
  keys: JWK[]
  /** Answers for a path instead of the issuer. */
  answer?: { [path: string]: (response: ServerResponse) => void }
  /** Requests that came, by their paths. */
  readonly seen: string[]
}

export interface TestIssuer extends Issuing {
  readonly url: string
  /** Requests for its keys. */
  readonly fetches: number
  stop(): Promise<void>
}

export const DISCOVERY = '/.well-known/openid-configuration'
export const JWKS = '/keys.json'

/** An issuer on loopback that serves discovery and keys, as GitHub or a cluster does. */
export async function issuerWith(...signers: Signer[]): Promise<TestIssuer> {
  const state: Issuing = { keys: signers.map(({ jwk }) => jwk), seen: [] }
  const { url, stop } = await serverFor((request, response) => {
    const path = request.url ?? ''
    state.seen.push(path)
    const answer = state.answer?.[path]
    if (answer !== undefined) answer(response)
    else if (path === DISCOVERY) json(response, { issuer: url, jwks_uri: `${url}${JWKS}` })
    else if (path === JWKS) json(response, { keys: state.keys })
    else response.writeHead(404).end()
  })
  return Object.defineProperties(state as TestIssuer, {
    url: { value: url },
    stop: { value: stop },
    fetches: { get: () => state.seen.filter((path) => path === JWKS).length },
  })
}

export function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

export const AUDIENCE = 'registry.example'

/** Seconds since the epoch, so many from now. */
export const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds

/** A token as an issuer signs it, right in everything that is not given otherwise. */
export function tokenBy(
  { key, kid, algorithm }: Signer,
  issuer: string,
  claims: Readonly<Record<string, unknown>> = {},
  header: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const right = { iss: issuer, aud: AUDIENCE, sub: 'job-1', exp: inSeconds(300), nbf: inSeconds(0) }
  return new SignJWT({ ...right, ...claims }).setProtectedHeader({ alg: algorithm, kid, ...header }).sign(key)
}
