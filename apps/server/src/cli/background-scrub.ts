import { setTimeout as sleep } from 'node:timers/promises'
import type { ScrubReport, Storage } from '@berth/storage'
import type { Logger } from 'pino'
import type { Config } from '../config/schema.ts'
import { scrubSummary } from '../scrub-summary.ts'

/** A registry that has just started has clients waiting; its disk can wait. */
const AFTER_START_MS = 60_000

/** Timers of Node are 32 bits wide, which is 24 days: longer waits are made of shorter ones. */
const LONGEST_SLEEP_MS = 86_400_000

/**
 * Scrubs all content again and again, slowly. A pass an operator asks for goes first, and counts as one of these when
 * it comes to its end. `stop` resolves when nothing is being read any more.
 */
export function scrubInBackground(
  storage: Pick<Storage, 'scrub' | 'scrubbing' | 'lastScrub'>,
  { rate, pauseBetween }: Config['scrub'],
  log: Logger,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping
  const stopped = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))

  const pause = (ms: number) =>
    sleep(Math.min(ms, LONGEST_SLEEP_MS), undefined, { signal, ref: false }).catch(() => {})

  let notBefore = Date.now() + earliest(pauseBetween)
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await next()
      } catch (error) {
        // Nobody waits for this loop: what is thrown out of it would end the registry, for a disk that may recover.
        log.error({ err: error }, 'the scrub of stored content failed')
        notBefore = Date.now() + earliest(pauseBetween)
        await pause(earliest(pauseBetween))
      }
    }
  }
  /** Waits for whatever comes first, or scrubs. */
  const next = async (): Promise<unknown> => {
    const asked = storage.scrubbing()
    if (asked !== undefined) return await Promise.race([asked.ended, stopped])
    const due = Math.max(notBefore, (storage.lastScrub()?.endedAt ?? 0) + pauseBetween)
    const wait = due - Date.now()
    if (wait > 0) return await pause(wait)
    const pass = await storage.scrub({ bytesPerSecond: rate, resume: true, givesWay: true, signal })
    const madeRoom = !pass.finished && !signal.aborted
    report(log, pass, madeRoom)
    notBefore = madeRoom ? Date.now() : Date.now() + pauseBetween
  }

  const running = rate === 0 ? Promise.resolve() : run()
  return {
    stop: () => {
      stopping.abort()
      return running
    },
  }
}

function earliest(pauseBetween: number): number {
  return Math.min(pauseBetween, AFTER_START_MS)
}

function report(log: Logger, pass: ScrubReport, madeRoom: boolean): void {
  const { problems, text } = scrubSummary(pass)
  // Each thing found has a line of its own already.
  const { found: _, ...facts } = pass
  if (madeRoom) log.info(facts, 'scrub makes room for one an operator has asked for, and goes on after it')
  else if (!pass.finished) log.info(facts, 'scrub stopped; it goes on after the next start')
  else if (problems > 0) log.error(facts, text)
  else log.info(facts, text)
}
