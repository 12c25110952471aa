import { EventEmitter, once } from 'node:events'
import { RegistryError } from '@berth/spec'
import { describe, expect, it } from 'vitest'
import { Access, type Users } from '../../src/access/access.ts'
import { Bearers } from '../../src/access/bearer.ts'
import { Failures } from '../../src/access/failures.ts'
import { Rules } from '../../src/access/rules.ts'
import { SigningKeys } from '../../src/access/signing-keys.ts'
import { Unauthenticated } from '../../src/access/unauthenticated.ts'
import { errorReply } from '../../src/http/errors.ts'

const HERE = '192.0.2.1'

/** Users whose passwords are checked when the test says so: until then, all that arrive are under way. */
function aSlowAccess(check: (password: string) => 'right' | 'wrong') {
  const answered = new EventEmitter()
  const isAnswered = once(answered, 'answer')
  const looked: string[] = []
  const addresses = new Set<string | undefined>()
  const users: Users = {
    refresh: async () => {},
    credentialId: (name) => `the password of ${name}`,
    verify: async (_name, password, from) => {
      looked.push(password)
      addresses.add(from)
      await isAnswered
      return check(password)
    },
  }
  const bearers = new Bearers({ keys: SigningKeys.inMemory(), service: 'registry.test', lifetimeS: 300 })
  const access = new Access({
    rules: new Rules([], {}),
    bearers,
    users,
    failures: new Failures({ now: () => 0 }),
  })
  const login = (password: string) =>
    access.byPassword('alice', password, HERE).then(
      () => 'right',
      (error: unknown) => errorReply(error instanceof Unauthenticated ? error.error : error).status,
    )
  return { login, looked, addresses, answer: () => answered.emit('answer') }
}

const onlyRight = (password: string) => (password === 'right' ? 'right' : 'wrong')

describe('passwords that arrive at once', () => {
  it('are looked at ten times for a name, as when they arrive one after the other', async () => {
    const { login, looked, answer } = aSlowAccess(onlyRight)
    const logins = Array.from({ length: 64 }, (_, index) => login(`guess ${index}`))
    answer()
    const verdicts = await Promise.all(logins)
    expect(looked.length).toBe(10)
    expect(verdicts).toEqual(logins.map((_, index) => (index < 10 ? 401 : 429)))
    expect(await login('right')).toBe(429)
  })

  it('and are all the same are one guess: jobs that log in together keep nobody out', async () => {
    const { login, looked, answer } = aSlowAccess(onlyRight)
    const jobs = Array.from({ length: 64 }, () => login('right'))
    const old = Array.from({ length: 64 }, () => login('old'))
    answer()
    expect(new Set(await Promise.all(jobs))).toEqual(new Set(['right']))
    expect(new Set(await Promise.all(old))).toEqual(new Set([401]))
    expect(looked).toEqual(['right', 'old'])
    expect(await login('right')).toBe('right')
    expect(looked.length).toBe(3)
  })
})

describe('a password', () => {
  it('is checked in the turn of the address it comes from', async () => {
    const { login, addresses, answer } = aSlowAccess(onlyRight)
    answer()
    await login('right')
    expect([...addresses]).toEqual([HERE])
  })

  it('that could not be checked is no failure', async () => {
    let isDown = true
    const { login, answer } = aSlowAccess((password) => {
      if (isDown) throw new RegistryError('UNAVAILABLE')
      return onlyRight(password)
    })
    answer()
    for (let time = 0; time < 20; time++) expect(await login('right')).toBe(503)
    isDown = false
    for (let time = 0; time < 9; time++) expect(await login('wrong')).toBe(401)
    expect(await login('right')).toBe('right')
  })

  it('that is right forgives what was typed wrong before', async () => {
    const { login, answer } = aSlowAccess(onlyRight)
    answer()
    for (let time = 0; time < 5; time++) {
      for (let wrong = 0; wrong < 9; wrong++) expect(await login(`wrong ${wrong}`)).toBe(401)
      expect(await login('right')).toBe('right')
    }
  })
})
