import type { Logger } from 'pino'
import { Limit } from '../docker-scope.ts'
import { EVERYTHING } from '../glob.ts'
import type { Identity } from '../identity.ts'
import { ANONYMOUS, type Principal } from '../principal.ts'
import { Rights } from '../rights.ts'
import { grantable, readAccessClaim } from './access-claim.ts'
import type { Keys } from './keys.ts'
import { subjectOf } from './subject.ts'
import type { Unverified } from './unverified.ts'
import { verified } from './verify.ts'

/**
 * What the principals of a token server begin with. Not with its issuer: that may be any text, also the name of a
 * provider of workloads, whose rules would then be for them.
 */
export const TOKEN_SERVER = 'token-server'

/** Its tokens may allow all of this; each says which part of it. */
const RIGHTS = new Rights([
  { by: 'access.tokenServer', actions: new Set(grantable), repositories: [EVERYTHING] },
])

export interface TokenServerOptions {
  readonly issuer: string
  /** What the registry is called there: whom tokens have to be for. */
  readonly service: string
  readonly keys: Keys
  readonly log: Logger
}

/** A token service elsewhere (distribution's `auth.token`). What its tokens allow, they say themselves. */
export class TokenServer {
  readonly #options: TokenServerOptions

  constructor(options: TokenServerOptions) {
    this.#options = options
  }

  get issuer(): string {
    return this.#options.issuer
  }

  async read(text: string, unverified: Unverified, lateS?: number): Promise<Identity | undefined> {
    const { service, ...options } = this.#options
    const payload = await verified(text, unverified, { ...options, audience: service, lateS })
    const access = payload && readAccessClaim(payload.access)
    const principal = payload && principalOf(payload)
    if (payload === undefined || access === undefined || principal === undefined) return undefined
    // It is a registry's token already, as one of ours is, and is exchanged for no other one.
    const late = payload.exp * 1000 < Date.now()
    return { principal, rights: RIGHTS, limit: new Limit(access), byToken: true, late }
  }
}

/** Token servers give tokens without a subject, or with an empty one, to who has not logged in. */
function principalOf({ sub }: { sub?: unknown }): Principal | undefined {
  const subject = subjectOf({ sub: sub ?? '' })
  if (subject === undefined) return undefined
  return subject === '' ? ANONYMOUS : { kind: 'workload', name: `${TOKEN_SERVER}:${subject}` }
}
