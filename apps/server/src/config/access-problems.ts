import { workloadsAsked } from '../access/foreign/asked-by-rules.ts'
import { problemsOfGroups, problemsOfRules } from '../access/rules.ts'
import type { Given } from './given.ts'
import { didYouMean } from './nearest.ts'
import type { Config } from './schema.ts'

/** What is wrong with rules that are well-formed each by itself. */
export function accessProblems({ access }: Config, given: ReadonlyMap<string, Given>): string[] {
  const from = (key: string) => `${given.get(key)?.from ?? 'default'}: `
  const { rules = [], groups = {} } = access
  const of = (key: string) => (problem: string) => from(key) + problem
  return [
    ...problemsOfIssuers(access).map(of('access.tokenServer')),
    ...problemsOfGroups(groups).map(of('access.groups')),
    ...problemsOfRules(rules, groups).map(of('access.rules')),
    ...unknownWorkloads(access).map(of('access.rules')),
  ]
}

/**
 * Why a registry must not be started so, although each setting is right: somebody who names a file of users believes
 * that they have to log in. To the commands that make that file it is no obstacle.
 */
export function unguarded({ access }: Config): string | undefined {
  const alone = (['users', 'groups', 'workloads'] as const).find((key) => access[key] !== undefined)
  if (access.rules !== undefined || alone === undefined) return undefined
  const consequence =
    access.tokenServer === undefined ? 'nobody would be asked who they are' : 'they would be allowed nothing'
  return (
    `access.${alone} without access.rules: ${consequence}. Add, for example, ` +
    `access.rules: [{ who: ${exampleOf(alone, access)}, repositories: "**", actions: [pull, push] }]`
  )
}

/** Whom a rule could be for. */
function exampleOf(key: string, { workloads = [] }: Config['access']): string {
  return key === 'workloads'
    ? `{ workload: ${workloads[0]?.name ?? 'github'}, claims: { repository: my-org/app } }`
    : 'users'
}

/** A token is told to be of one or the other by its issuer alone. */
function problemsOfIssuers({ workloads = [], tokenServer }: Config['access']): string[] {
  const same = workloads.find(({ issuer }) => issuer === tokenServer?.issuer)
  return same === undefined
    ? []
    : [
        `access.tokenServer has the issuer of the workload ${JSON.stringify(same.name)}; it needs one of its own`,
      ]
}

function unknownWorkloads({ rules = [], workloads = [] }: Config['access']): string[] {
  const known = workloads.map(({ name }) => name)
  return workloadsAsked(rules).flatMap(({ where, provider }) =>
    known.includes(provider)
      ? []
      : [
          `${where}: there is no workload ${JSON.stringify(provider)} under access.workloads${didYouMean(provider, known)}`,
        ],
  )
}
