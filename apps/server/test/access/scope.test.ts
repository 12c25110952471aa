import { describe, expect, it } from 'vitest'
import { parseGlob } from '../../src/access/glob.ts'
import { formatScope, parseScope, ScopeSyntaxError } from '../../src/access/scope.ts'

describe('a scope', () => {
  it.each([
    ['pull:team/app', ['pull'], 'team/app', 'pull:team/app'],
    ['pull,push:team/**', ['pull', 'push'], 'team/**', 'pull,push:team/**'],
    ['admin,delete,push,pull:**', ['pull', 'push', 'delete', 'admin'], '**', 'pull,push,delete,admin:**'],
    ['pull,pull:a.b_c-d/*', ['pull'], 'a.b_c-d/*', 'pull:a.b_c-d/*'],
    [`pull:${'a'.repeat(255)}`, ['pull'], 'a'.repeat(255), `pull:${'a'.repeat(255)}`],
  ])('%s is read, and written with each action once', (text, actions, repositories, written) => {
    const scope = parseScope(text)
    expect(scope).toEqual({ actions, repositories })
    expect(formatScope(scope)).toBe(written)
    expect(parseGlob(scope.repositories)).toBeDefined()
  })

  it.each([
    ['pull', 'it has no colon'],
    ['', 'it has no colon'],
    [':team', '"" is not one of the actions pull, push, delete, admin'],
    ['pul:team', '"pul" is not one of the actions'],
    ['pull,:team', '"" is not one of the actions'],
    ['pull, push:team', '" push" is not one of the actions'],
    ['PULL:team', '"PULL" is not one of the actions'],
    ['pull:', 'the repositories are 1 to 255'],
    ['pull:Team', 'the repositories are 1 to 255'],
    ['pull:team:v1', 'the repositories are 1 to 255'],
    ['pull:team/[ab]', 'the repositories are 1 to 255'],
    ['pull:team/***', 'the repositories are 1 to 255'],
    ['pull:team\n', 'the repositories are 1 to 255'],
    [`pull:${'a'.repeat(256)}`, 'the repositories are 1 to 255'],
  ])('%j is refused: %s', (text, problem) => {
    expect(() => parseScope(text)).toThrow(ScopeSyntaxError)
    expect(() => parseScope(text)).toThrow(problem)
    expect(() => parseScope(text)).toThrow('write one like pull,push:team/**')
  })
})
