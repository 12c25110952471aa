import { sha256, sha512 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { Algorithm } from '../algorithm.ts'
import type { RawHash } from '../hasher.ts'

const hashes = { sha256, sha512 } as const

/** Pure JavaScript hashes for browsers and workers: Web Crypto cannot hash content that arrives in pieces. */
export function newHash(algorithm: Algorithm): RawHash {
  const hash = hashes[algorithm].create()
  return { update: (chunk) => hash.update(chunk), hex: () => bytesToHex(hash.digest()) }
}
