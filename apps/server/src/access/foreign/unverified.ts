import { decodeJwt, decodeProtectedHeader } from 'jose'
import { type Algorithm, isAlgorithm } from './algorithms.ts'

/** Longer than any token of a workload; what is longer is not worth reading. */
const MAX_LENGTH = 16 * 1024
const MAX_KID_LENGTH = 512

/** What a token says of itself, none of it believed yet: enough to choose who has to have signed it, and with what. */
export interface Unverified {
  readonly issuer: string
  readonly algorithm: Algorithm
  readonly kid: string | undefined
}

/**
 * Looks into a token. Keys it brings along or points to (`jwk`, `jku`, `x5u`, `x5c`) are not read at all.
 * @returns undefined when it is no signed JWT (RFC 7519), or signed in no way that is taken: passwords come here too.
 */
export function lookInto(text: string): Unverified | undefined {
  if (text.length > MAX_LENGTH || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(text)) return undefined
  try {
    const { alg, kid } = decodeProtectedHeader(text)
    const { iss } = decodeJwt(text)
    if (!isAlgorithm(alg) || typeof iss !== 'string') return undefined
    if (kid !== undefined && (typeof kid !== 'string' || kid.length > MAX_KID_LENGTH)) return undefined
    return { issuer: iss, algorithm: alg, kid }
  } catch {
    return undefined
  }
}
