import { createHmac, randomBytes } from 'node:crypto'

const MOST = 1000
const FOR_MS = 5 * 60_000

/**
 * Passwords that were right a moment ago, so that a client that sends one with every request costs one bcrypt in five
 * minutes. What is kept is a MAC under a key of this process: it tells nobody the password, and as the user's hash is
 * part of it, an entry ends to match when the hash does. Wrong ones are never kept: they would push out the right ones.
 */
export class RightPasswords {
  readonly #key = randomBytes(32)
  readonly #until = new Map<string, number>()
  readonly #now: () => number

  constructor(now: () => number) {
    this.#now = now
  }

  /** What stands for these three together. */
  keyOf(name: string, hash: string, password: string): string {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([name, hash, password]))
      .digest('base64')
  }

  has(key: string): boolean {
    return (this.#until.get(key) ?? Number.NEGATIVE_INFINITY) > this.#now()
  }

  add(key: string): void {
    // Deleted first, so that the oldest is always the first one.
    this.#until.delete(key)
    this.#until.set(key, this.#now() + FOR_MS)
    const [oldest] = this.#until.keys()
    if (this.#until.size > MOST && oldest !== undefined) this.#until.delete(oldest)
  }
}
