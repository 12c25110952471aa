import { type Algorithm, type Digest, parseDigest, splitDigest } from '@berth/digest'

/**
 * One byte before the raw digest says its algorithm. The numbers follow the byte order of the names, so that rows
 * ordered by this column are ordered by the digests' text.
 */
const algorithmBytes = { sha256: 1, sha512: 2 } as const satisfies Record<Algorithm, number>

/** A digest as its column holds it: 33 bytes for sha256, where text would take 71. */
export function digestColumn(digest: Digest): Uint8Array {
  const { algorithm, hex } = splitDigest(digest)
  const bytes = Buffer.allocUnsafe(1 + hex.length / 2)
  bytes[0] = algorithmBytes[algorithm]
  bytes.write(hex, 1, 'hex')
  return bytes
}

/** The digest in a column. */
export function columnDigest(column: Uint8Array): Digest {
  const algorithm = column[0] === algorithmBytes.sha256 ? 'sha256' : 'sha512'
  return parseDigest(
    `${algorithm}:${Buffer.from(column.buffer, column.byteOffset + 1, column.length - 1).toString('hex')}`,
  )
}
