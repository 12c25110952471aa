import { problemsOfRules } from '../access/rules.ts'
import type { Given } from './given.ts'
import type { Config } from './schema.ts'

/** What is wrong with rules that are well-formed each by itself. */
export function accessProblems({ access }: Config, given: ReadonlyMap<string, Given>): string[] {
  const { rules = [], groups = {} } = access
  return problemsOfRules(rules, groups).map(
    (problem) => `${given.get('access.rules')?.from ?? 'default'}: ${problem}`,
  )
}

/**
 * Why a registry must not be started so, although each setting is right: somebody who names a file of users believes
 * that they have to log in. To the commands that make that file it is no obstacle.
 */
export function unguarded({ access }: Config): string | undefined {
  if (access.rules !== undefined || (access.users === undefined && access.groups === undefined))
    return undefined
  const key = access.users === undefined ? 'access.groups' : 'access.users'
  return (
    `${key} without access.rules: nobody would be asked who they are. Add, for example, ` +
    'access.rules: [{ who: users, repositories: "**", actions: [pull, push] }]'
  )
}
