import type { BlobStore } from './blob-store.ts'
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
  const finished: FinishedUpload[] = []
  for (const { id, repository, offset, boot_id, closing } of metadata.allUploads()) {
    if (closing !== undefined && !staged.has(id) && (await blobs.confirm(closing.digest, offset))) {
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

/** The counterpart at the end. */
export async function recordCleanStop(metadata: MetadataStore): Promise<void> {
  await metadata.write('setProperty', { key: CLEAN_STOP, value: 'yes' })
}
