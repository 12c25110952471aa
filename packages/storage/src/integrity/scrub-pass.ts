import type { BlobStore } from '../blob-store.ts'
import type { RecordedContent } from '../metadata/content.ts'
import type { MetadataStore } from '../metadata-store.ts'
import { ExaminationStopped, examine, type Finding } from './examine.ts'
import { Pace } from './pace.ts'

/** Content that is looked up at a time. */
const PAGE = 500
/** What opening a file counts as, in bytes: a million small ones are work for a disk as well. */
const FILE_COST_BYTES = 64 * 1024
/** How often the pass says where it is. */
const REPORT_MS = 1000

/** How far a pass is: all content up to the id `after` was read. */
export interface ScrubPosition {
  after: number
  blobs: number
  bytes: number
}

export interface ScrubTask {
  /** Where to start, 0 at the beginning. */
  after: number
  bytesPerSecond: number | undefined
  signal: AbortSignal
  /** Acts on what is not as it should be. The pass goes on when it has resolved. */
  found(content: RecordedContent, finding: Finding): Promise<void>
  passed(position: ScrubPosition): void
}

/** Reads all content once, in the order it was recorded. True when it came to the end, false when it was stopped. */
export async function scrubPass(
  stores: { metadata: Pick<MetadataStore, 'contentAfter'>; blobs: Pick<BlobStore, 'open'> },
  task: ScrubTask,
): Promise<boolean> {
  const pace = new Pace(task.bytesPerSecond, task.signal)
  const position: ScrubPosition = { after: task.after, blobs: 0, bytes: 0 }
  let reported = performance.now()
  const tell = () => {
    if (performance.now() - reported < REPORT_MS) return
    reported = performance.now()
    task.passed({ ...position })
  }
  const passed = async (bytes: number) => {
    position.bytes += bytes
    tell()
    await pace.spend(bytes)
  }
  try {
    for (;;) {
      const page = stores.metadata.contentAfter(position.after, PAGE)
      for (const { id, ...content } of page) {
        await pace.spend(FILE_COST_BYTES)
        // What is known to be missing is shown again only when its digest is right.
        const thorough = content.state === 'missing'
        const finding = await examine(stores.blobs, content, { thorough, passed })
        if (thorough || finding.kind !== 'right') await task.found(content, finding)
        position.after = id
        position.blobs += 1
        tell()
      }
      if (page.length < PAGE) return true
    }
  } catch (error) {
    if (error instanceof ExaminationStopped) return false
    throw error
  } finally {
    task.passed(position)
  }
}
