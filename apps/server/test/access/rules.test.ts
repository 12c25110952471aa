import type { Right } from '@berth/spec'
import { describe, expect, it } from 'vitest'
import { describeRule, explain, parsePrincipal } from '../../src/access/explain.ts'
import { parseGlob } from '../../src/access/glob.ts'
import { OPERATOR, type Principal } from '../../src/access/principal.ts'
import { NoRules, problemsOfRules, Rules, ruleSchema, type WrittenRule } from '../../src/access/rules.ts'

describe('a pattern', () => {
  it.each([
    // pattern, name, whether it matches
    ['team/app', 'team/app', true],
    ['team/app', 'team/apps', false],
    ['team/*', 'team/app', true],
    ['team/*', 'team/a/b', false],
    ['team/*', 'team', false],
    ['team/**', 'team/a/b', true],
    ['team/**', 'team', false],
    ['team/**', 'teams/a', false],
    ['**', 'a/b/c', true],
    ['*', 'a', true],
    ['*', 'a/b', false],
    ['**/base', 'x/y/base', true],
    ['**/base', 'base', false],
    ['*-prod/api', 'a-prod/api', true],
    ['a.b', 'axb', false],
    ['a+', 'aa', false],
    ['t**m/x', 'te/am/x', true],
  ])('%s and %s', (pattern, name, matches) => {
    expect(parseGlob(pattern)?.matches(name)).toBe(matches)
  })

  it.each(['', '***', 'a'.repeat(256), 'a***b'])('%j is none', (text) => {
    expect(parseGlob(text)).toBeUndefined()
  })

  it('is compared in no time with a name made to take long', () => {
    const glob = parseGlob('**a'.repeat(80))
    expect(glob?.matches(`${'a'.repeat(254)}b`)).toBe(false)
  })
})

const user = (name: string): Principal => ({ kind: 'user', name })
const robot = (name: string): Principal => ({ kind: 'robot', name })
const workload = (name: string, claims: Record<string, string>): Principal => ({
  kind: 'workload',
  name,
  claims,
})
const anonymous: Principal = { kind: 'anonymous', name: 'anonymous' }

const written: WrittenRule[] = [
  { who: 'anonymous', repositories: 'public/**', actions: 'pull' },
  { who: ['alice', 'group:devs'], repositories: ['team/**'], actions: ['pull', 'push'] },
  { who: 'users', repositories: 'shared/*', actions: 'pull' },
  { who: 'robot:deploy-*', repositories: 'team/app', actions: 'pull' },
  {
    who: { workload: 'github', claims: { repository: 'my-org/*', ref: 'refs/heads/main' } },
    repositories: 'my-org/app',
    actions: ['pull', 'push'],
  },
  { who: 'certificate:node-*', repositories: '**', actions: 'pull' },
  { who: 'user:root', repositories: '**', actions: ['pull', 'push', 'delete', 'admin'] },
]
const groups = { devs: ['bob', 'robot:ci'] }
const rules = new Rules(written, groups)

