import { type Algorithm, algorithms, isAlgorithm } from './algorithm.ts'

declare const brand: unique symbol

/**
 * The content address of some bytes, `algorithm:hex`, checked: the algorithm is one of {@link algorithms}, the hex
 * part is lower-case and of the right length. Only {@link parseDigest} and the hashers make one.
 */
export type Digest = string & { readonly [brand]: 'Digest' }

/** The text is not a digest Berth can address content by. */
export class DigestSyntaxError extends Error {
  override readonly name = 'DigestSyntaxError'
  readonly text: string

  constructor(text: string, reason: string) {
    super(`${JSON.stringify(text.slice(0, 200))} is not a usable digest: ${reason}`)
    this.text = text
  }
}

const HEX = /^[0-9a-f]+$/

/** Why `text` is not a digest, or undefined when it is one (image specification, descriptor.md, "Digests"). */
function flaw(text: string): string | undefined {
  const colon = text.indexOf(':')
  if (colon === -1) return 'expected algorithm:hex, as in sha256:e3b0c4...'
  const algorithm = text.slice(0, colon)
  if (!isAlgorithm(algorithm)) return `use one of the algorithms ${Object.keys(algorithms).join(', ')}`
  const { hexLength } = algorithms[algorithm]
  const hex = text.slice(colon + 1)
  if (hex.length !== hexLength || !HEX.test(hex))
    return `expected ${hexLength} lower-case hex characters after the colon`
  return undefined
}

/** Whether `text` is a digest. */
export function isDigest(text: string): text is Digest {
  return flaw(text) === undefined
}

/**
 * Reads a digest.
 * @throws {DigestSyntaxError} when the algorithm is unknown or the hex part is not lower-case hex of its length.
 * @example parseDigest('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
 */
export function parseDigest(text: string): Digest {
  const reason = flaw(text)
  if (reason !== undefined) throw new DigestSyntaxError(text, reason)
  return text as Digest
}

/** The two parts of a digest: its algorithm and its lower-case hex. */
export function splitDigest(digest: Digest): { algorithm: Algorithm; hex: string } {
  const colon = digest.indexOf(':')
  return { algorithm: digest.slice(0, colon) as Algorithm, hex: digest.slice(colon + 1) }
}

/** The algorithm of a digest. */
export function algorithmOf(digest: Digest): Algorithm {
  return splitDigest(digest).algorithm
}
