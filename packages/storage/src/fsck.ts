import { FilesystemBlobStore } from './blob-store/filesystem.ts'
import { lockFolder } from './data-folder/lock.ts'
import { DataFolderError, databasePath, existingFolder } from './data-folder.ts'
import { DigestLocks } from './digest-locks.ts'
import { checkContent } from './fsck/content.ts'
import { checkDatabase } from './fsck/database.ts'
import { checkManifests, checkTags } from './fsck/manifests.ts'
import type { Problem } from './fsck/problem.ts'
import { checkStrays } from './fsck/strays.ts'
import { checkUploads } from './fsck/uploads.ts'
import { IntegrityDesk } from './integrity/desk.ts'
import { type Database, openReading } from './metadata/connection.ts'
import { requireCurrent, SchemaError } from './metadata/schema.ts'
import { SqliteMetadata } from './metadata/sqlite.ts'

export type { Problem } from './fsck/problem.ts'

export interface FsckOptions {
  /**
   * Take what is damaged, lost or unreadable out of sight so that clients push it again, set files aside that are
   * damaged or belong to nothing, show content that is there again. Default false: nothing is changed.
   */
  repair?: boolean
  /** Told of each problem when it is found. */
  onProblem?: (problem: Problem) => void
  /** Told after each blob how much was read. */
  onProgress?: (progress: { blobs: number; bytes: number }) => void
}

export interface FsckReport {
  blobs: number
  bytes: number
  manifests: number
  violations: number
  leftovers: number
  problems: Problem[]
}

/**
 * Checks a data folder that nobody uses: every byte against its digest, every row against its file, and the database
 * against itself.
 * @throws {DataFolderError} when the folder is in use, is none of ours, or is of another version.
 */
export async function fsckFolder(folder: string, options: FsckOptions = {}): Promise<FsckReport> {
  const root = await existingFolder(folder)
  const lock = await lockFolder(root)
  try {
    return await checkAll(root, options)
  } finally {
    lock.release()
  }
}

async function checkAll(root: string, options: FsckOptions): Promise<FsckReport> {
  const report: FsckReport = { blobs: 0, bytes: 0, manifests: 0, violations: 0, leftovers: 0, problems: [] }
  const say = (problem: Problem) => {
    report[problem.severity === 'violation' ? 'violations' : 'leftovers'] += 1
    report.problems.push(problem)
    options.onProblem?.(problem)
  }
  const db = openCurrent(root)
  try {
    // What cannot be read does not keep the rest from being checked, but without its rows nothing is left to check.
    if (!checkDatabase(db, say)) return report
    checkTags(db, say)
    report.manifests = checkManifests(db, say)
    const blobs = new FilesystemBlobStore(root)
    const settle = options.repair === true ? await openRepair(root, blobs) : undefined
    try {
      const read = await checkContent({ db, blobs, say, settle: settle?.run, onProgress: options.onProgress })
      Object.assign(report, read)
    } finally {
      await settle?.close()
    }
    await checkStrays({ root, db, say, repair: options.repair === true })
    await checkUploads({ db, blobs, say })
    return report
  } finally {
    db.close()
  }
}

function openCurrent(root: string): Database {
  const location = databasePath(root)
  const db = openReading(location)
  try {
    requireCurrent(db)
    return db
  } catch (cause) {
    db.close()
    const reason = cause instanceof SchemaError ? cause.reason : 'invalid'
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new DataFolderError(reason, `${location}: ${why}`, { cause })
  }
}

/** Repairs go the way of everything that is found out about content. */
async function openRepair(root: string, blobs: FilesystemBlobStore) {
  const metadata = await SqliteMetadata.open(databasePath(root))
  const desk = new IntegrityDesk({ metadata, blobs }, new DigestLocks(), () => {})
  return {
    run: async (...found: Parameters<IntegrityDesk['settle']>) => void (await desk.settle(...found)),
    close: () => metadata.close(),
  }
}
