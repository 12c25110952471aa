import { type Right, rights } from '@berth/spec'
import { z } from 'zod'
import { EVERYTHING, type Glob, parseGlob } from './glob.ts'
import type { Principal } from './principal.ts'
import { ALL_RIGHTS, type Grant, Rights } from './rights.ts'
import { type Groups, type Match, parseMember, parseWho, whoSchema } from './who.ts'

const globSchema = z.string().refine((text) => parseGlob(text) !== undefined, {
  error: 'expected a repository or a pattern such as team/** or **',
})

function oneOrMore<Item extends z.ZodType>(item: Item) {
  return z.union([item, z.array(item).min(1)])
}

/** A rule as it is written in the configuration. */
export const ruleSchema = z.strictObject({
  who: oneOrMore(whoSchema),
  repositories: oneOrMore(globSchema),
  actions: oneOrMore(z.enum(rights)),
})

export type WrittenRule = z.output<typeof ruleSchema>

interface Rule extends Grant {
  readonly isFor: Match
}

/** Who may do what: one list, and what no rule of it allows is denied. */
export class Rules {
  readonly #rules: readonly Rule[]

  /** @throws {Error} for a rule that cannot be read; {@link problemsOfRules} has said so before. */
  constructor(written: readonly WrittenRule[], groups: Groups) {
    this.#rules = written.map((rule, index) => {
      const matches = list(rule.who).map((who) => parseWho(who, groups))
      const wrong = matches.find((match) => typeof match === 'string')
      if (wrong !== undefined) throw new Error(wrong)
      return {
        by: `rule ${index + 1}`,
        actions: new Set(list(rule.actions)),
        repositories: list(rule.repositories).map((text) => parseGlob(text) as Glob),
        isFor: (principal) => (matches as Match[]).some((match) => match(principal)),
      }
    })
  }

  /**
   * What the rules allow somebody. To the operator they do not apply.
   * @param own what a robot's token allows it beside that.
   */
  rightsOf(principal: Principal, own: readonly Grant[] = []): Rights {
    if (principal.kind === 'operator') return OPERATORS
    return new Rights([...this.#rules.filter((rule) => rule.isFor(principal)), ...own])
  }
}

const OPERATORS = new Rights([{ by: 'the control socket', actions: ALL_RIGHTS, repositories: [EVERYTHING] }])

/** A registry without rules: everybody who reaches it may do everything but run it. */
export class NoRules implements Pick<Rules, 'rightsOf'> {
  readonly #open = new Rights([
    {
      by: 'no access.rules: the registry is open',
      actions: new Set<Right>(['pull', 'push', 'delete']),
      repositories: [EVERYTHING],
    },
  ])

  rightsOf(principal: Principal): Rights {
    return principal.kind === 'operator' ? OPERATORS : this.#open
  }
}

/** What is wrong with rules that are well-formed, each named by its place in the list. */
export function problemsOfRules(written: readonly WrittenRule[], groups: Groups): string[] {
  return written.flatMap((rule, index) =>
    list(rule.who).flatMap((who) => {
      const match = parseWho(who, groups)
      return typeof match === 'string' ? `access.rules, rule ${index + 1}: ${match}` : []
    }),
  )
}

/** What is wrong with groups, whether or not a rule names them. */
export function problemsOfGroups(groups: Groups): string[] {
  return Object.entries(groups).flatMap(([name, members]) =>
    members
      .map(parseMember)
      .flatMap((match) => (typeof match === 'string' ? `access.groups, ${name}: ${match}` : [])),
  )
}

export function list<Item>(oneOrMore: Item | readonly Item[]): readonly Item[] {
  return Array.isArray(oneOrMore) ? (oneOrMore as readonly Item[]) : [oneOrMore as Item]
}
