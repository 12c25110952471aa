import type { Storage } from '@berth/storage'
import type { Logger } from 'pino'

const HOUR_MS = 3_600_000

/** Drops forgotten uploads, now and every hour, or oftener where they are forgotten sooner. `stop` resolves when none is being dropped any more. */
export function expireUploads(
  storage: Pick<Storage, 'expireUploads'>,
  olderThanMs: number,
  log: Logger,
): { stop(): Promise<void> } {
  const run = async (): Promise<void> => {
    try {
      const expired = await storage.expireUploads(olderThanMs)
      if (expired > 0) log.info({ expired }, 'dropped uploads nobody continued')
    } catch (error) {
      log.error({ err: error }, 'could not drop uploads nobody continued')
    }
  }
  let running = run()
  const timer = setInterval(
    () => {
      running = running.then(run)
    },
    Math.min(HOUR_MS, olderThanMs / 2),
  ).unref()
  return {
    stop: () => {
      clearInterval(timer)
      return running
    },
  }
}
