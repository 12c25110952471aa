import { resolve } from 'node:path'
import { controlSocketPath } from '@berth/storage'
import type { Config } from '../config/schema.ts'
import { scrubSummary } from '../scrub-summary.ts'
import { controlClient } from './control-client.ts'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import { interruption } from './interruption.ts'
import { onDataFolder } from './on-data-folder.ts'
import { scrubOffline } from './scrub-offline.ts'
import { scrubOnline } from './scrub-online.ts'
import { type ScrubResult, ScrubWatch } from './scrub-watch.ts'

/**
 * `berth scrub`: one pass over all content as fast as it can be read, and the exit code that says what it found. A
 * registry that runs on the folder does it; when none does, this process.
 */
export async function scrub(config: Config, { json }: { json: boolean }): Promise<ExitCode> {
  const folder = resolve(config.storage.folder)
  const watch = new ScrubWatch()
  const { signal, release } = interruption()
  try {
    const result =
      (await scrubOnline(controlClient(folder), watch, signal)) ??
      (await onDataFolder(config, () => scrubOffline(folder, watch, signal), whileServed(folder)))
    watch.end()
    return conclude(result, json)
  } finally {
    watch.end()
    release()
  }
}

function conclude(result: ScrubResult, json: boolean): ExitCode {
  const { problems, text } = scrubSummary(result)
  process.stdout.write(json ? `${JSON.stringify(result)}\n` : `${text}\n`)
  if (result.failure !== undefined) throw new CommandError(exitCodes.unexpected, result.failure)
  if (!result.finished) return exitCodes.unfinished
  return problems === 0 ? exitCodes.ok : exitCodes.violations
}

/** Somebody has the folder and cannot be asked. */
function whileServed(folder: string): string {
  return (
    `Nobody takes requests at ${controlSocketPath(folder)}. If that process is another berth scrub or fsck, wait for ` +
    'it. If it is a registry, it is starting or stopping just now, or its log says why it has no control socket.'
  )
}
