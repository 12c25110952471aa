import { problemsOfRules } from '../access/rules.ts'
import type { Given } from './given.ts'
import type { Config } from './schema.ts'

/** What is wrong between settings of access control that are right each by itself. */
export function accessProblems({ access }: Config, given: ReadonlyMap<string, Given>): string[] {
  const from = (key: string) => `${given.get(key)?.from ?? 'default'}: `
  const { rules, groups = {} } = access
  if (rules === undefined) {
    return ['access.users', 'access.groups'].flatMap((key) =>
      given.has(key)
        ? `${from(key)}${key} without access.rules: nobody would be asked who they are. Add, for example, ` +
          'access.rules: [{ who: users, repositories: "**", actions: [pull, push] }]'
        : [],
    )
  }
  return problemsOfRules(rules, groups).map((problem) => from('access.rules') + problem)
}
