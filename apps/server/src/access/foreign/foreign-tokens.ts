import type { ForeignTokens } from '../access.ts'
import type { Identity } from '../identity.ts'
import { lookInto, type Unverified } from './unverified.ts'

/** Somebody whose tokens are taken. */
export interface Issuer {
  /** Exactly as its tokens write it. */
  readonly issuer: string
  /** @param lateS seconds after its end in which a token is still read. */
  read(text: string, unverified: Unverified, lateS?: number): Promise<Identity | undefined>
}

/** The tokens of all issuers the configuration names. A token says whose it is; that it is true, its issuer's keys say. */
export class TokensOfIssuers implements ForeignTokens {
  readonly #issuers: ReadonlyMap<string, Issuer>

  constructor(issuers: readonly Issuer[]) {
    this.#issuers = new Map(issuers.map((issuer) => [issuer.issuer, issuer]))
  }

  async read(text: string, lateS?: number): Promise<Identity | undefined> {
    const unverified = lookInto(text)
    const issuer = unverified && this.#issuers.get(unverified.issuer)
    return issuer?.read(text, unverified as Unverified, lateS)
  }
}
