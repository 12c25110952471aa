import { algorithmOf } from '@berth/digest'
import { createFingerprinter } from '@berth/digest/fingerprint'
import { DamagedContent } from '../blob-store/damaged.ts'
import type { BlobStore } from '../blob-store.ts'
import type { RecordedContent } from '../metadata/content.ts'
import { UploadHashes } from '../running-hashes.ts'
import type { OpenBlob } from '../storage.ts'

/** What is stored, compared with what was recorded. `detail` is words that follow "the content". */
export type Finding =
  | { kind: 'right' }
  /** The fingerprint did not match at first; a second read was right. */
  | { kind: 'misread' }
  /** The digest is right, the recorded fingerprint is not. */
  | { kind: 'fingerprint'; fingerprint: string }
  | { kind: 'damaged' | 'missing' | 'unreadable'; detail: string }

export interface Examination {
  /** Hash by the digest's algorithm at once, rather than only when the fingerprint does not match. */
  thorough?: boolean
  /** Called after each chunk with its length in bytes: to keep a pace, to stop by throwing. */
  passed?: (bytes: number) => Promise<void> | void
}

/** A stop of the examination by its `passed`, which is no finding about the content. */
export class ExaminationStopped extends Error {
  override readonly name = 'ExaminationStopped'
}

/**
 * Reads content and says whether it is what was pushed. The fingerprint is 13 to 16 times cheaper than a digest
 * (performance.md 3), so it goes first; but nothing is called damaged that was not read twice, and the second time by
 * its digest.
 */
export async function examine(
  blobs: Pick<BlobStore, 'open'>,
  content: RecordedContent,
  { thorough = false, passed = () => {} }: Examination = {},
): Promise<Finding> {
  try {
    const blob = await blobs.open(content.digest, content.size)
    try {
      if (!thorough && (await fingerprintOf(blob, passed)) === content.fingerprint) return { kind: 'right' }
      const hashes = new UploadHashes(algorithmOf(content.digest))
      for await (const chunk of blob.read()) {
        hashes.update(chunk)
        await passed(chunk.byteLength)
      }
      const digest = hashes.digest()
      if (digest !== content.digest) return { kind: 'damaged', detail: `is ${digest}` }
      const fingerprint = hashes.fingerprint()
      if (fingerprint !== content.fingerprint) return { kind: 'fingerprint', fingerprint }
      return { kind: thorough ? 'right' : 'misread' }
    } finally {
      await blob.close()
    }
  } catch (error) {
    if (error instanceof ExaminationStopped) throw error
    if (error instanceof DamagedContent) return { kind: error.kind, detail: error.how }
    return { kind: 'unreadable', detail: `cannot be read: ${reasonOf(error)}` }
  }
}

async function fingerprintOf(blob: OpenBlob, passed: (bytes: number) => unknown): Promise<string> {
  const fingerprinter = createFingerprinter()
  for await (const chunk of blob.read()) {
    fingerprinter.update(chunk)
    await passed(chunk.byteLength)
  }
  return fingerprinter.value()
}

/** The file system's own words, which stand behind the protocol's. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message : error.message
}
