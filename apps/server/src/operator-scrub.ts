import type { ScrubProgress, ScrubReport, Storage } from '@berth/storage'
import type { Logger } from 'pino'
import { scrubSummary } from './scrub-summary.ts'

/** How a pass that was asked for has ended. */
export interface EndedScrub extends ScrubReport {
  /** The fault that ended it, in words that may be shown. */
  readonly failure?: string
}

/**
 * The pass over all content that an operator has asked for. It outlives the request that asked, so it is kept here, and
 * so is how it ended. The storage stops it when it is closed.
 */
export class OperatorScrub {
  readonly #storage: Pick<Storage, 'scrub' | 'scrubbing' | 'lastScrub'>
  readonly #log: Logger
  #stopping = new AbortController()
  #running: Promise<void> | undefined
  #ended: EndedScrub | undefined

  constructor(storage: Pick<Storage, 'scrub' | 'scrubbing' | 'lastScrub'>, log: Logger) {
    this.#storage = storage
    this.#log = log
  }

  /**
   * Begins a pass, in the place of one that gives way.
   * @returns false when one that does not is under way already: that one will do.
   */
  start(): boolean {
    if (this.#storage.scrubbing()?.givesWay === false) return false
    this.#stopping = new AbortController()
    this.#running = this.#run(this.#stopping.signal).finally(() => {
      this.#running = undefined
    })
    return true
  }

  /** Resolves when the pass that was asked for, if one was, reads nothing any more. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running
  }

  /** The pass under way, whoever has asked for it. */
  running(): (ScrubProgress & { readonly givesWay: boolean }) | undefined {
    return this.#storage.scrubbing()
  }

  /** How the last pass that was asked for here has ended. */
  ended(): EndedScrub | undefined {
    return this.#ended
  }

  /** The last pass that came to its end. */
  last(): ScrubReport | undefined {
    return this.#storage.lastScrub()
  }

  async #run(signal: AbortSignal): Promise<void> {
    const scrub = this.#storage.scrub({ signal })
    const begun = this.#storage.scrubbing()
    try {
      this.#ended = await scrub
      const { problems, text } = scrubSummary(this.#ended)
      const { found: _, ...facts } = this.#ended
      this.#log[problems > 0 ? 'error' : 'info'](facts, text)
    } catch (error) {
      this.#log.error({ err: error }, 'the scrub an operator has asked for failed')
      const failure = 'a fault of the registry; its log says more'
      if (begun !== undefined) this.#ended = { ...begun, endedAt: Date.now(), finished: false, failure }
    }
  }
}
