import { signalNumbers } from './stop-request.ts'

/** Whether somebody wants a command to end before its work has. */
export interface Interruption {
  /** Aborts at the first Ctrl-C or SIGTERM. A second one ends the process at once, as the signal alone would have. */
  readonly signal: AbortSignal
  /** Leaves signals to whoever has them usually. */
  release(): void
}

export function interruption(): Interruption {
  const interrupting = new AbortController()
  const onSignal = (signal: keyof typeof signalNumbers): void => {
    if (interrupting.signal.aborted) process.exit(128 + signalNumbers[signal])
    interrupting.abort()
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    signal: interrupting.signal,
    release: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
