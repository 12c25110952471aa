const MINUTE_MS = 60_000
const MOST = 10_000

interface Budget {
  left: number
  at: number
}

/**
 * Budgets that refill all the time, by who spends them.
 *
 * A full one is forgotten, so what is kept is who failed within the last two minutes, and at most 10 000 of them. Beyond
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

  /**
   * Spends one, of nothing too: many may be under way when a budget runs out, and who sends them at once should not get
   * more for it. At most as much again is owed, so that a mistake made a thousand times is over a minute later as well.
   */
  spend(key: string): void {
    const left = Math.max(this.#left(key) - 1, -this.#aMinute)
    this.#spent.delete(key)
    this.#spent.set(key, { left, at: this.#now() })
    for (const oldest of this.#spent.keys()) {
      if (this.#spent.size <= MOST && this.#left(oldest) < this.#aMinute) break
      this.#spent.delete(oldest)
    }
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
