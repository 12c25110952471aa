import { z } from 'zod'
import { isSafeUrl } from '../../config/address.ts'
import { FetchError, fetchJson } from './fetch-json.ts'

const documentSchema = z.object({ issuer: z.string(), jwks_uri: z.string() })

/**
 * Where an issuer publishes its keys (OpenID Connect Discovery 1.0, 4).
 * @throws {FetchError}
 */
export async function discoverJwks(issuer: string, signal: AbortSignal, timeoutMs?: number): Promise<string> {
  // 4.1: "any terminating / MUST be removed before appending /.well-known/openid-configuration".
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const parsed = documentSchema.safeParse(await fetchJson(url, signal, timeoutMs))
  if (!parsed.success) throw new FetchError(`${url} has no issuer and jwks_uri`)
  // 4.3: "The issuer value returned MUST be identical to the Issuer URL that was directly used to retrieve it."
  if (parsed.data.issuer !== issuer) throw new FetchError(`${url} is of another issuer`)
  const { jwks_uri: uri } = parsed.data
  // Plain HTTP stays on this machine, and only what is on this machine may say so.
  const isSafe = isSafeUrl(uri) && (uri.startsWith('https:') || issuer.startsWith('http:'))
  if (!isSafe) throw new FetchError(`${url} names keys at an address that is not https`)
  return uri
}
