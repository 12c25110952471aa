import { describe, expect, it } from 'vitest'
import { isRepositoryName, isTag, parseDigest, parseReference, referrersTag } from '../src/grammar.ts'

const SHA256 = `sha256:${'a'.repeat(64)}`

describe('repository names', () => {
  it.each([
    'a',
    'library/app',
    'a/b/c/d',
    'a.b',
    'a_b',
    'a__b',
    'a-b',
    'a---b',
    '0/1',
    'blobs/uploads',
    'tags/list',
  ])('%s is one', (name) => expect(isRepositoryName(name)).toBe(true))

  it.each([
    ['', 'empty'],
    ['A', 'upper case'],
    ['a/', 'ends in a slash'],
    ['/a', 'starts with a slash'],
    ['a//b', 'empty component'],
    ['a..b', 'two dots'],
    ['a/../b', 'leads up'],
    ['a___b', 'three underscores'],
    ['-a', 'starts with a separator'],
    ['a-', 'ends with a separator'],
    ['_catalog', 'starts with an underscore'],
    ['a%2fb', 'escaped'],
    ['a b', 'space'],
    ['ä', 'not ASCII'],
    ['a\n', 'line end'],
    ['a'.repeat(256), 'too long for clients'],
  ])('%j is none: %s', (name) => expect(isRepositoryName(name)).toBe(false))
})

describe('tags', () => {
  it.each(['latest', 'v1.0', '_x', 'A-b.c_d', 'x'.repeat(128)])('%s is one', (tag) =>
    expect(isTag(tag)).toBe(true),
  )
  it.each(['', '.x', '-x', 'a/b', 'a:b', 'x'.repeat(129), 'a\n', 'ä'])('%j is none', (tag) =>
    expect(isTag(tag)).toBe(false),
  )
})

describe('references', () => {
  it('tell a digest from a tag by its colon', () => {
    expect(parseReference(SHA256)).toEqual({ kind: 'digest', digest: SHA256 })
    expect(parseReference('sha256-abc')).toEqual({ kind: 'tag', tag: 'sha256-abc' })
  })

  it.each(['sha256:abc', `sha256:${'A'.repeat(64)}`, `md5:${'a'.repeat(32)}`, 'a/b', ''])(
    '%j is none',
    (text) => {
      expect(parseReference(text)).toBeUndefined()
    },
  )
})

describe('the referrers tag', () => {
  it.each([
    [SHA256, `sha256-${'a'.repeat(64)}`],
    [`sha512:${'b'.repeat(128)}`, `sha512-${'b'.repeat(64)}`],
  ])('of %s is %s', (digest, tag) => expect(referrersTag(parseDigest(digest))).toBe(tag))
})
