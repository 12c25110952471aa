import type { Digest } from '@berth/digest'
import type { BlobStore } from './blob-store.ts'
import { examine } from './integrity/examine.ts'
import type { RecordedContent } from './metadata/content.ts'
import type { FinishedUpload } from './metadata/uploads.ts'
import type { MetadataStore } from './metadata-store.ts'

/** Whether the last user of the storage closed it. Then the system has written out what it left, reboot or not. */
const CLEAN_STOP = 'clean_stop'

/**
 * Brings rows and staged bytes of uploads together after whatever ended the last process (durability 1.4). It looks at
 * uploads in progress only, so its time does not grow with the content; blobs need nothing, by the order in which
 * they are written.
 */
export async function recoverUploads(
  metadata: MetadataStore,
  blobs: BlobStore,
  bootId: string,
): Promise<void> {
  const cleanStop = metadata.readProperty(CLEAN_STOP) === 'yes'
  const staged = await blobs.staged()
  const drop: string[] = []
  const isPublished = async (digest: Digest, size: number) => {
    const known = metadata.recordedContent(digest)
    // What lies under a name that is known to be damaged may be the damaged content still, and as long as the right one.
    if (known?.state === 'missing' && !(await isRight(blobs, known))) return false
    return await blobs.confirm(digest, size)
  }
  const finished: FinishedUpload[] = []
  for (const { id, repository, offset, boot_id, closing } of metadata.allUploads()) {
    if (closing !== undefined && !staged.has(id) && (await isPublished(closing.digest, offset))) {
      // Killed between the content's name and its record. The content was durable before it had its name.
      finished.push({ id, repository, size: offset, ...closing })
      continue
    }
    // A torn write leaves more bytes than promised, which the next writer cuts off. Fewer is a loss.
    const complete = (staged.get(id) ?? 0) >= offset
    const written = cleanStop || boot_id === bootId || offset === 0
    if (complete && written) staged.delete(id)
    else drop.push(id)
  }
  if (finished.length > 0) await metadata.write('finishUploads', { finished, now: Date.now() })
  await metadata.write('adoptUploads', { drop, bootId })
  for (const id of staged.keys()) await blobs.discard(id)
  await metadata.write('setProperty', { key: CLEAN_STOP, value: 'no' })
}

/** Whether content is that of its digest, whatever was recorded of it. */
async function isRight(blobs: BlobStore, content: RecordedContent): Promise<boolean> {
  const { kind } = await examine(blobs, content, { thorough: true })
  return kind === 'right' || kind === 'fingerprint'
}

/** The counterpart at the end. */
export async function recordCleanStop(metadata: MetadataStore): Promise<void> {
  await metadata.write('setProperty', { key: CLEAN_STOP, value: 'yes' })
}
