import { isRepositoryName, isRight, rights } from '@berth/spec'
import { describeRule, type Explanation, explain, parsePrincipal } from '../access/explain.ts'
import { describeIssuers } from '../access/foreign/describe.ts'
import { NoRules, Rules } from '../access/rules.ts'
import { isGuarded } from '../config/guarded.ts'
import type { Config } from '../config/schema.ts'
import { usageError } from './command-line.ts'

const WORDS = ['berth', 'access', 'explain']

/** Who may do what as sentences, for who checks the configuration. */
export function describeAccess({ access }: Config): string[] {
  if (!isGuarded({ access }))
    return ['There are no access.rules: everybody who reaches the registry may pull, push and delete.']
  const rules = (access.rules ?? []).map(describeRule)
  return [...describeIssuers(access), ...rules, 'What no rule allows is denied.']
}

/**
 * Whether the configuration lets somebody do something.
 * @throws {CommandError} when the question cannot be understood.
 */
export function explainAccess(
  { access }: Config,
  asked: { who: string; right: string; repository: string; claims?: Readonly<Record<string, string>> },
): Explanation {
  const { who, right, repository, claims } = asked
  const principal = parsePrincipal(who, claims)
  if (principal === undefined)
    throw usageError(
      WORDS,
      `${JSON.stringify(who)} is nobody: write anonymous, alice, robot:ci, certificate:node-1 or workload:github:repo:my-org/app`,
    )
  if (!isRight(right)) throw usageError(WORDS, `${JSON.stringify(right)} is none of ${rights.join(', ')}`)
  if (!isRepositoryName(repository))
    throw usageError(WORDS, `${JSON.stringify(repository)} is no repository name`)
  const rules = isGuarded({ access }) ? new Rules(access.rules ?? [], access.groups ?? {}) : new NoRules()
  return explain(rules, principal, right, repository)
}
