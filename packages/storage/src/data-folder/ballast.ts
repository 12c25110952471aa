import { randomBytes } from 'node:crypto'
import { closeSync, constants, fstatSync, ftruncateSync, openSync, statfsSync } from 'node:fs'
import { lstat, open, rename, rm, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Enough for the database to go on deleting: its log starts over every few MiB. */
const MOST_BYTES = 16 * 1024 * 1024

const PIECE_BYTES = 1024 * 1024

/** How often somebody looks whether there is room again for a ballast that was dropped. */
const LOOK_MS = 5000

/**
 * A file that is there to be dropped. Other programs can fill the disk to its last byte, and the database cannot even
 * delete then, because it writes a log first; a reserve that nobody holds does not help against them.
 */
export interface Ballast {
  readonly path: string
  /** In bytes. */
  readonly size: number
}

/** @param reserve the free space kept for the database, in bytes; the ballast is a part of it. */
export function ballastOf(path: string, reserve: number): Ballast {
  return { path, size: Math.min(MOST_BYTES, Math.floor(reserve / 2)) }
}

/** Drops the ballast if that is what helps. True when it did. Waits for the disk: not for the main thread of a server. */
export function dropBallast({ path, size }: Ballast): boolean {
  let file: number | undefined
  try {
    const { bavail, bsize } = statfsSync(dirname(path))
    if (bavail * bsize >= size) return false
    // O_NOFOLLOW: no link leads a write out of the folder.
    file = openSync(path, constants.O_WRONLY | constants.O_NOFOLLOW)
    if (fstatSync(file).size === 0) return false
    ftruncateSync(file, 0)
    return true
  } catch {
    // None was laid yet, or the file system refuses that too: nothing helped.
    return false
  } finally {
    if (file !== undefined) closeSync(file)
  }
}

/** Lays the ballast where it is missing and there is room for it beside the reserve; looks every few seconds. */
export function keepBallast(ballast: Ballast, reserve: number): { stop(): Promise<void> } {
  let laying = Promise.resolve()
  const look = () => {
    laying = laying.then(() => layBallast(ballast, reserve)).catch(() => {})
  }
  const timer = setInterval(look, LOOK_MS).unref()
  return {
    stop: () => {
      clearInterval(timer)
      return laying
    },
  }
}

/**
 * Its bytes are random: some file systems store zeros, or what repeats itself, in no space at all. It has its name once
 * it is whole, so that it is never taken for more than it is.
 */
export async function layBallast({ path, size }: Ballast, reserve: number): Promise<void> {
  const present = await lstat(path).catch(() => undefined)
  if (size === 0 || present?.size === size) return
  const { bavail, bsize } = await statfs(dirname(path))
  if (bavail * bsize < reserve + size) return
  const laying = `${path}.new`
  const file = await open(laying, 'w', 0o600)
  try {
    for (let at = 0; at < size; at += PIECE_BYTES)
      await file.write(randomBytes(Math.min(PIECE_BYTES, size - at)))
    await file.datasync()
    await rename(laying, path)
  } catch (error) {
    // Half a ballast would only take room away.
    await rm(laying, { force: true })
    throw error
  } finally {
    await file.close()
  }
}
