import type { WrittenRule } from '../rules.ts'
import { list } from '../rules.ts'

/** A provider of workloads that a rule is for. */
interface Asked {
  /** Where it stands: `access.rules, rule 2`. */
  readonly where: string
  readonly provider: string
  readonly claims: readonly string[]
}

/** Every provider of workloads that rules name, and what they ask of its tokens. */
export function workloadsAsked(rules: readonly WrittenRule[]): Asked[] {
  return rules.flatMap(({ who }, index) =>
    list(who).flatMap((entry) =>
      typeof entry === 'string'
        ? []
        : [
            {
              where: `access.rules, rule ${index + 1}`,
              provider: entry.workload,
              claims: Object.keys(entry.claims ?? {}),
            },
          ],
    ),
  )
}
