import { expect, it } from 'vitest'
import { formatScope, Limit, parseScopes } from '../../src/access/docker-scope.ts'

const read = (...texts: string[]) => parseScopes(texts).map(formatScope)

it.each([
  // as asked, as understood
  [['repository:a/b:pull'], ['repository:a/b:pull']],
  [['repository:a/b:pull,push'], ['repository:a/b:pull,push']],
  [['repository:a:pull repository:b:push'], ['repository:a:pull', 'repository:b:push']],
  [['repository:a:pull', 'repository:a:push'], ['repository:a:pull,push']],
  [['repository(plugin):a:pull'], ['repository:a:pull']],
  [['repository:a:*'], ['repository:a:pull,push,delete,admin']],
  [['registry:catalog:*'], ['registry:catalog:*']],
  [['registry:admin:*'], ['registry:admin:*']],
  // what there is not
  [['repository:a:fly'], []],
  [['repository:A:pull'], []],
  [['repository:a/../b:pull'], []],
  [['repository:**:pull'], []],
  [['repository:a'], []],
  [['registry:catalog:pull'], []],
  [['registry:other:*'], []],
  [['', ':', '::', 'a:b:c'], []],
])('%j is read as %j', (asked, understood) => {
  expect(read(...asked)).toEqual(understood)
})

it('takes no more than a hundred', () => {
  const asked = Array.from({ length: 1000 }, (_, index) => `repository:r${index}:pull`).join(' ')
  expect(read(asked)).toHaveLength(100)
})

it('limits to what is in it, name by name and right by right', () => {
  const limit = new Limit(parseScopes(['repository:a/b:pull', 'registry:catalog:*']))
  expect(limit.allows('pull', 'a/b')).toBe(true)
  expect(limit.allows('push', 'a/b')).toBe(false)
  expect(limit.allows('pull', 'a')).toBe(false)
  expect(limit.allows('pull', 'a/b/c')).toBe(false)
  expect(limit.allowsWhole('catalog')).toBe(true)
  expect(limit.allowsWhole('admin')).toBe(false)
  // A name of another type is no repository of it.
  expect(new Limit(parseScopes(['repository:catalog:pull'])).allowsWhole('catalog')).toBe(false)
})
