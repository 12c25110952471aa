import type { Worker } from 'node:worker_threads'
import { RegistryError } from '@berth/spec'
import { startThread } from '@berth/storage'
import { Lines } from './lines.ts'

/** At the usual cost the last of these waits for half a second, or for as many times that as networks wait. */
const MOST_OF_A_NETWORK = 8

/** The last resort, against many networks at once: fifteen seconds at the usual cost. */
const MOST_WAITING = 256

/** A password to check. */
export interface Verification {
  readonly password: Uint8Array
  readonly hash: string
  /** Hashes to check as well when it is wrong, only for the time that takes. */
  readonly whenWrong: readonly string[]
}

export interface Answer {
  readonly right: boolean
}

interface Waiting {
  readonly verification: Verification
  resolve(right: boolean): void
  reject(error: Error): void
}

/**
 * Checks passwords, one after the other, on a thread of its own. bcrypt keeps a core busy for as long as it was made to:
 * the event loop would serve nobody meanwhile, and libuv's pool would read and write no files.
 *
 * The networks that ask take turns. Whoever sends more than a few at a time is sent away, and holds up nobody else.
 */
export class BcryptThread {
  readonly #waiting = new Lines<Waiting>()
  #checked: Waiting | undefined
  #worker: Worker | undefined
  #closed = false

  /**
   * @param network whose turn it takes.
   * @throws {RegistryError} TOOMANYREQUESTS when too many wait already, UNAVAILABLE when the thread has died.
   */
  async verify(verification: Verification, network: string): Promise<boolean> {
    if (this.#closed) throw new RegistryError('UNAVAILABLE', 'the registry is stopping')
    if (this.#waiting.lengthOf(network) >= MOST_OF_A_NETWORK) {
      throw new RegistryError(
        'TOOMANYREQUESTS',
        'too many passwords from this address are being checked just now',
      )
    }
    if (this.#waiting.size >= MOST_WAITING) {
      throw new RegistryError('TOOMANYREQUESTS', 'too many passwords are being checked just now')
    }
    return await new Promise<boolean>((resolve, reject) => {
      this.#waiting.add(network, { verification, resolve, reject })
      if (this.#checked === undefined) this.#checkNext()
    })
  }

  /** Ends the thread; whoever waits is told. */
  async close(): Promise<void> {
    this.#closed = true
    const worker = this.#worker
    this.#refuseAll(new RegistryError('UNAVAILABLE', 'the registry is stopping'))
    await worker?.terminate()
  }

  #checkNext(): void {
    this.#checked = this.#waiting.next()
    // An idle thread does not keep the program alive, somebody who waits does.
    if (this.#checked === undefined) {
      this.#worker?.unref()
      return
    }
    this.#worker ??= this.#start()
    this.#worker.ref()
    this.#worker.postMessage(this.#checked.verification)
  }

  #start(): Worker {
    const worker = startThread('./bcrypt-worker', import.meta.url, {})
    worker.on('message', ({ right }: Answer) => {
      this.#checked?.resolve(right)
      this.#checkNext()
    })
    let cause: unknown
    worker.on('error', (error) => {
      cause = error
    })
    // The next one who asks gets another thread.
    worker.on('exit', () => {
      this.#worker = undefined
      this.#refuseAll(
        new RegistryError('UNAVAILABLE', 'the password could not be checked; try again', { cause }),
      )
    })
    return worker
  }

  #refuseAll(error: RegistryError): void {
    this.#checked?.reject(error)
    this.#checked = undefined
    for (let next = this.#waiting.next(); next !== undefined; next = this.#waiting.next()) next.reject(error)
  }
}
