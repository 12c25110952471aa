import { openFilesystemStorage } from '@berth/storage'
import type { Config } from '../config/schema.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { onDataFolder } from './on-data-folder.ts'
import { progressLine } from './progress-line.ts'
import { scrubSummary } from '../scrub-summary.ts'

const WHILE_SERVED =
  'A running registry scrubs by itself: scrub.rate says how fast, scrub.pauseBetween how often (berth config print).'

/** `berth scrub`: one pass over all content as fast as it can be read, and the exit code that says what it found. */
export async function scrub(config: Config, { json }: { json: boolean }): Promise<ExitCode> {
  return await onDataFolder(config, (folder) => scrubFolder(folder, json), WHILE_SERVED)
}

async function scrubFolder(folder: string, json: boolean): Promise<ExitCode> {
  const storage = await openFilesystemStorage(folder, {
    create: false,
    onEvent: ({ kind, digest, detail }) => process.stderr.write(`${kind} ${digest}: ${detail}\n`),
  })
  const progress = progressLine()
  try {
    const report = await storage.scrub({
      onProgress: ({ blobs, bytes }) => progress.show(`${blobs} blobs, ${bytes} bytes`),
    })
    progress.clear()
    const { problems, text } = scrubSummary(report)
    process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${text}\n`)
    return problems === 0 ? exitCodes.ok : exitCodes.violations
  } finally {
    progress.clear()
    await storage.close()
  }
}
