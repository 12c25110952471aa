import type { Worker } from 'node:worker_threads'
import { RegistryError } from '@berth/spec'
import { startThread } from '@berth/storage'

/** At the usual cost the last of these waits for four seconds, which is as long as anybody should. */
const MOST_WAITING = 64

/** A password to check. */
export interface Verification {
  readonly password: Uint8Array
  readonly hash: string
  /** Hashes to check as well when it is wrong, only for the time that takes. */
  readonly whenWrong: readonly string[]
}

export type Question = Verification & { readonly id: number }
export interface Answer {
  readonly id: number
  readonly right: boolean
}

interface Waiting {
  resolve(right: boolean): void
  reject(error: Error): void
}

/**
 * Checks passwords, one after the other, on a thread of its own. bcrypt keeps a core busy for as long as it was made to:
 * the event loop would serve nobody meanwhile, and libuv's pool would read and write no files.
 */
export class BcryptThread {
  readonly #waiting = new Map<number, Waiting>()
  #worker: Worker | undefined
  #lastId = 0
  #closed = false

  /** @throws {RegistryError} TOOMANYREQUESTS when too many wait already, UNAVAILABLE when the thread has died. */
  async verify(verification: Verification): Promise<boolean> {
    if (this.#closed) throw new RegistryError('UNAVAILABLE', 'the registry is stopping')
    if (this.#waiting.size >= MOST_WAITING) {
      throw new RegistryError('TOOMANYREQUESTS', 'too many passwords are being checked just now')
    }
    this.#worker ??= this.#start()
    const worker = this.#worker
    this.#lastId += 1
    const id = this.#lastId
    return await new Promise<boolean>((resolve, reject) => {
      worker.postMessage({ ...verification, id } satisfies Question)
      // An idle thread does not keep the program alive, somebody who waits does.
      if (this.#waiting.size === 0) worker.ref()
      this.#waiting.set(id, { resolve, reject })
    })
  }

  /** Ends the thread; whoever waits is told. */
  async close(): Promise<void> {
    this.#closed = true
    const worker = this.#worker
    this.#refuseWaiting(new RegistryError('UNAVAILABLE', 'the registry is stopping'))
    await worker?.terminate()
  }

  #start(): Worker {
    const worker = startThread('./bcrypt-worker', import.meta.url, {})
    worker.on('message', ({ id, right }: Answer) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (this.#waiting.size === 0) worker.unref()
      waiting?.resolve(right)
    })
    let cause: unknown
    worker.on('error', (error) => {
      cause = error
    })
    // The next one who asks gets another thread.
    worker.on('exit', () => {
      this.#worker = undefined
      this.#refuseWaiting(
        new RegistryError('UNAVAILABLE', 'the password could not be checked; try again', { cause }),
      )
    })
    worker.unref()
    return worker
  }

  #refuseWaiting(error: RegistryError): void {
    for (const waiting of this.#waiting.values()) waiting.reject(error)
    this.#waiting.clear()
  }
}
