import { setTimeout as sleep } from 'node:timers/promises'
import type { ScrubReport, Storage } from '@berth/storage'
import type { Logger } from 'pino'
import type { Config } from '../config/schema.ts'
import { scrubSummary } from './scrub-summary.ts'

/** A registry that has just started has clients waiting; its disk can wait. */
const AFTER_START_MS = 60_000

/** Timers of Node are 32 bits wide, which is 24 days: longer waits are made of shorter ones. */
const LONGEST_SLEEP_MS = 86_400_000

/** Scrubs all content again and again, slowly. `stop` resolves when nothing is being read any more. */
export function scrubInBackground(
  storage: Pick<Storage, 'scrub' | 'lastScrub'>,
  { rate, pauseBetween }: Config['scrub'],
  log: Logger,
): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const { signal } = stopping

  const run = async (): Promise<void> => {
    let next = Math.max(
      (storage.lastScrub()?.endedAt ?? 0) + pauseBetween,
      Date.now() + earliest(pauseBetween),
    )
    while (!signal.aborted) {
      const wait = next - Date.now()
      if (wait > 0) {
        await sleep(Math.min(wait, LONGEST_SLEEP_MS), undefined, { signal, ref: false }).catch(() => {})
        continue
      }
      await scrubOnce()
      next = Date.now() + pauseBetween
    }
  }
  const scrubOnce = async (): Promise<void> => {
    try {
      report(log, await storage.scrub({ bytesPerSecond: rate, resume: true, signal }))
    } catch (error) {
      log.error({ err: error }, 'the scrub of stored content failed')
    }
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

function report(log: Logger, found: ScrubReport): void {
  const { problems, text } = scrubSummary(found)
  if (!found.finished) log.info(found, 'scrub stopped; it goes on after the next start')
  else if (problems > 0) log.error(found, text)
  else log.info(found, text)
}
