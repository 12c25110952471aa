import { existsSync } from 'node:fs'
import { FilesystemBlobStore } from './blob-store/filesystem.ts'
import { bootId } from './boot.ts'
import { ComposedStorage, defaults } from './composed-storage.ts'
import { type Ballast, ballastOf, dropBallast, keepBallast } from './data-folder/ballast.ts'
import { FreeSpace } from './data-folder/free-space.ts'
import { lockFolder } from './data-folder/lock.ts'
import {
  ballastPath,
  DataFolderError,
  databasePath,
  existingFolder,
  layOut,
  makeFolder,
} from './data-folder.ts'
import { scrubOnThread } from './integrity/scrub/thread.ts'
import type { ScrubTask } from './integrity/scrub-pass.ts'
import { SchemaError } from './metadata/schema.ts'
import { SqliteMetadata } from './metadata/sqlite.ts'
import { recordCleanStop, recoverUploads } from './recovery.ts'
import type { Storage, StorageOptions } from './storage.ts'

/**
 * Opens a data folder, making what is missing: content as files, everything else in `meta.db`. This process is its
 * only user until `close`. Picks up uploads where the last process left them, however it ended.
 * @throws {DataFolderError} when the folder is in use, cannot be written to, or is not one of ours.
 */
export async function openFilesystemStorage(folder: string, options: StorageOptions = {}): Promise<Storage> {
  const root = options.create === false ? await existingFolder(folder) : await makeFolder(folder)
  const { reserveBytes } = { ...defaults, ...options }
  const ballast = ballastOf(ballastPath(root), reserveBytes)
  // A full disk must not keep a registry from starting, since something has to be deleted then: already the lock is a
  // small write. Should another registry have the folder, it has lost nothing it could use better.
  if (existsSync(databasePath(root))) dropBallast(ballast)
  const lock = await lockFolder(root)
  try {
    await layOut(root)
    const metadata = await openMetadata(root, ballast)
    try {
      const room = new FreeSpace(root, reserveBytes)
      const blobs = new FilesystemBlobStore(root, room)
      await recoverUploads(metadata, blobs, bootId())
      const keeping = keepBallast(ballast, reserveBytes)
      const close = async () => {
        await keeping.stop()
        // Without this record the next start takes the stop for a crash, which it then was.
        await recordCleanStop(metadata).catch(() => {})
        await metadata.close()
        lock.release()
      }
      const scrub = (task: ScrubTask) => scrubOnThread(root, task)
      return new ComposedStorage({ metadata, blobs, room }, options, close, scrub)
    } catch (error) {
      await metadata.close()
      throw error
    }
  } catch (error) {
    lock.release()
    throw error
  }
}

const SQLITE_NOTADB = 26
const SQLITE_CORRUPT = 11

async function openMetadata(folder: string, ballast: Ballast): Promise<SqliteMetadata> {
  const location = databasePath(folder)
  try {
    return await SqliteMetadata.open(location, ballast)
  } catch (cause) {
    if (cause instanceof SchemaError) {
      throw new DataFolderError(cause.reason, `${location}: ${cause.message}`, { cause })
    }
    const code =
      cause instanceof Error && 'errcode' in cause && typeof cause.errcode === 'number' ? cause.errcode : 0
    if (code === SQLITE_NOTADB || (code & 0xff) === SQLITE_CORRUPT) {
      throw new DataFolderError('invalid', `${location} is not a database: restore it from a backup`, {
        cause,
      })
    }
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new DataFolderError('unwritable', `${location} cannot be opened: ${why}`, { cause })
  }
}
