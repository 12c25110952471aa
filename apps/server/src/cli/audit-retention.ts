import type { Storage } from '@berth/storage'
import type { Logger } from 'pino'

const HOUR_MS = 3_600_000

/** Drops old entries of the audit trail, now and every hour. `stop` resolves when none is being dropped any more. */
export function trimAudit(
  { access }: Pick<Storage, 'access'>,
  keepForMs: number,
  log: Logger,
): { stop(): Promise<void> } {
  const run = async (): Promise<void> => {
    try {
      const dropped = await access.trimAudit(Date.now() - keepForMs)
      if (dropped > 0) log.info({ dropped }, 'dropped old entries of the audit trail')
    } catch (error) {
      log.error({ err: error }, 'could not drop old entries of the audit trail')
    }
  }
  let running = run()
  const timer = setInterval(() => {
    running = running.then(run)
  }, HOUR_MS).unref()
  return {
    stop: () => {
      clearInterval(timer)
      return running
    },
  }
}
