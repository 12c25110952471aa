import { type Algorithm, createHasher, type Digest } from '@berth/digest'
import { createFingerprinter } from '@berth/digest/fingerprint'

/** The hashes over the bytes an upload has received so far. */
export class UploadHashes {
  readonly algorithm: Algorithm
  readonly #hasher
  readonly #fingerprinter = createFingerprinter()
  #bytes = 0

  constructor(algorithm: Algorithm) {
    this.algorithm = algorithm
    this.#hasher = createHasher(algorithm)
  }

  /** How many bytes they cover. */
  get bytes(): number {
    return this.#bytes
  }

  update(chunk: Uint8Array): void {
    this.#hasher.update(chunk)
    this.#fingerprinter.update(chunk)
    this.#bytes += chunk.byteLength
  }

  /** The digest of all bytes. Ends the hashing. */
  digest(): Digest {
    return this.#hasher.digest()
  }

  fingerprint(): string {
    return this.#fingerprinter.value()
  }
}

/** Sessions whose hashes are kept between requests. The longest unused one goes first, and is hashed again. */
const KEPT = 1024

/**
 * Hashes of sessions between their requests. The state of a hash cannot be stored, so it lives in this process's
 * memory; a session without one here has its staged bytes hashed again (durability 1.1, step 2).
 */
export class RunningHashes {
  readonly #kept = new Map<string, UploadHashes>()

  /** The hashes of a session, now the caller's. */
  take(id: string): UploadHashes | undefined {
    const hashes = this.#kept.get(id)
    this.#kept.delete(id)
    return hashes
  }

  keep(id: string, hashes: UploadHashes): void {
    this.#kept.set(id, hashes)
    if (this.#kept.size <= KEPT) return
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest)
      return
    }
  }
}
