import type { Right } from '@berth/spec'
import type { Limit, ScopeEntry } from './docker-scope.ts'
import type { Principal } from './principal.ts'
import type { Rights } from './rights.ts'

/** Who sent a request, and what that allows. */
export interface Identity {
  readonly principal: Principal
  /** What the principal may do, whatever was sent to show who it is. */
  readonly rights: Rights
  /** What its token was issued for, when it was for less than all of that. */
  readonly limit?: Limit | undefined
  /** Whether a token of this registry was sent. It is exchanged for no other one. */
  readonly byToken: boolean
  /** The token has run out. That ends nothing that was begun with it: an upload goes on to its end. */
  readonly late?: boolean | undefined
  /** What later tokens are bound to, beside the name: they end when it does. */
  readonly bond?: Bond | undefined
}

/** Which password, token or credential of somebody was shown. */
export interface Bond {
  /** Changes when the password does; the id of an API token. */
  readonly credential: string
  /** When it runs out, in milliseconds since the epoch; what is derived from it must not outlive it. */
  readonly until?: number | undefined
}

/** Whether a request may do something in a repository. */
export function may({ rights, limit }: Identity, right: Right, repository: string): boolean {
  return rights.allows(right, repository) && (limit === undefined || limit.allows(right, repository))
}

/** As much of some scopes as an identity may do: never more (distribution, "Token Authentication"). */
export function grantedOf(identity: Identity, wanted: readonly ScopeEntry[]): ScopeEntry[] {
  return wanted.flatMap((entry) => {
    const actions = entry.actions.filter((action) => isGranted(identity, entry, action))
    return actions.length === 0 ? [] : [{ ...entry, actions }]
  })
}

function isGranted(identity: Identity, { type, name }: ScopeEntry, action: string): boolean {
  if (type === 'repository') return may(identity, action as Right, name)
  if (name === 'catalog') return identity.rights.somewhere('pull')
  return identity.rights.everywhere('admin')
}
