import { errors, type JWTPayload, jwtVerify } from 'jose'
import type { Logger } from 'pino'
import { payloadOfLate } from '../late-token.ts'
import { algorithms } from './algorithms.ts'
import type { Keys } from './keys.ts'
import type { Unverified } from './unverified.ts'

/** For clocks that differ. As much as for tokens of ours, so that one got for another ends at the same moment as it. */
const LEEWAY_S = 30

/** Whose token it has to be, and for whom. */
interface Expected {
  readonly issuer: string
  readonly audience: string
  readonly keys: Keys
  readonly log: Logger
  /** Seconds after its end in which it is still read. */
  readonly lateS?: number | undefined
}

/**
 * What a token says, once it is known to be true (RFC 8725).
 * @returns undefined when it is not: why, only the log says.
 * @throws {RegistryError} UNAVAILABLE when the issuer's keys cannot be had.
 */
export async function verified(
  text: string,
  unverified: Unverified,
  { issuer, audience, keys, log, lateS = 0 }: Expected,
): Promise<(JWTPayload & { exp: number }) | undefined> {
  const key = await keys.choose(unverified)
  if (key === undefined) {
    log.debug({ issuer }, 'refused a token: it is signed with no key of its issuer')
    return undefined
  }
  try {
    const { payload } = await jwtVerify(text, key, {
      algorithms: [...algorithms],
      issuer,
      audience,
      requiredClaims: ['exp'],
      clockTolerance: LEEWAY_S,
    })
    return payload as JWTPayload & { exp: number }
  } catch (error) {
    if (!(error instanceof errors.JOSEError)) throw error
    const payload = payloadOfLate(error, lateS)
    if (payload !== undefined) return payload as JWTPayload & { exp: number }
    log.debug({ issuer, code: error.code }, `refused a token: ${error.message}`)
    return undefined
  }
}
