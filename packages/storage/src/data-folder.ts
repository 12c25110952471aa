import { constants, mkdirSync } from 'node:fs'
import { access, mkdir, readdir, realpath, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { algorithms } from '@berth/digest'
import { type FileSystem, fileSystem } from './blob-store/file-system.ts'
import { syncDirectory } from './blob-store/filesystem.ts'

/**
 * Why a data folder cannot be used: another process holds it, it cannot be written to, it was written by a newer
 * version, or it is something else than a data folder.
 */
export type DataFolderProblem = 'locked' | 'unwritable' | 'incompatible' | 'invalid'

/** A data folder cannot be opened. The message is one line for whoever starts the registry. */
export class DataFolderError extends Error {
  override readonly name = 'DataFolderError'
  readonly reason: DataFolderProblem

  constructor(reason: DataFolderProblem, message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}

/** Where things lie in a data folder. */
export function databasePath(folder: string): string {
  return join(folder, 'meta.db')
}

/** The socket on which whoever runs a registry operates it, there while one runs on the folder. */
export function controlSocketPath(folder: string): string {
  return join(folder, 'control.sock')
}

/** What is dropped when the disk is full. */
export function ballastPath(folder: string): string {
  return join(folder, 'ballast')
}

/** The 256 folders content of one algorithm is spread over. */
const SHARDS = Array.from({ length: 256 }, (_, index) => index.toString(16).padStart(2, '0'))

/**
 * Makes the folder itself when it is missing.
 * @returns its real path, so that one folder has one name however it was given.
 * @throws {DataFolderError}
 */
export async function makeFolder(folder: string, files: FileSystem = fileSystem): Promise<string> {
  const whole = resolve(folder)
  try {
    // What is in it is nobody's business but the registry's: it decides who may see what.
    const first = await mkdir(whole, { recursive: true, mode: 0o700 })
    // Each of the folders that were made is a name in the one above it.
    for (let made = whole; first !== undefined && made.length >= first.length; made = dirname(made))
      await syncDirectory(dirname(made), files)
    await access(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return await realpath(folder)
  } catch (error) {
    return refused(folder)(error)
  }
}

/**
 * The real path of a folder that has to be there.
 * @throws {DataFolderError}
 */
export async function existingFolder(folder: string): Promise<string> {
  try {
    await access(databasePath(folder))
    return await realpath(folder)
  } catch (cause) {
    throw new DataFolderError('invalid', `${folder} is no data folder: there is no meta.db in it`, { cause })
  }
}

/**
 * Makes the folders in it that are missing. All shards are made now and durably, so that a commit has one folder to
 * sync and not its parents as well (durability 1.1).
 * @throws {DataFolderError}
 */
export async function layOut(folder: string, files: FileSystem = fileSystem): Promise<void> {
  const places = [
    'uploads',
    'quarantine',
    'blobs',
    ...Object.keys(algorithms).map((name) => join('blobs', name)),
  ]
  try {
    await makeMissing(files, folder, ['uploads', 'quarantine', 'blobs'])
    await makeMissing(files, join(folder, 'blobs'), Object.keys(algorithms))
    for (const algorithm of Object.keys(algorithms))
      await makeMissing(files, join(folder, 'blobs', algorithm), SHARDS)
  } catch (error) {
    return refused(folder)(error)
  }
  await checkOneDevice(folder, places)
}

async function makeMissing(files: FileSystem, parent: string, names: readonly string[]): Promise<void> {
  const present = new Set(await readdir(parent))
  const missing = names.filter((name) => !present.has(name))
  // One by one, here: nothing is served yet, and 512 trips through the thread pool take six times as long.
  for (const name of missing) mkdirSync(join(parent, name), { mode: 0o700 })
  // Also when none is missing: whoever made them may have been killed before they were durable.
  await syncDirectory(parent, files)
}

/** A commit renames from uploads to blobs, which only works, and only is atomic, within one file system. */
async function checkOneDevice(folder: string, places: readonly string[]): Promise<void> {
  const { dev } = await stat(folder)
  for (const place of places) {
    const path = join(folder, place)
    const found = await stat(path)
    if (!found.isDirectory()) throw new DataFolderError('invalid', `${path} is not a folder`)
    if (found.dev !== dev) {
      throw new DataFolderError(
        'invalid',
        `${path} lies on another file system than ${folder}: mount the whole folder`,
      )
    }
  }
}

function refused(folder: string): (cause: unknown) => never {
  return (cause) => {
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
    if (code === 'ENOTDIR' || code === 'EEXIST') {
      throw new DataFolderError('invalid', `${folder} is not a folder`, { cause })
    }
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new DataFolderError('unwritable', `${folder} cannot be written to: ${why}`, { cause })
  }
}
