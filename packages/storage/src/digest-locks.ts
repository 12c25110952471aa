import type { Digest } from '@berth/digest'

/**
 * Lets one at a time change what is stored under a digest. A push between its file and its row, and whoever takes a
 * file away, would otherwise meet in the middle: the row vouches for a file that was just removed (durability 1.1,
 * step 5). They all run in the one process that holds the data folder, so its memory is the place for the lock.
 */
export class DigestLocks {
  readonly #last = new Map<Digest, Promise<void>>()

  /** Runs `work` when everybody who asked before for this digest is done. Not to be nested. */
  async holding<Result>(digest: Digest, work: () => Promise<Result>): Promise<Result> {
    const turn = (this.#last.get(digest) ?? Promise.resolve()).then(work)
    const done = turn.then(
      () => {},
      () => {},
    )
    this.#last.set(digest, done)
    try {
      return await turn
    } finally {
      if (this.#last.get(digest) === done) this.#last.delete(digest)
    }
  }
}
