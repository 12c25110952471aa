import { setTimeout as sleep } from 'node:timers/promises'
import { ExaminationStopped } from './examine.ts'

/** Time that was not used may be caught up on by this much, no more. */
const BURST_MS = 100
/** A shorter sleep is not worth its timer; it is added to the next one. */
const SHORTEST_MS = 5

/** Keeps a reader below so many bytes per second, and stops it when it is told to. */
export class Pace {
  readonly #msPerByte: number
  readonly #signal: AbortSignal
  #due = 0

  /** @param bytesPerSecond as fast as it can when undefined. */
  constructor(bytesPerSecond: number | undefined, signal: AbortSignal) {
    this.#msPerByte = bytesPerSecond === undefined ? 0 : 1000 / bytesPerSecond
    this.#signal = signal
  }

  /** Resolves when `bytes` more may be read. @throws {ExaminationStopped} */
  async spend(bytes: number): Promise<void> {
    if (this.#signal.aborted) throw new ExaminationStopped()
    const now = performance.now()
    this.#due = Math.max(this.#due, now - BURST_MS) + bytes * this.#msPerByte
    const wait = this.#due - now
    if (wait < SHORTEST_MS) return
    await sleep(wait, undefined, { signal: this.#signal }).catch(() => {
      throw new ExaminationStopped()
    })
  }
}
