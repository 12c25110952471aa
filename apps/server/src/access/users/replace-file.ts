import { constants } from 'node:fs'
import { type FileHandle, link, open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { UsersFileError } from './users-file-error.ts'

/**
 * Nobody works on it for longer than some milliseconds: passwords are asked for, and hashed, before. Who was killed
 * meanwhile, or is of a machine that shares the folder, cannot be asked, so age decides, and not whether a process lives.
 */
const STALE_MS = 10_000
const RETRY_MS = 20
const PATIENCE_MS = 2 * STALE_MS

/**
 * Replaces a file as a whole, or makes it, for its owner alone. Mode and owner stay.
 *
 * What it is to become is written to `<path>.lock`, which only one can make and which becomes the file: so others wait,
 * and a killed process leaves no more than that behind. The next one takes it away when it is old.
 * @param content says what it becomes, once nobody else changes it.
 * @throws {UsersFileError} when others kept it, or took it over from here. The file is unchanged then.
 */
export async function replaceFile(path: string, content: () => Promise<string>): Promise<void> {
  const lockPath = `${path}.lock`
  const lock = await take(lockPath)
  try {
    await lock.writeFile(await content())
    await likeBefore(lock, path)
    await lock.sync()
    // Held up for so long that somebody took over: what is there now was made without this.
    if (!(await isAt(lock, lockPath)))
      throw new UsersFileError('somebody else has changed the file meanwhile; do it again')
    await rename(lockPath, path)
  } catch (error) {
    if (await isAt(lock, lockPath)) await rm(lockPath, { force: true })
    throw error
  } finally {
    await lock.close()
  }
  await syncFolder(dirname(path))
}

async function take(lockPath: string): Promise<FileHandle> {
  const deadline = performance.now() + PATIENCE_MS
  for (;;) {
    try {
      return await open(lockPath, 'wx', 0o600)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    if (await isStale(lockPath)) await takeAway(lockPath)
    else if (performance.now() > deadline)
      throw new UsersFileError(`others are changing the file all the time; see what ${lockPath} is of`)
    else await sleep(RETRY_MS)
  }
}

/** Also when it is of the future: then a clock was set back, and its age will not be known for long. */
async function isStale(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined)
  return found !== undefined && Math.abs(Date.now() - found.mtimeMs) > STALE_MS
}

/** Two may find the same one old; the slower of them must not take away what the faster has made in its place. */
async function takeAway(lockPath: string): Promise<void> {
  const aside = `${lockPath}.${process.pid}`
  try {
    await rename(lockPath, aside)
    if (!(await isStale(aside))) await link(aside, lockPath)
  } catch (error) {
    // Gone already, or there is another one by now; whose place was taken finds out before it replaces anything.
    if (!['ENOENT', 'EEXIST'].includes(String((error as NodeJS.ErrnoException).code))) throw error
  } finally {
    await rm(aside, { force: true })
  }
}

async function isAt(file: FileHandle, path: string): Promise<boolean> {
  const [own, there] = await Promise.all([
    file.stat({ bigint: true }),
    stat(path, { bigint: true }).catch(() => undefined),
  ])
  return there !== undefined && own.ino === there.ino && own.dev === there.dev
}

async function likeBefore(file: FileHandle, path: string): Promise<void> {
  const before = await stat(path).catch(() => undefined)
  if (before === undefined) return
  const now = await file.stat()
  if (now.uid !== before.uid || now.gid !== before.gid) await file.chown(before.uid, before.gid)
  // After the owner: a change of that may take bits of the mode away.
  await file.chmod(before.mode & 0o7777)
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
