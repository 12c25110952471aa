import type { Logger } from 'pino'
import { type ExitCode, exitCodes } from './exit-codes.ts'

export const signalNumbers = { SIGINT: 2, SIGTERM: 15 } as const

export interface StopRequest {
  readonly exitCode: ExitCode
}

/**
 * Resolves when the process is to stop in good order: at the first signal, or at a fault nobody caught. Whoever
 * signals again does not want to wait: the process ends at once, as the signal alone would have ended it.
 */
export function stopRequest(log: Logger): Promise<StopRequest> {
  return new Promise((resolve) => {
    let asked = false
    const onSignal = (signal: keyof typeof signalNumbers): void => {
      if (asked) process.exit(128 + signalNumbers[signal])
      asked = true
      log.info({ signal }, 'stopping: no new requests, running ones may end; signal again to stop at once')
      resolve({ exitCode: exitCodes.ok })
    }
    process.on('SIGINT', onSignal)
    process.on('SIGTERM', onSignal)
    // Rejections nobody handles come here as well.
    process.on('uncaughtException', (error) => {
      log.fatal({ err: error }, 'a fault nobody caught')
      if (asked) process.exit(exitCodes.unexpected)
      asked = true
      resolve({ exitCode: exitCodes.unexpected })
    })
  })
}
