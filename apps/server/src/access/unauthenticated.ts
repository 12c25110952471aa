import { RegistryError } from '@berth/spec'

/** Why a token is not enough, as RFC 6750 3.1 names it. */
export type TokenFlaw = 'invalid_token' | 'insufficient_scope'

/** A request has to show who it is from, or to show it better. What to ask for is told by the challenge it gets. */
export class Unauthenticated extends Error {
  override readonly name = 'Unauthenticated'
  readonly error: RegistryError
  /** What is missing, in words for people. */
  readonly reason: string
  readonly flaw: TokenFlaw | undefined

  /** Whose password was guessed at; nobody's when there is no such user: people type passwords there. */
  readonly tried: string | undefined

  constructor(reason: string, flaw?: TokenFlaw, tried?: string) {
    const error = new RegistryError('UNAUTHORIZED', reason)
    super(error.message)
    this.error = error
    this.reason = reason
    this.flaw = flaw
    this.tried = tried
  }
}
