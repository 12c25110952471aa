import { type Operation, operations, pathOf } from '@berth/spec'
import type { TokenService } from './access.ts'
import { ADMIN_SCOPE, CATALOG_SCOPE, formatScope, repositoryScope, type ScopeEntry } from './docker-scope.ts'
import type { Unauthenticated } from './unauthenticated.ts'

/** The names a request's parameters hold: the repository it is about, and one to mount from. */
export interface Named {
  readonly name?: string | undefined
  readonly from?: string | undefined
}

/** Whom to ask for what: the realm's base is the registry as its client reaches it, so that clients follow it. */
interface Where {
  readonly base: string
  readonly service: string
  /** The token service that is used instead of ours. */
  readonly elsewhere?: TokenService | undefined
}

/** `WWW-Authenticate` of a refused request (RFC 6750 3; protocol fact 3). */
export function challengeOf(
  operation: Operation,
  named: Named,
  { base, service, elsewhere }: Where,
  { flaw, reason }: Pick<Unauthenticated, 'flaw' | 'reason'>,
): string {
  // Where tokens are given, a token is no way to ask for one.
  if (operation.action === 'login') return `Basic realm="${service}"`
  const scope = scopesFor(operation, named).map(formatScope).join(' ')
  const parts = [
    `realm="${elsewhere?.realm ?? base + pathOf(operations.issueToken, {})}"`,
    `service="${elsewhere?.service ?? service}"`,
    ...(scope === '' ? [] : [`scope="${scope}"`]),
    // Of a refused request with a token, docker shows its user this rather than the message in the body.
    ...(flaw === undefined ? [] : [`error="${flaw}"`, `error_description="${quotable(reason)}"`]),
  ]
  return `Bearer ${parts.join(',')}`
}

/** RFC 6750 3: "error_description" attributes "MUST NOT include characters outside the set %x20-21 / %x23-5B / %x5D-7E". */
function quotable(text: string): string {
  return text.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, "'")
}

/** What a token has to allow for an operation. */
function scopesFor({ action }: Operation, { name, from }: Named): ScopeEntry[] {
  if (action === 'catalog') return [CATALOG_SCOPE]
  if (action === 'public' || action === 'ping' || action === 'login') return []
  if (name === undefined) return action === 'admin' ? [ADMIN_SCOPE] : []
  if (action !== 'push') return [repositoryScope(name, [action])]
  // Whoever pushes looks first what is there already, and a mount reads where it takes from (protocol fact 6).
  const own = repositoryScope(name, ['pull', 'push'])
  return from === undefined || from === name ? [own] : [own, repositoryScope(from, ['pull'])]
}
