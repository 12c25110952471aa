import { errors, type JWTPayload } from 'jose'

/**
 * What a token says whose end is all that is wrong with it, when that was no longer than `lateS` seconds ago: jose looks
 * at the end last. Only the end is forgiven, never the beginning.
 */
export function payloadOfLate(error: errors.JOSEError, lateS: number): JWTPayload | undefined {
  if (!(error instanceof errors.JWTExpired) || error.claim !== 'exp') return undefined
  return Date.now() / 1000 - Number(error.payload.exp) <= lateS ? error.payload : undefined
}
