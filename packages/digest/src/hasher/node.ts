import { createHash } from 'node:crypto'
import type { Algorithm } from '../algorithm.ts'
import type { RawHash } from '../hasher.ts'

/** OpenSSL's hashes: at the machine's limit, four times any JavaScript or WebAssembly one. */
export function newHash(algorithm: Algorithm): RawHash {
  const hash = createHash(algorithm)
  return { update: (chunk) => hash.update(chunk), hex: () => hash.digest('hex') }
}
