import { createHash } from 'node:crypto'
import { RegistryError } from '@berth/spec'
import { Refusal } from '../http/errors.ts'
import { FailureBudgets } from './failure-budgets.ts'
import { networkOf } from './network.ts'

const FOR_NAME_A_MINUTE = 10
const FOR_ADDRESS_A_MINUTE = 100

/** A failure that is counted already. At most one of these, once: with neither it stays one. */
export interface Reservation {
  /** Nothing was found out. */
  refund(): void
  /**
   * Name and password do belong together: what was typed wrong before is forgiven. The other failures of the address
   * stay, or whoever has an account could guess at others for ever, logging in now and then.
   */
  forgive(): void
}

interface FailuresOptions {
  /** A clock in milliseconds that never goes back. */
  readonly now?: () => number
}

/**
 * Limits how often somebody may be wrong: ten times a minute for one name from one address, a hundred times from one
 * address. There is no budget for a name alone: whoever knows a name could lock its owner out with it.
 */
export class Failures {
  readonly #addresses: FailureBudgets
  readonly #namesAtAddresses: FailureBudgets

  constructor({ now = () => performance.now() }: FailuresOptions = {}) {
    this.#addresses = new FailureBudgets(FOR_ADDRESS_A_MINUTE, now)
    this.#namesAtAddresses = new FailureBudgets(FOR_NAME_A_MINUTE, now)
  }

  /**
   * Before a password is looked at, also a right one: an answer would tell that it is. What is looked at counts as a
   * failure until it is none, or whoever sends many at once would have them all looked at.
   * @throws {Refusal} TOOMANYREQUESTS (429), with the seconds to wait.
   */
  reserve(name: string, address: string | undefined): Reservation {
    const { network, nameThere } = keysOf(name, address)
    const waitMs = Math.max(this.#addresses.waitMs(network), this.#namesAtAddresses.waitMs(nameThere))
    if (waitMs > 0) throw refusal(Math.ceil(waitMs / 1000))
    this.#addresses.spend(network)
    this.#namesAtAddresses.spend(nameThere)
    return {
      refund: () => {
        this.#addresses.refund(network)
        this.#namesAtAddresses.refund(nameThere)
      },
      forgive: () => {
        this.#addresses.refund(network)
        this.#namesAtAddresses.restore(nameThere)
      },
    }
  }
}

function refusal(seconds: number): Refusal {
  const error = new RegistryError('TOOMANYREQUESTS', `too many failed logins; try again in ${seconds} s`)
  return new Refusal(error, { 'Retry-After': String(seconds) })
}

function keysOf(name: string, address = 'unknown'): { network: string; nameThere: string } {
  const network = networkOf(address)
  // Clients choose names, long ones too: a hash keeps thousands of them small.
  return { network, nameThere: `${network} ${createHash('sha256').update(name).digest('base64')}` }
}
