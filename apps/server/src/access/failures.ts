import { createHash } from 'node:crypto'
import { RegistryError } from '@berth/spec'
import { Refusal } from '../http/errors.ts'
import { FailureBudgets } from './failure-budgets.ts'
import { networkOf } from './network.ts'

const FOR_NAME_A_MINUTE = 10
const FOR_ADDRESS_A_MINUTE = 100

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
   * Before a password is looked at, also a right one: an answer would tell that it is.
   * @throws {Refusal} TOOMANYREQUESTS (429), with the seconds to wait.
   */
  check(name: string, address: string | undefined): void {
    const { network, nameThere } = keysOf(name, address)
    const waitMs = Math.max(this.#addresses.waitMs(network), this.#namesAtAddresses.waitMs(nameThere))
    if (waitMs === 0) return
    const seconds = Math.ceil(waitMs / 1000)
    const error = new RegistryError('TOOMANYREQUESTS', `too many failed logins; try again in ${seconds} s`)
    throw new Refusal(error, { 'Retry-After': String(seconds) })
  }

  /** A name and a password that do not belong together, or a token that is none. */
  record(name: string, address: string | undefined): void {
    const { network, nameThere } = keysOf(name, address)
    this.#addresses.spend(network)
    this.#namesAtAddresses.spend(nameThere)
  }

  /**
   * They do belong together: what was typed wrong before is forgiven. The budget of the address stays as it is, or
   * whoever has an account could guess at others for ever, logging in now and then.
   */
  succeed(name: string, address: string | undefined): void {
    this.#namesAtAddresses.restore(keysOf(name, address).nameThere)
  }
}

function keysOf(name: string, address = 'unknown'): { network: string; nameThere: string } {
  const network = networkOf(address)
  // Clients choose names, long ones too: a hash keeps thousands of them small.
  return { network, nameThere: `${network} ${createHash('sha256').update(name).digest('base64')}` }
}
