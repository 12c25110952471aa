import { openFilesystemStorage } from '@berth/storage'
import { scrubReportDocument } from '../scrub-document.ts'
import type { ScrubResult, ScrubWatch } from './scrub-watch.ts'

/** A pass over a folder no registry runs on. An interruption stops it where it is. */
export async function scrubOffline(
  folder: string,
  watch: ScrubWatch,
  signal: AbortSignal,
): Promise<ScrubResult> {
  const storage = await openFilesystemStorage(folder, {
    create: false,
    onEvent: (event) => watch.event(event),
  })
  try {
    const report = await storage.scrub({
      signal,
      onProgress: (progress) => watch.progress({ ...progress, found: [] }),
    })
    return scrubReportDocument(report)
  } finally {
    await storage.close()
  }
}
