import { z } from 'zod'
import { type Glob, parseGlob } from './glob.ts'
import type { Principal, PrincipalKind } from './principal.ts'

/** Whom a rule is for, as it is written. */
export const whoSchema = z.union([
  z.string().min(1).max(512),
  z.strictObject({
    workload: z.string().min(1),
    claims: z
      .record(
        z.string(),
        z.string().refine((text) => parseGlob(text) !== undefined),
      )
      .optional(),
  }),
])

export type Who = z.output<typeof whoSchema>
export type Groups = Readonly<Record<string, readonly string[]>>

/** Kinds that are written before a name: `robot:ci`. */
const NAMED: readonly string[] = ['user', 'robot', 'workload', 'certificate'] satisfies PrincipalKind[]

/** Whether a rule is for somebody. */
export type Match = (principal: Principal) => boolean

/**
 * Reads whom a rule is for: `anonymous` is everybody, logged in or not; `users` is everybody with a password;
 * `group:<name>` a group; `robot:<name>`, `certificate:<name>` and `user:<name>` one of these; a bare word is a user;
 * `{ workload: <provider>, claims: { <claim>: <glob> } }` tokens of a provider. Names may be globs.
 * @returns what is wrong with it, in words, when it cannot be read.
 */
export function parseWho(who: Who, groups: Groups): Match | string {
  if (typeof who !== 'string') return workload(who.workload, who.claims ?? {})
  if (who === 'anonymous') return () => true
  if (who === 'users') return ({ kind }) => kind === 'user'
  const [kind, name] = who.includes(':') ? split(who) : ['user', who]
  if (kind === 'group') {
    const members = Object.hasOwn(groups, name) ? groups[name] : undefined
    if (members === undefined) return `there is no group ${JSON.stringify(name)} under access.groups`
    const matches = members.map((member) =>
      member.includes(':') ? parseWho(member, {}) : named('user', member),
    )
    const wrong = matches.find((match) => typeof match === 'string')
    if (wrong !== undefined) return wrong
    return (principal) => (matches as Match[]).some((match) => match(principal))
  }
  if (!NAMED.includes(kind)) {
    return `${JSON.stringify(who)} is nobody: write anonymous, users, the name of a user, group:<name>, robot:<name> or certificate:<name>`
  }
  if (kind === 'workload') return workload(name, {})
  return named(kind as PrincipalKind, name)
}

function split(text: string): [string, string] {
  const colon = text.indexOf(':')
  return [text.slice(0, colon), text.slice(colon + 1)]
}

function named(kind: PrincipalKind, name: string): Match | string {
  const glob = parseGlob(name)
  if (glob === undefined) return `${JSON.stringify(name)} is no name`
  return (principal) => principal.kind === kind && glob.matches(principal.name)
}

/** The name of a workload begins with its provider's: `github:repo:my-org/app`. */
function workload(provider: string, claims: Readonly<Record<string, string>>): Match {
  const wanted = Object.entries(claims).map(([claim, text]) => [claim, parseGlob(text)] as [string, Glob])
  return (principal) =>
    principal.kind === 'workload' &&
    principal.name.startsWith(`${provider}:`) &&
    wanted.every(([claim, glob]) => {
      const value = principal.claims?.[claim]
      return value !== undefined && glob.matches(value)
    })
}
