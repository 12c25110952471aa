import { statfs } from 'node:fs/promises'
import { RegistryError } from '@berth/spec/errors'
import { diskFull } from '../disk-full.ts'
import type { Room } from '../room.ts'

/** How long a look at the file system is good for. Other programs write to it as well. */
const GOOD_FOR_MS = 1000

/**
 * Gives space of a file system away until only a reserve is left: that one is for the database, so that deletions,
 * and what has to be written down of requests that fail, still have room on a disk that pushes have filled.
 */
export class FreeSpace implements Room {
  readonly #folder: string
  readonly #reserve: number
  #left = 0
  #lookedAt = Number.NEGATIVE_INFINITY
  #looking: Promise<void> | undefined

  /** @param reserve in bytes */
  constructor(folder: string, reserve: number) {
    this.#folder = folder
    this.#reserve = reserve
  }

  async take(bytes: number): Promise<void> {
    const fresh = performance.now() - this.#lookedAt < GOOD_FOR_MS
    // One look for all who need one now: each of several would forget what the others have taken meanwhile.
    if (!fresh || this.#left < bytes) {
      this.#looking ??= this.#look()
      await this.#looking
    }
    if (this.#left < bytes) throw diskFull()
    this.#left -= bytes
  }

  async #look(): Promise<void> {
    try {
      this.#left = (await freeBytes(this.#folder)) - this.#reserve
      this.#lookedAt = performance.now()
    } finally {
      this.#looking = undefined
    }
  }
}

/** Bytes that may still be written to the file system of a folder. */
async function freeBytes(folder: string): Promise<number> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch (cause) {
    throw new RegistryError('UNAVAILABLE', 'the file system does not say how much room it has', { cause })
  }
}
