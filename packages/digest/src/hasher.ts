import { newHash } from '#hasher'
import type { Algorithm } from './algorithm.ts'
import type { Digest } from './digest.ts'

/** One running hash. It is used for one content only: `digest()` ends it. */
export interface Hasher {
  readonly algorithm: Algorithm
  update(chunk: Uint8Array): void
  digest(): Digest
}

/** What a runtime has to bring to hash: node:crypto under Node, @noble/hashes elsewhere. */
export interface RawHash {
  update(chunk: Uint8Array): unknown
  hex(): string
}

/** Starts hashing content that arrives in pieces. */
export function createHasher(algorithm: Algorithm): Hasher {
  const hash = newHash(algorithm)
  return {
    algorithm,
    update: (chunk) => void hash.update(chunk),
    digest: () => `${algorithm}:${hash.hex()}` as Digest,
  }
}

/** The digest of bytes that are in memory already. */
export function digestOf(bytes: Uint8Array, algorithm: Algorithm = 'sha256'): Digest {
  const hasher = createHasher(algorithm)
  hasher.update(bytes)
  return hasher.digest()
}
