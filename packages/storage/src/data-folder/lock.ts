import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseSync } from '@photostructure/sqlite'
import { DataFolderError } from '../data-folder.ts'
import type { Database } from '../metadata/connection.ts'

/** How long to wait for a holder that is just stopping, as at a restart. */
const PATIENCE_MS = 1_000
const RETRY_MS = 50

const SQLITE_BUSY = 5

/** The hold of this process on a data folder. */
export interface FolderLock {
  release(): void
}

/**
 * Makes this process the only one on a data folder. The lock is one of the kernel's on a file, held through SQLite,
 * so it ends with the process, however that ends: there are no stale locks to clean up.
 * @throws {DataFolderError} locked
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, 'lock')
  const db = openLock(path)
  // The holder's number stands in a file of its own: to open and close the locked one would drop our own lock
  // (POSIX locks belong to the process, and any close of the file releases them).
  const holderPath = join(folder, 'lock.pid')
  const deadline = Date.now() + PATIENCE_MS
  try {
    while (!tryLock(db)) {
      const holder = readHolder(holderPath)
      if (holder === String(process.pid) || Date.now() > deadline) {
        throw new DataFolderError(
          'locked',
          `${folder} is in use by process ${holder}: stop it, or use another folder`,
        )
      }
      await sleep(RETRY_MS)
    }
    writeHolder(holderPath)
  } catch (error) {
    db.close()
    throw error instanceof DataFolderError ? error : unusable(path, error)
  }
  return {
    release() {
      db.exec('ROLLBACK')
      db.close()
    },
  }
}

function openLock(path: string): Database {
  try {
    return new DatabaseSync(path, { timeout: 0 })
  } catch (error) {
    throw unusable(path, error)
  }
}

function tryLock(db: Database): boolean {
  try {
    // Nothing is ever written through it: without a file for a journal a full disk is no obstacle.
    db.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE')
    return true
  } catch (error) {
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return false
    throw error
  }
}

function unusable(path: string, cause: unknown): DataFolderError {
  const why = cause instanceof Error ? cause.message : String(cause)
  return new DataFolderError('unwritable', `${path} cannot be locked: ${why}`, { cause })
}

/** For people only: on a full disk there is no room for it, and the lock is held without. */
function writeHolder(path: string): void {
  try {
    writeFileSync(path, `${process.pid}\n`)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT')))
      throw error
  }
}

function readHolder(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim() || 'unknown'
  } catch {
    // Between taking the lock and writing its number.
    return 'unknown'
  }
}
