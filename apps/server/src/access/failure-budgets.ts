const MINUTE_MS = 60_000
const MOST = 10_000

interface Budget {
  left: number
  at: number
}

/**
 * Budgets that refill all the time, by who spends them.
 *
 * A full one is forgotten, so what is kept is who failed within the last minute, and at most 10 000 of them. Beyond
 * that the one who failed longest ago is forgotten first, which only ever forgives. Whoever wants that has to fail from
 * a hundred addresses as often as each of them may, or from ten thousand, and has the budgets of all these to guess
 * with already; nobody can have others refused.
 */
export class FailureBudgets {
  readonly #aMinute: number
  readonly #now: () => number
  /** Who failed last is last. */
  readonly #spent = new Map<string, Budget>()

  constructor(aMinute: number, now: () => number) {
    this.#aMinute = aMinute
    this.#now = now
  }

  /** How long it takes until there is something left. */
  waitMs(key: string): number {
    const left = this.#left(key)
    return left >= 1 ? 0 : ((1 - left) / this.#aMinute) * MINUTE_MS
  }

  /** Spends one, of which there is something left. */
  spend(key: string): void {
    const left = this.#left(key) - 1
    this.#spent.delete(key)
    this.#spent.set(key, { left, at: this.#now() })
    for (const oldest of this.#spent.keys()) {
      if (this.#spent.size <= MOST && this.#left(oldest) < this.#aMinute) break
      this.#spent.delete(oldest)
    }
  }

  /** Takes back one that was spent. */
  refund(key: string): void {
    const left = this.#left(key) + 1
    if (left >= this.#aMinute) this.#spent.delete(key)
    // Where it is in the order: nobody has failed now.
    else this.#spent.set(key, { left, at: this.#now() })
  }

  restore(key: string): void {
    this.#spent.delete(key)
  }

  /** How many are remembered. */
  get size(): number {
    return this.#spent.size
  }

  #left(key: string): number {
    const budget = this.#spent.get(key)
    if (budget === undefined) return this.#aMinute
    const refilled = ((this.#now() - budget.at) / MINUTE_MS) * this.#aMinute
    return Math.min(this.#aMinute, budget.left + refilled)
  }
}
