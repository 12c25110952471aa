import { operations } from '@berth/spec'
import { expect, it } from 'vitest'
import { challengeOf } from '../../src/access/challenge.ts'
import { Unauthenticated } from '../../src/access/unauthenticated.ts'

const where = { base: 'https://registry.example', service: 'registry.example' }
const bearer = 'Bearer realm="https://registry.example/token",service="registry.example"'

it('says to who has shown a token what it lacks, since docker shows that rather than the body', () => {
  const why = new Unauthenticated('log in to push to team/app', 'insufficient_scope')
  expect(challengeOf(operations.startUpload, { name: 'team/app', from: 'base' }, where, why)).toBe(
    `${bearer},scope="repository:team/app:pull,push repository:base:pull",` +
      'error="insufficient_scope",error_description="log in to push to team/app"',
  )
})

it('says of no error to who has shown nothing (RFC 6750 3.1)', () => {
  const why = new Unauthenticated('log in to pull from team/app')
  expect(challengeOf(operations.getManifest, { name: 'team/app' }, where, why)).toBe(
    `${bearer},scope="repository:team/app:pull"`,
  )
})

it('describes with no character that would end the description', () => {
  const why = new Unauthenticated('say "no"\\ or\ndo', 'invalid_token')
  expect(challengeOf(operations.getBase, {}, where, why)).toBe(
    `${bearer},error="invalid_token",error_description="say 'no'' or'do"`,
  )
})
