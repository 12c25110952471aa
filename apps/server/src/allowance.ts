import { RecentlyUsed } from './recently-used.ts'

/** So many keys are remembered. Who is forgotten may have as many again. */
const REMEMBERED = 10_000

interface Window {
  readonly until: number
  passed: number
  withheld: number
}

interface AllowanceOptions {
  /** How many of a key are let through in each window. */
  readonly most: number
  readonly windowMs: number
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number
}

/** Lets so much of each key through in a time, and counts the rest. */
export class Allowance {
  readonly #options: AllowanceOptions
  readonly #windows = new RecentlyUsed<string, Window>(REMEMBERED)

  constructor(options: AllowanceOptions) {
    this.#options = options
  }

  /** @returns undefined for what is withheld. The first that is let through after others were, gets their number. */
  take(key: string): number | undefined {
    const { most, windowMs, now } = this.#options
    const window = this.#windows.get(key)
    if (window === undefined || window.until <= now()) {
      this.#windows.set(key, { until: now() + windowMs, passed: 1, withheld: 0 })
      return window?.withheld ?? 0
    }
    if (window.passed < most) {
      window.passed += 1
      return 0
    }
    window.withheld += 1
    return undefined
  }
}
