import type { MetadataStore } from '../metadata-store.ts'
import {
  type EventCounts,
  type RunningScrub,
  type ScrubOptions,
  type ScrubReport,
  ScrubUnderWay,
  type StorageEvent,
} from '../storage.ts'
import type { IntegrityDesk } from './desk.ts'
import { noEvents } from './event-counts.ts'
import type { ScrubTask } from './scrub-pass.ts'

/** Where a pass is that did not come to its end, and what the last one that did found. */
const POSITION = 'scrub_position'
const LAST = 'last_scrub'

/** How often the position is written down. A crash repeats that much of a pass. */
const REMEMBER_MS = 30_000

/** Events a pass names one by one. A disk that is failing as a whole has more than anybody reads. */
const MOST_NAMED = 1000

/** The pass under way, to be counted on. */
type Pass = { -readonly [Key in keyof RunningScrub]: RunningScrub[Key] } & {
  readonly events: { -readonly [Kind in keyof EventCounts]: number }
  readonly found: StorageEvent[]
  readonly stopping: AbortController
}

/** Runs passes over all content, one at a time, and remembers how far they came. */
export class Scrubber {
  readonly #metadata: MetadataStore
  readonly #integrity: IntegrityDesk
  readonly #read: (task: ScrubTask) => Promise<boolean>
  readonly #closing = new AbortController()
  #running: Pass | undefined
  #lastBegun = 0

  /** @param read reads everything: here, or on another thread. */
  constructor(
    metadata: MetadataStore,
    integrity: IntegrityDesk,
    read: (task: ScrubTask) => Promise<boolean>,
  ) {
    this.#metadata = metadata
    this.#integrity = integrity
    this.#read = read
  }

  /** The pass takes the place of one that gives way at once, and begins to read when that one has stopped. */
  async run(options: ScrubOptions): Promise<ScrubReport> {
    const { givesWay = false } = options
    const before = this.#running
    if (before !== undefined && (givesWay || !before.givesWay)) throw new ScrubUnderWay()
    before?.stopping.abort()
    const pass: Pass = {
      startedAt: this.#begin(),
      givesWay,
      stopping: new AbortController(),
      blobs: 0,
      bytes: 0,
      events: noEvents(),
      found: [],
      known: 0,
      ended: Promise.resolve(),
    }
    this.#running = pass
    const report = this.#run(pass, options, before?.ended).finally(() => {
      if (this.#running === pass) this.#running = undefined
    })
    pass.ended = report.then(
      () => {},
      () => {},
    )
    return await report
  }

  /** A pass is known by when it began: no two may share that. */
  #begin(): number {
    this.#lastBegun = Math.max(Date.now(), this.#lastBegun + 1)
    return this.#lastBegun
  }

  running(): RunningScrub | undefined {
    return this.#running
  }

  last(): ScrubReport | undefined {
    const text = this.#metadata.readProperty(LAST)
    // Passes of before events were named have none.
    return text === undefined ? undefined : ({ found: [], ...JSON.parse(text) } as ScrubReport)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#running?.ended
  }

  async #run(
    pass: Pass,
    { bytesPerSecond, resume = false, signal, onProgress }: ScrubOptions,
    before: Promise<void> | undefined,
  ): Promise<ScrubReport> {
    await before
    // A pass from the start that does not get as far as one before it takes nothing from what that one has read.
    const reached = Number(this.#metadata.readProperty(POSITION) ?? 0)
    let after = resume ? reached : 0
    let remembered = Date.now()
    const signals = [this.#closing.signal, pass.stopping.signal, ...(signal === undefined ? [] : [signal])]
    const finished = await this.#read({
      after,
      bytesPerSecond,
      signal: AbortSignal.any(signals),
      found: async (content, finding) => {
        const event = await this.#integrity.settle(content, finding)
        if (event !== undefined) {
          pass.events[event.kind] += 1
          if (pass.found.length < MOST_NAMED) pass.found.push(event)
        } else if (content.state === 'missing') pass.known += 1
      },
      passed: (now) => {
        after = now.after
        pass.blobs = now.blobs
        pass.bytes = now.bytes
        onProgress?.({ blobs: now.blobs, bytes: now.bytes })
        if (Date.now() - remembered < REMEMBER_MS) return
        remembered = Date.now()
        // Not waited for: should it fail, the next one says the same and more.
        this.#remember(POSITION, String(Math.max(reached, after))).catch(() => {})
      },
    })
    const { startedAt, blobs, bytes, events, found, known } = pass
    const report = { startedAt, endedAt: Date.now(), finished, blobs, bytes, events, found, known }
    await this.#remember(POSITION, finished ? '0' : String(Math.max(reached, after)))
    if (finished) await this.#remember(LAST, JSON.stringify(report))
    return report
  }

  #remember(key: string, value: string): Promise<void> {
    return this.#metadata.write('setProperty', { key, value })
  }
}
