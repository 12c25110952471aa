import { z } from 'zod'
import { type Glob, parseGlob } from './glob.ts'
import { NAMED_KINDS, type Principal, type PrincipalKind } from './principal.ts'

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

/** Whether a rule is for somebody. */
export type Match = (principal: Principal) => boolean

/**
 * Reads whom a rule is for: `anonymous` is everybody, logged in or not; `users` is everybody with a password;
 * `group:<name>` a group; `robot:<name>`, `certificate:<name>` and `user:<name>` one of these; a bare word is a user;
 * `{ workload: <provider>, claims: { <claim>: <glob> } }` tokens of a provider. Names may be globs.
 * @returns what is wrong with it, in words, when it cannot be read.
 */
export function parseWho(who: Who, groups: Groups): Match | string {
  if (typeof who !== 'string')
    return who.claims ? workload(who.workload, who.claims) : claimless(who.workload)
  if (who === 'anonymous') return () => true
  if (who === 'users') return ({ kind }) => kind === 'user'
  const [kind, name] = who.includes(':') ? split(who) : ['user', who]
  if (kind === 'group') {
    const members = Object.hasOwn(groups, name) ? groups[name] : undefined
    if (members === undefined) return `there is no group ${JSON.stringify(name)} under access.groups`
    // What is wrong with a member is a problem of its group, and told there.
    const matches = members.map(parseMember).filter((match) => typeof match !== 'string')
    return (principal) => matches.some((match) => match(principal))
  }
  if (!NAMED_KINDS.includes(kind)) {
    return `${JSON.stringify(who)} is nobody: write anonymous, users, the name of a user, group:<name>, robot:<name> or certificate:<name>`
  }
  if (kind === 'workload') return claimless(name)
  return named(kind as PrincipalKind, name)
}

/**
 * Reads a member of a group: a user, or another principal by its kind. What stands for many belongs into a rule, where
 * its reader sees it.
 */
export function parseMember(member: string): Match | string {
  if (member === 'users' || member === 'anonymous' || member.startsWith('group:'))
    return `${JSON.stringify(member)} cannot be a member of a group: name it in a rule, or write user:${member}`
  return member.includes(':') ? parseWho(member, {}) : named('user', member)
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

/** A public issuer gives tokens to everybody who has an account there: whoever means all of them has to say so. */
function claimless(provider: string): string {
  const name = JSON.stringify(provider)
  return `workload ${name} without claims is everybody its issuer gives tokens to: write { workload: ${name}, claims: { … } }, or claims: {} when that is meant`
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
