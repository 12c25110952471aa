import { fsckFolder, type Problem } from '@berth/storage'
import type { Config } from '../config/schema.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { onDataFolder } from './on-data-folder.ts'
import { progressLine } from './progress-line.ts'

const WHILE_SERVED =
  'If that is a registry, stop it first: while it runs, files and rows come and go; what works while it runs is: ' +
  'berth scrub. If it is another berth fsck or scrub, wait for it.'

interface FsckFlags {
  readonly json: boolean
  readonly repair: boolean
}

/** `berth fsck`: checks every byte and every row of a data folder that is not in use. */
export async function fsck(config: Config, { json, repair }: FsckFlags): Promise<ExitCode> {
  const progress = progressLine()
  const onProblem = ({ severity, kind, subject, detail }: Problem) => {
    progress.clear()
    if (!json) process.stdout.write(`${severity}: ${kind} ${subject}: ${detail}\n`)
  }
  const onProgress = ({ blobs, bytes }: { blobs: number; bytes: number }) =>
    progress.show(`${blobs} blobs, ${bytes} bytes`)
  const check = (folder: string) => fsckFolder(folder, { repair, onProblem, onProgress })
  const report = await onDataFolder(config, check, WHILE_SERVED).finally(() => progress.clear())

  const { blobs, bytes, manifests, violations, leftovers } = report
  const checked = `checked ${blobs} blobs (${bytes} bytes) and ${manifests} manifests`
  const found =
    violations + leftovers === 0 ? 'all right' : `${violations} violations, ${leftovers} leftovers`
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${checked}: ${found}\n`)
  return violations === 0 ? exitCodes.ok : exitCodes.violations
}
