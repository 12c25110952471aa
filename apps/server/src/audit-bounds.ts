import type { AuditRecord } from '@berth/storage'
import type { Logger } from 'pino'
import { networkOf } from './access/network.ts'
import { Allowance } from './allowance.ts'

const MINUTE_MS = 60_000

/** Who has no name that anybody knows. */
export const UNKNOWN = 'unknown'

interface AuditBoundsOptions {
  readonly onWithheld: () => void
  /** A clock in milliseconds that never goes back. */
  readonly now: () => number
}

/**
 * Keeps the audit trail readable, and small whatever clients do. A client asks for a token again and again, so a login
 * is told once in a while; what is refused costs who asks nothing, so it is told only so often. The log has all of it.
 */
export class AuditBounds {
  readonly #log: Logger
  readonly #onWithheld: () => void
  /** By principal and network. */
  readonly #logins: Allowance
  /** By network. */
  readonly #failedLogins: Allowance
  /** By principal. Those who failed to log in share one: networks can be had by the thousand. */
  readonly #refusals: Allowance

  constructor(log: Logger, { onWithheld, now }: AuditBoundsOptions) {
    this.#log = log
    this.#onWithheld = onWithheld
    this.#logins = new Allowance({ most: 1, windowMs: 10 * MINUTE_MS, now })
    this.#failedLogins = new Allowance({ most: 1, windowMs: MINUTE_MS, now })
    this.#refusals = new Allowance({ most: 60, windowMs: MINUTE_MS, now })
  }

  /** Whether a login is told. */
  login({ principal, client }: AuditRecord): boolean {
    return this.#logins.take(`${principal} ${placeOf(client)}`) !== undefined
  }

  /** Whether a failed login is told. */
  failedLogin(entry: AuditRecord): boolean {
    const withheld = this.#failedLogins.take(placeOf(entry.client))
    if (withheld === undefined) return false
    if (withheld > 0)
      this.#log.info({ client: entry.client, withheld }, 'failed logins that are not in the audit trail')
    return this.refusal(entry)
  }

  /** Whether a refusal is told. */
  refusal({ principal }: AuditRecord): boolean {
    const withheld = this.#refusals.take(principal)
    if (withheld === undefined) {
      this.#onWithheld()
      return false
    }
    if (withheld > 0) this.#log.warn({ principal, withheld }, 'refusals that are not in the audit trail')
    return true
  }
}

function placeOf(client = UNKNOWN): string {
  return networkOf(client)
}
