import type { Logger } from 'pino'
import type { Credentials } from './credentials.ts'
import { expiryProblem } from './expiry.ts'

/** Renewals are days before the end; a key that had to be replaced should not wait for long. */
const LOOK_EVERY_MS = 5000

const DAY_MS = 86_400_000

interface Watched {
  readonly credentials: Credentials
  /** Gets them again, from wherever they are. */
  readonly read: () => Credentials | Promise<Credentials>
  /** Is given the new ones. */
  readonly renew: (credentials: Credentials) => void
  readonly log: Logger
  readonly lookEveryMs?: number
}

/**
 * Looks for renewed credentials, by reading them again: they are replaced by a rename, by turning a link to a folder
 * (Kubernetes, certbot) or in place, on file systems that tell of it and on others. What cannot be used, as a pair
 * that is half replaced, changes nothing.
 */
export class CredentialsWatch {
  readonly #watched: Watched
  readonly #timer: NodeJS.Timeout
  #current: Credentials
  /** Why the last look found nothing to use; said once. */
  #refusal: string | undefined
  #warnedAt = Number.NEGATIVE_INFINITY
  #looking: Promise<void> = Promise.resolve()

  constructor(watched: Watched) {
    this.#watched = watched
    this.#current = watched.credentials
    this.#timer = setInterval(() => this.look(), watched.lookEveryMs ?? LOOK_EVERY_MS).unref()
    this.#warn()
  }

  get expires(): Date {
    return this.#current.expires
  }

  /** Looks now. Resolves when what was found is in use. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look())
    return this.#looking
  }

  /** Resolves when it looks no more. */
  stop(): Promise<void> {
    clearInterval(this.#timer)
    return this.#looking
  }

  async #look(): Promise<void> {
    const { read, renew, log } = this.#watched
    try {
      const found = await read()
      this.#refusal = undefined
      if (!isSame(found, this.#current)) {
        renew(found)
        this.#current = found
        this.#warnedAt = Number.NEGATIVE_INFINITY
        log.info({ expires: found.expires }, 'the certificate was renewed')
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      if (reason !== this.#refusal)
        log.error({ reason }, 'the certificate in use stays: the new one cannot be used')
      this.#refusal = reason
    }
    this.#warn()
  }

  #warn(): void {
    const problem = expiryProblem(this.#current.expires)
    if (problem === undefined || Date.now() - this.#warnedAt < DAY_MS) return
    this.#warnedAt = Date.now()
    this.#watched.log.warn({ expires: this.#current.expires }, problem.message)
  }
}

function isSame(one: Credentials, other: Credentials): boolean {
  return one.certificate === other.certificate && one.key === other.key && one.clientCa === other.clientCa
}
