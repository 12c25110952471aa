import type { MetadataStore } from '../metadata-store.ts'
import type { EventCounts, ScrubOptions, ScrubReport } from '../storage.ts'
import type { IntegrityDesk } from './desk.ts'
import { noEvents } from './event-counts.ts'
import type { ScrubPosition, ScrubTask } from './scrub-pass.ts'

/** Where a pass is that did not come to its end, and what the last one that did found. */
const POSITION = 'scrub_position'
const LAST = 'last_scrub'

/** How often the position is written down. A crash repeats that much of a pass. */
const REMEMBER_MS = 30_000

/** Runs passes over all content, one at a time, and remembers how far they came. */
export class Scrubber {
  readonly #metadata: MetadataStore
  readonly #integrity: IntegrityDesk
  readonly #pass: (task: ScrubTask) => Promise<boolean>
  readonly #closing = new AbortController()
  #running: Promise<ScrubReport> | undefined

  /** @param pass reads everything: here, or on another thread. */
  constructor(
    metadata: MetadataStore,
    integrity: IntegrityDesk,
    pass: (task: ScrubTask) => Promise<boolean>,
  ) {
    this.#metadata = metadata
    this.#integrity = integrity
    this.#pass = pass
  }

  async run(options: ScrubOptions): Promise<ScrubReport> {
    if (this.#running !== undefined) throw new Error('a scrub is under way')
    this.#running = this.#run(options)
    try {
      return await this.#running
    } finally {
      this.#running = undefined
    }
  }

  last(): ScrubReport | undefined {
    const text = this.#metadata.readProperty(LAST)
    return text === undefined ? undefined : (JSON.parse(text) as ScrubReport)
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#running?.catch(() => {})
  }

  async #run({ bytesPerSecond, resume = false, signal, onProgress }: ScrubOptions): Promise<ScrubReport> {
    const startedAt = Date.now()
    const start = resume ? Number(this.#metadata.readProperty(POSITION) ?? 0) : 0
    const events: { -readonly [Kind in keyof EventCounts]: number } = noEvents()
    let known = 0
    let position: ScrubPosition = { after: start, blobs: 0, bytes: 0 }
    let remembered = startedAt
    const signals = [this.#closing.signal, ...(signal === undefined ? [] : [signal])]
    const finished = await this.#pass({
      after: start,
      bytesPerSecond,
      signal: AbortSignal.any(signals),
      found: async (content, finding) => {
        const event = await this.#integrity.settle(content, finding)
        if (event !== undefined) events[event.kind] += 1
        else if (content.state === 'missing') known += 1
      },
      passed: (now) => {
        position = now
        onProgress?.({ blobs: now.blobs, bytes: now.bytes })
        if (Date.now() - remembered < REMEMBER_MS) return
        remembered = Date.now()
        // Not waited for: should it fail, the next one says the same and more.
        this.#remember(POSITION, String(now.after)).catch(() => {})
      },
    })
    const { blobs, bytes } = position
    const report = { startedAt, endedAt: Date.now(), finished, blobs, bytes, events, known }
    await this.#remember(POSITION, finished ? '0' : String(position.after))
    if (finished) await this.#remember(LAST, JSON.stringify(report))
    return report
  }

  #remember(key: string, value: string): Promise<void> {
    return this.#metadata.write('setProperty', { key, value })
  }
}