describe('the rules', () => {
  it.each<[Principal, Right, string, string]>([
    [anonymous, 'pull', 'public/a', 'yes, by rule 1'],
    [anonymous, 'push', 'public/a', 'no, by no rule'],
    [anonymous, 'pull', 'team/a', 'no, by no rule'],
    [user('alice'), 'pull', 'public/a', 'yes, by rule 1'],
    [user('alice'), 'push', 'team/a', 'yes, by rule 2'],
    [user('alice'), 'delete', 'team/a', 'no, by no rule'],
    [user('bob'), 'push', 'team/a', 'yes, by rule 2'],
    [robot('ci'), 'push', 'team/a', 'yes, by rule 2'],
    [robot('bob'), 'push', 'team/a', 'no, by no rule'],
    [user('carol'), 'pull', 'shared/a', 'yes, by rule 3'],
    [robot('alice'), 'pull', 'shared/a', 'no, by no rule'],
    [anonymous, 'pull', 'shared/a', 'no, by no rule'],
    [robot('deploy-1'), 'pull', 'team/app', 'yes, by rule 4'],
    [robot('deploy-1'), 'pull', 'team/apps', 'no, by no rule'],
    [user('deploy-1'), 'pull', 'team/app', 'no, by no rule'],
    [{ kind: 'certificate', name: 'node-7' }, 'pull', 'team/a', 'yes, by rule 6'],
    [user('root'), 'admin', 'x', 'yes, by rule 7'],
  ])('%o %s %s: %s', (principal, right, repository, answer) => {
    expect(explain(rules, principal, right, repository).text.split(': ').at(-1)).toBe(answer)
  })

  it('compare every claim a rule asks for, and take a missing one for a wrong one', () => {
    const main = { repository: 'my-org/app', ref: 'refs/heads/main' }
    const may = (principal: Principal) => rules.rightsOf(principal).allows('push', 'my-org/app')
    expect(may(workload('github:x', main))).toBe(true)
    expect(may(workload('github:x', { ...main, ref: 'refs/heads/other' }))).toBe(false)
    expect(may(workload('github:x', { repository: 'my-org/app' }))).toBe(false)
    expect(may(workload('gitlab:x', main))).toBe(false)
    expect(may({ ...user('github:x'), claims: main })).toBe(false)
  })

  it('do not bind the operator', () => {
    expect(rules.rightsOf(OPERATOR).everywhere('admin')).toBe(true)
  })

  it('know whether something is allowed anywhere, and everywhere', () => {
    expect(rules.rightsOf(anonymous).somewhere('pull')).toBe(true)
    expect(rules.rightsOf(anonymous).somewhere('push')).toBe(false)
    expect(rules.rightsOf(anonymous).everywhere('pull')).toBe(false)
    expect(rules.rightsOf(user('root')).everywhere('delete')).toBe(true)
  })

  it('allow nobody to run a registry without any', () => {
    const open = new NoRules()
    expect(open.rightsOf(anonymous).everywhere('push')).toBe(true)
    expect(open.rightsOf(anonymous).somewhere('admin')).toBe(false)
    expect(open.rightsOf(OPERATOR).everywhere('admin')).toBe(true)
  })
})

describe('a rule', () => {
  it.each([
    [
      { who: 'group:ops', repositories: '**', actions: 'pull' },
      'there is no group "ops" under access.groups',
    ],
    [{ who: 'nobody:x', repositories: '**', actions: 'pull' }, 'write anonymous, users, the name of a user'],
  ])('that cannot be meant is told by its number', (rule, reason) => {
    const [first, second] = problemsOfRules([written[0] as WrittenRule, ruleSchema.parse(rule)], {})
    expect(first).toMatch(/^access\.rules, rule 2: /)
    expect(first).toContain(reason)
    expect(second).toBeUndefined()
  })

  it('is told as a sentence', () => {
    expect(describeRule(written[1] as WrittenRule, 1)).toBe(
      'rule 2: alice and group:devs may pull and push in team/**',
    )
    expect(describeRule(written[4] as WrittenRule, 4)).toBe(
      'rule 5: workload:github with repository my-org/* and ref refs/heads/main may pull and push in my-org/app',
    )
  })
})

it.each([
  ['anonymous', { kind: 'anonymous' }],
  ['alice', { kind: 'user', name: 'alice' }],
  ['robot:ci', { kind: 'robot', name: 'ci' }],
  ['workload:github:repo:a/b', { kind: 'workload', name: 'github:repo:a/b' }],
  ['operator:x', undefined],
  ['user:', undefined],
])('%s is read as a principal', (text, expected) => {
  const parsed = parsePrincipal(text)
  if (expected === undefined) expect(parsed).toBeUndefined()
  else expect(parsed).toMatchObject(expected)
})
