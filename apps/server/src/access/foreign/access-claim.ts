import { isRepositoryName, type Right } from '@berth/spec'
import { z } from 'zod'
import { CATALOG_SCOPE, repositoryScope, type ScopeEntry } from '../docker-scope.ts'

const accessSchema = z
  .array(z.object({ type: z.string(), name: z.string(), actions: z.array(z.string()) }))
  .nullish()

/** What a token server can grant. Running the registry is not among it. */
export const grantable = ['pull', 'push', 'delete'] as const satisfies readonly Right[]

/**
 * Reads the claim `access` of a token server (distribution, "Token Authentication Implementation"), where `*` is every
 * action. What is none of ours is left out. Undefined when it is no such claim.
 */
export function readAccessClaim(claim: unknown): ScopeEntry[] | undefined {
  const parsed = accessSchema.safeParse(claim)
  if (!parsed.success) return undefined
  const repositories = new Map<string, Set<string>>()
  let catalog = false
  for (const { type, name, actions } of parsed.data ?? []) {
    if (type === 'registry' && name === CATALOG_SCOPE.name && actions.includes('*')) catalog = true
    if (type !== 'repository' || !isRepositoryName(name)) continue
    // A repository may be named twice.
    const known = repositories.get(name) ?? new Set()
    repositories.set(name, known)
    for (const action of actions) known.add(action)
  }
  const entries = [...repositories].map(([name, actions]) =>
    repositoryScope(
      name,
      grantable.filter((right) => actions.has(right) || actions.has('*')),
    ),
  )
  return catalog ? [...entries, CATALOG_SCOPE] : entries
}
