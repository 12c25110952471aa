import { createFingerprinter } from '@berth/digest/fingerprint'
import { DamagedContent } from '../blob-store/damaged.ts'
import { type BlobStore, CHUNK_BYTES } from '../blob-store.ts'
import type { RecordedContent } from '../metadata/content.ts'
import type { OpenBlob } from '../storage.ts'

/**
 * Opens content so that it cannot be read to its end unless it is what was pushed. The fingerprint recorded then runs
 * over the bytes as they pass; a digest would cost as much as serving them.
 * @param suspect is told of content that is not as recorded, and waited for when nothing was read yet.
 * @throws {DamagedContent}
 */
export async function openVerified(
  blobs: Pick<BlobStore, 'open'>,
  content: RecordedContent,
  suspect: (content: RecordedContent) => Promise<void>,
): Promise<OpenBlob> {
  try {
    const blob = await blobs.open(content.digest, content.size)
    if (content.size <= CHUNK_BYTES) return await checkedAhead(blob, content)
    return checkedBeforeEnd(blob, content, suspect)
  } catch (error) {
    if (error instanceof DamagedContent) await suspect(content)
    throw error
  }
}

/** Content of one chunk is checked before anything is promised, parts of it too, and then read from memory. */
async function checkedAhead(blob: OpenBlob, content: RecordedContent): Promise<OpenBlob> {
  const chunks = blob.read()[Symbol.asyncIterator]()
  const close = async () => {
    // The chunk's memory is its reader's until here.
    await chunks.return?.()
    await blob.close()
  }
  try {
    const first = await chunks.next()
    const bytes = first.done === true ? new Uint8Array() : first.value
    const fingerprinter = createFingerprinter()
    fingerprinter.update(bytes)
    if (fingerprinter.value() !== content.fingerprint) throw mismatch(content)
    return {
      digest: content.digest,
      size: content.size,
      async *read({ start, end } = { start: 0, end: bytes.byteLength }) {
        if (end > start) yield bytes.subarray(start, end)
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** Larger content is checked as it passes: its last chunk is held back until all of it is known to be right. */
function checkedBeforeEnd(
  blob: OpenBlob,
  content: RecordedContent,
  suspect: (content: RecordedContent) => Promise<void>,
): OpenBlob {
  async function* read(range?: { start: number; end: number }): AsyncGenerator<Uint8Array, void, undefined> {
    const whole = range === undefined || (range.start === 0 && range.end === content.size)
    const fingerprinter = createFingerprinter()
    let passed = 0
    try {
      for await (const chunk of blob.read(range)) {
        passed += chunk.byteLength
        if (whole) fingerprinter.update(chunk)
        if (passed === content.size && fingerprinter.value() !== content.fingerprint) throw mismatch(content)
        yield chunk
      }
    } catch (error) {
      // Not waited for: the reader should see its connection break now, not after the second look.
      if (error instanceof DamagedContent) void suspect(content)
      throw error
    }
  }
  return { digest: content.digest, size: content.size, read, close: () => blob.close() }
}

function mismatch({ digest }: RecordedContent): DamagedContent {
  return new DamagedContent(digest, 'damaged', 'does not have the fingerprint recorded of it')
}
