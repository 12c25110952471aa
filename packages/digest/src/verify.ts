import { algorithmOf, type Digest } from './digest.ts'
import { createHasher } from './hasher.ts'

interface ExpectedContent {
  digest: Digest
  size?: number | undefined
}

interface ActualContent {
  digest?: Digest | undefined
  size: number
}

/** Content that arrived is not the content that was asked for. `size` figures are in bytes. */
export class DigestMismatchError extends Error {
  override readonly name = 'DigestMismatchError'
  readonly expected: ExpectedContent
  readonly actual: ActualContent

  constructor(expected: ExpectedContent, actual: ActualContent) {
    super(
      actual.digest === undefined
        ? `expected ${expected.size} bytes for ${expected.digest}, got ${actual.size}`
        : `expected content of ${expected.digest}, got ${actual.digest} (${actual.size} bytes)`,
    )
    this.expected = expected
    this.actual = actual
  }
}

/** Checks content piece by piece against its digest and, when known, its size in bytes. */
export interface Verifier {
  /** @throws {DigestMismatchError} as soon as more bytes than the expected size have come. */
  update(chunk: Uint8Array): void
  /** @throws {DigestMismatchError} when the whole content is not what was expected. */
  finish(): void
}

export function createVerifier(digest: Digest, size?: number): Verifier {
  const hasher = createHasher(algorithmOf(digest))
  let seen = 0
  return {
    update(chunk) {
      seen += chunk.byteLength
      if (size !== undefined && seen > size) throw new DigestMismatchError({ digest, size }, { size: seen })
      hasher.update(chunk)
    },
    finish() {
      if (size !== undefined && seen !== size) throw new DigestMismatchError({ digest, size }, { size: seen })
      const actual = hasher.digest()
      if (actual !== digest) throw new DigestMismatchError({ digest, size }, { digest: actual, size: seen })
    },
  }
}

/**
 * Passes `source` on unchanged and fails at its end when it was not the content of `digest`. Nothing is buffered, so
 * a consumer must not act on the content before the iteration has ended without an error.
 * @throws {DigestMismatchError} from the iteration.
 */
export async function* verifying(
  source: AsyncIterable<Uint8Array>,
  digest: Digest,
  size?: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const verifier = createVerifier(digest, size)
  for await (const chunk of source) {
    verifier.update(chunk)
    yield chunk
  }
  verifier.finish()
}
