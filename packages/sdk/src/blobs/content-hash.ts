import { type Algorithm, createHasher, type Digest } from '@berth/digest'

/** Hashes content while it is sent. What is sent again after a broken connection is not hashed again. */
export interface ContentHash {
  readonly algorithm: Algorithm
  /** Bytes hashed so far. */
  readonly size: number
  update(offset: number, chunk: Uint8Array): void
  /** The digest of all of it. Nothing may follow but what was hashed already. */
  digest(): Digest
  /** The digest once the end was reached, undefined before. */
  readonly finished: Digest | undefined
}

export function createContentHash(algorithm: Algorithm): ContentHash {
  const hasher = createHasher(algorithm)
  let size = 0
  let digest: Digest | undefined
  return {
    algorithm,
    get size() {
      return size
    },
    get finished() {
      return digest
    },
    update(offset, chunk) {
      const known = size - offset
      if (known >= chunk.byteLength) return
      hasher.update(chunk.subarray(known))
      size = offset + chunk.byteLength
    },
    // Asked again when the closing request has to be sent again.
    digest() {
      digest ??= hasher.digest()
      return digest
    },
  }
}
