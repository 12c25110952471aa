import type { KeyObject } from 'node:crypto'
import type { Unverified } from './unverified.ts'

/** The keys an issuer signs with, wherever they come from. */
export interface Keys {
  /**
   * The key a token says it is signed with; undefined when the issuer has none of that name and kind.
   * @throws {RegistryError} UNAVAILABLE when the issuer's keys cannot be had.
   */
  choose(token: Pick<Unverified, 'kid' | 'algorithm'>): Promise<KeyObject | undefined>
}

/** Keys of two places. A token that names none could mean one of either. */
export function keysOfBoth(first: Keys, second: Keys): Keys {
  return {
    choose: async (token) =>
      token.kid === undefined ? undefined : ((await first.choose(token)) ?? (await second.choose(token))),
  }
}
