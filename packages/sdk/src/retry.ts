import { ConnectionError, RegistryError } from './errors.ts'

/** How often, and after which pauses, a failed request is tried again. */
export interface RetryOptions {
  /** Tries in all, the first one among them. 5 when absent; 1 never tries again. */
  readonly tries?: number
  /** Upper bound of the first pause in milliseconds; it doubles with each try. 250 when absent. */
  readonly firstPause?: number
  /** Longest pause in milliseconds. A registry that asks for a longer one is not tried again. 30 000 when absent. */
  readonly longestPause?: number
  /** How to wait. Ends early by throwing the signal's reason when it aborts. */
  readonly wait?: (milliseconds: number, signal: AbortSignal) => Promise<void>
}

/** Tries again after failures that may pass. */
export interface Retry {
  readonly tries: number
  /**
   * Waits before the try that follows `failures` failed ones.
   * @throws `error` when there is no next try.
   */
  pause(failures: number, error: unknown, signal: AbortSignal): Promise<void>
  /** Calls `attempt` until it succeeds, fails for good, or the tries are used up. */
  run<Result>(attempt: () => Promise<Result>, signal: AbortSignal): Promise<Result>
}

/** Whether the same request may succeed later. */
export function isRetryable(error: unknown): boolean {
  return error instanceof ConnectionError || (error instanceof RegistryError && error.retryable)
}

function waitFor(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const stop = (): void => {
      clearTimeout(timer)
      reject(signal.reason)
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, milliseconds)
    signal.addEventListener('abort', stop, { once: true })
  })
}

export function createRetry(options: RetryOptions = {}): Retry {
  const { tries = 5, firstPause = 250, longestPause = 30_000, wait = waitFor } = options

  async function pause(failures: number, error: unknown, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (failures >= tries) throw error
    const asked = error instanceof RegistryError ? (error.retryAfter ?? 0) * 1000 : 0
    if (asked > longestPause) throw error
    // Full jitter: clients that were refused together do not come back together.
    const backoff = Math.random() * Math.min(longestPause, firstPause * 2 ** (failures - 1))
    await wait(Math.max(asked, backoff), signal)
  }

  return {
    tries,
    pause,
    async run(attempt, signal) {
      for (let failures = 1; ; failures++) {
        try {
          return await attempt()
        } catch (error) {
          if (!isRetryable(error)) throw error
          await pause(failures, error, signal)
        }
      }
    },
  }
}
