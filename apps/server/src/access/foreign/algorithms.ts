import type { KeyObject } from 'node:crypto'

/**
 * What tokens of others may be signed with. Pairs of keys only: with a shared secret (HS256) a public key could be
 * taken for one, and with `none` anybody signs (RFC 8725 3.1 and 3.2).
 */
export const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'ES256', 'ES384', 'EdDSA'] as const
export type Algorithm = (typeof algorithms)[number]

export function isAlgorithm(text: unknown): text is Algorithm {
  return (algorithms as readonly unknown[]).includes(text)
}

/** RFC 7518 3.3: "A key of size 2048 bits or larger MUST be used with these algorithms." */
const LEAST_RSA_BITS = 2048

/** Whether a key is of the kind an algorithm takes, whatever the token says of it. */
export function suits(key: KeyObject, algorithm: Algorithm): boolean {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key
  switch (algorithm) {
    case 'ES256':
      return type === 'ec' && details?.namedCurve === 'prime256v1'
    case 'ES384':
      return type === 'ec' && details?.namedCurve === 'secp384r1'
    case 'EdDSA':
      return type === 'ed25519'
    default:
      return type === 'rsa' && (details?.modulusLength ?? 0) >= LEAST_RSA_BITS
  }
}
