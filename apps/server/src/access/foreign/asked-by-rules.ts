import type { WrittenRule } from '../rules.ts'
import { list } from '../rules.ts'
import type { Groups } from '../who.ts'

/** A provider of workloads that something in the rules is for. */
interface Asked {
  /** Where it stands: `access.rules, rule 2`. */
  readonly where: string
  readonly provider: string
  readonly claims: readonly string[]
}

const WRITTEN_AS_TEXT = /^workload:([^:]*)/

/** Every provider of workloads that rules and groups name, and what they ask of its tokens. */
export function workloadsAsked(rules: readonly WrittenRule[], groups: Groups): Asked[] {
  const byRules = rules.flatMap(({ who }, index) =>
    list(who).map((entry) => ({ where: `access.rules, rule ${index + 1}`, entry })),
  )
  const byGroups = Object.entries(groups).flatMap(([name, members]) =>
    members.map((entry) => ({ where: `access.groups, ${name}`, entry })),
  )
  return [...byRules, ...byGroups].flatMap(({ where, entry }) => {
    if (typeof entry !== 'string')
      return [{ where, provider: entry.workload, claims: Object.keys(entry.claims ?? {}) }]
    const provider = WRITTEN_AS_TEXT.exec(entry)?.[1]
    return provider === undefined ? [] : [{ where, provider, claims: [] }]
  })
}
