import type { KeyObject } from 'node:crypto'
import { RegistryError } from '@berth/spec'
import type { Logger } from 'pino'
import type { KeySet } from './key-set.ts'
import type { Keys } from './keys.ts'
import type { Unverified } from './unverified.ts'

/** How long keys are used before they are read again: a key that was withdrawn is good no longer than that. */
export const FRESH_MS = 10 * 60 * 1000
/** How often keys are read at most, whatever tokens are shown: anybody can write a token with a kid of their own. */
export const COOLDOWN_MS = 30 * 1000
/** How long the last keys are used while no newer ones can be had. */
export const LAST_GOOD_MS = 24 * 60 * 60 * 1000

interface CachedKeysOptions {
  /** Reads the keys. What it throws has a message for the log. */
  readonly load: () => Promise<KeySet>
  /** Whose keys they are, in words for people. */
  readonly owner: string
  readonly log: Logger
  /** A clock in milliseconds that never goes back. */
  readonly now?: (() => number) | undefined
}

/** Keys that are read when somebody needs them, kept, and read again now and then: one at a time, and never often. */
export class CachedKeys implements Keys {
  readonly #load: () => Promise<KeySet>
  readonly #owner: string
  readonly #log: Logger
  readonly #now: () => number
  #kept: { readonly set: KeySet; readonly at: number } | undefined
  #triedAt = Number.NEGATIVE_INFINITY
  #loading: Promise<void> | undefined

  constructor({ load, owner, log, now = () => performance.now() }: CachedKeysOptions) {
    this.#load = load
    this.#owner = owner
    this.#log = log
    this.#now = now
  }

  async choose({ kid, algorithm }: Pick<Unverified, 'kid' | 'algorithm'>): Promise<KeyObject | undefined> {
    const isFresh = this.#age() < FRESH_MS
    if (!isFresh || this.#kept?.set.knows(kid) !== true) await this.refresh()
    if (this.#kept === undefined || this.#age() >= LAST_GOOD_MS)
      throw new RegistryError('UNAVAILABLE', `the keys of ${this.#owner} cannot be had now; try again`)
    return this.#kept.set.find(kid, algorithm)
  }

  /** Reads the keys, unless that was tried a moment ago. What goes wrong is logged, and the last keys stay. */
  refresh(): Promise<void> {
    if (this.#loading !== undefined) return this.#loading
    const at = this.#now()
    if (at - this.#triedAt < COOLDOWN_MS) return Promise.resolve()
    this.#triedAt = at
    this.#loading = this.#load()
      .then((set) => {
        this.#kept = { set, at }
      })
      .catch((error: unknown) => {
        this.#log.warn({ err: error }, `could not read the keys of ${this.#owner}`)
      })
      .finally(() => {
        this.#loading = undefined
      })
    return this.#loading
  }

  #age(): number {
    return this.#kept === undefined ? Number.POSITIVE_INFINITY : this.#now() - this.#kept.at
  }
}
