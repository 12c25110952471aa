import type { Right } from '@berth/spec'
import { idOf, NAMED_KINDS, type Principal, type PrincipalKind } from './principal.ts'
import { list, type Rules, type WrittenRule } from './rules.ts'

/** Whether somebody may do something somewhere, and why, in words. */
export interface Explanation {
  readonly allowed: boolean
  readonly text: string
}

export function explain(
  rules: Pick<Rules, 'rightsOf'>,
  principal: Principal,
  right: Right,
  repository: string,
): Explanation {
  const grant = rules.rightsOf(principal).grantOf(right, repository)
  const asked = `${idOf(principal)} may ${right} ${repository}`
  if (grant !== undefined) return { allowed: true, text: `${asked}: yes, by ${grant.by}` }
  return { allowed: false, text: `${asked}: no, by no rule` }
}

/** A rule as a sentence: `rule 2: alice and group:devs may pull and push in team/**`. */
export function describeRule(rule: WrittenRule, index: number): string {
  const who = list(rule.who).map((entry) => {
    if (typeof entry === 'string') return entry === 'anonymous' ? 'everybody' : entry
    const claims = Object.entries(entry.claims ?? {}).map(([claim, text]) => `${claim} ${text}`)
    return `workload:${entry.workload}${claims.length === 0 ? '' : ` with ${inWords(claims)}`}`
  })
  const verbs = inWords(list(rule.actions))
  return `rule ${index + 1}: ${inWords(who)} may ${verbs} in ${inWords(list(rule.repositories))}`
}

function inWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('')
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`
}

/** Reads a principal as it is written: `anonymous`, `alice`, `robot:ci`. Undefined when it is none. */
export function parsePrincipal(
  text: string,
  claims: Readonly<Record<string, string>> = {},
): Principal | undefined {
  if (text === 'anonymous') return { kind: 'anonymous', name: 'anonymous' }
  const colon = text.indexOf(':')
  const [kind, name] = colon === -1 ? ['user', text] : [text.slice(0, colon), text.slice(colon + 1)]
  // A workload's name begins with its provider's: the provider alone is nobody, and no answer about it would be right.
  if (kind === 'workload' && !/^[^:]+:./.test(name)) return undefined
  return NAMED_KINDS.includes(kind) && name !== '' ? { kind: kind as PrincipalKind, name, claims } : undefined
}
