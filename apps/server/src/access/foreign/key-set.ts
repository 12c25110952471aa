import { createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import { z } from 'zod'
import { type Algorithm, suits } from './algorithms.ts'
import { keyIdsOf } from './key-ids.ts'

/** Issuers publish a handful. */
const MOST_KEYS = 100

const jwksSchema = z.object({ keys: z.array(z.record(z.string(), z.unknown())).max(MOST_KEYS) })

interface PublicKey {
  readonly ids: readonly string[]
  readonly key: KeyObject
  /** The one algorithm it is for, when its owner has said so. */
  readonly algorithm: string | undefined
}

/** What should be keys is none. The message says why. */
export class KeySetError extends Error {
  override readonly name = 'KeySetError'
}

/** The public keys somebody signs with. */
export class KeySet {
  readonly #keys: readonly PublicKey[]

  private constructor(keys: readonly PublicKey[]) {
    this.#keys = keys
  }

  /**
   * Of a JWK Set (RFC 7517 5): "Implementations SHOULD ignore JWKs within a JWK Set that use 'kty' values that are not
   * understood by them, that are missing required members, or for which values are out of the supported ranges."
   * @throws {KeySetError}
   */
  static fromJwks(document: unknown): KeySet {
    const parsed = jwksSchema.safeParse(document)
    if (!parsed.success) throw new KeySetError(`there is no JWK Set of at most ${MOST_KEYS} keys`)
    return KeySet.#of(parsed.data.keys.flatMap((jwk) => readJwk(jwk) ?? []))
  }

  /** Of the certificates in a PEM file. @throws {KeySetError} */
  static fromCertificates(pem: string): KeySet {
    const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g) ?? []
    if (blocks.length === 0) throw new KeySetError('there is no certificate')
    return KeySet.#of(blocks.map(readCertificate))
  }

  static #of(keys: readonly PublicKey[]): KeySet {
    if (keys.length === 0) throw new KeySetError('there is no key that could be used')
    return new KeySet(keys)
  }

  /** Whether a token that names a key, or names none, can be told whose key it means. */
  knows(kid: string | undefined): boolean {
    return kid === undefined ? this.#keys.length === 1 : this.#keys.some(({ ids }) => ids.includes(kid))
  }

  /** The key a token means, if it may be used that way. Only of several keys does one have to be named. */
  find(kid: string | undefined, algorithm: Algorithm): KeyObject | undefined {
    if (!this.knows(kid)) return undefined
    return this.#keys.find(
      (candidate) =>
        (kid === undefined || candidate.ids.includes(kid)) &&
        (candidate.algorithm === undefined || candidate.algorithm === algorithm) &&
        suits(candidate.key, algorithm),
    )?.key
  }
}

function readJwk(jwk: Readonly<Record<string, unknown>>): PublicKey | undefined {
  const { kty, n, e, crv, x, y, kid, use, alg } = jwk
  if (kty !== 'RSA' && kty !== 'EC' && kty !== 'OKP') return undefined
  if (use !== undefined && use !== 'sig') return undefined
  let key: KeyObject
  try {
    // Its public members alone, should somebody have published more.
    key = createPublicKey({ key: { kty, n, e, crv, x, y } as Record<string, string>, format: 'jwk' })
  } catch {
    return undefined
  }
  const ids = typeof kid === 'string' ? [kid] : keyIdsOf(key)
  return { ids, key, algorithm: typeof alg === 'string' ? alg : undefined }
}

function readCertificate(pem: string, index: number): PublicKey {
  try {
    const key = new X509Certificate(pem).publicKey
    return { ids: keyIdsOf(key), key, algorithm: undefined }
  } catch (cause) {
    throw new KeySetError(`certificate ${index + 1} cannot be read`, { cause })
  }
}
