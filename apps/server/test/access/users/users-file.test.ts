import { mkdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pino } from 'pino'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { costOf } from '../../../src/access/users/bcrypt-hash.ts'
import { BcryptThread } from '../../../src/access/users/bcrypt-thread.ts'
import { UsersFile } from '../../../src/access/users/users-file.ts'
import { hashOf, openUsers, settled, usersFolder } from './a-users-file.ts'

let folder: string
let path: string

beforeEach(async () => {
  folder = await usersFolder()
  path = join(folder, 'users')
})

describe('passwords', () => {
  it('of a file that other programs made are known', async () => {
    // Made by libxcrypt, which is no relation of the library that checks them.
    await writeFile(
      path,
      [
        'alice:$2y$05$abcdefghijklmnopqrstuuHNbAKRhpaujgo33bRWs.NLUTJO3lOy2',
        'unicode:$2y$05$abcdefghijklmnopqrstuu7l.PqslerN.oQiRgICpJpS088CPD1jG',
        'long:$2b$04$ABCDEFGHIJKLMNOPQRSTUuuPMGVdMuE6yqNwaDAANxW.7cK/ZbrX6',
        'aged:$2a$06$ABCDEFGHIJKLMNOPQRSTUupHstPvTj0sulrXBJnwV8P0EfVzhTG8y',
      ].join('\n'),
    )
    const { users } = await openUsers(path)
    expect(await users.verify('alice', 'correct horse')).toBe('right')
    expect(await users.verify('unicode', 'pässwörd-日本-🔑')).toBe('right')
    expect(await users.verify('long', 'x'.repeat(72))).toBe('right')
    expect(await users.verify('aged', 'old')).toBe('right')
    expect(users.names()).toEqual(['alice', 'unicode', 'long', 'aged'])
  })

  it('are wrong when they are of somebody else, of nobody, or nearly right', async () => {
    await writeFile(path, `alice:${hashOf('a')}\nbob:${hashOf('b')}\n`)
    const { users } = await openUsers(path)
    const wrong = [
      ['alice', 'b'],
      ['alice', 'A'],
      ['alice', ''],
      ['alice', 'a '],
      ['Alice', 'a'],
      ['nobody', 'a'],
      ['', 'a'],
      ['__proto__', 'a'],
    ] as const
    for (const [name, password] of wrong) {
      expect([name, password, await users.verify(name, password)]).toEqual([name, password, 'wrong'])
    }
    expect(users.has('alice')).toBe(true)
    expect(users.has('nobody')).toBe(false)
  })

  it.each([
    ['73 bytes', 'x'.repeat(72), 'x'.repeat(73)],
    ['73 bytes of letters that take several', 'é'.repeat(36), `${'é'.repeat(36)}é`],
    // bcrypt repeats its input, each time with a NUL after it: to the library these two are one.
    ['itself again after a NUL', 'secret', 'secret\0secret'],
  ])('are wrong with %s, although bcrypt could not tell', async (_, right, typed) => {
    await writeFile(path, `alice:${hashOf(right)}\n`)
    const { users } = await openUsers(path)
    expect(await users.verify('alice', typed)).toBe('wrong')
    expect(await users.verify('alice', right)).toBe('right')
    expect(await users.verify('alice', typed)).toBe('wrong')
  })

  it('of users whose line has a problem are wrong, and those of others are not', async () => {
    await writeFile(path, `alice:{SHA}x\nbob:${hashOf('b')}\nplain:secret\n`)
    const { users, log } = await openUsers(path)
    expect(await users.verify('alice', 'x')).toBe('wrong')
    expect(await users.verify('plain', 'secret')).toBe('wrong')
    expect(await users.verify('bob', 'b')).toBe('right')
    expect(users.has('alice')).toBe(false)
    expect(users.credentialId('alice')).toBeUndefined()
    expect(users.problems().length).toBe(2)
    expect(log.map(({ msg }) => msg)).toEqual(users.problems().map((problem) => `users file, ${problem}`))
    expect(JSON.stringify(log)).not.toContain('secret')
  })
})

describe('a wrong password', () => {
  it('costs the same for every user, for none, and when it is too long', async () => {
    await writeFile(
      path,
      `four:${hashOf('4')}\nfive:${hashOf('5', 5)}\nseven:${hashOf('7', 7)}\nbad:{SHA}x\n`,
    )
    const { users } = await openUsers(path)
    const asked = vi.spyOn(BcryptThread.prototype, 'verify')
    const tried = [
      ['four', 'no'],
      ['five', 'no'],
      ['seven', 'no'],
      ['bad', 'no'],
      ['nobody', 'no'],
      ['four', 'x'.repeat(73)],
      ['seven', '7\0'],
      ['nobody', 'x'.repeat(30_000)],
    ] as const
    try {
      for (const [name, password] of tried) expect(await users.verify(name, password)).toBe('wrong')
      const work = asked.mock.calls.map(([{ hash, whenWrong }]) =>
        [hash, ...whenWrong].reduce((sum, each) => sum + 2 ** costOf(each), 0),
      )
      expect(work).toEqual(tried.map(() => 2 ** 7))
    } finally {
      asked.mockRestore()
    }
  })

  it('costs a usual one where there are no users', async () => {
    await writeFile(path, '')
    const { users } = await openUsers(path)
    const asked = vi.spyOn(BcryptThread.prototype, 'verify')
    try {
      expect(await users.verify('nobody', 'no')).toBe('wrong')
      expect(asked.mock.calls.map(([{ hash }]) => costOf(hash))).toEqual([10])
    } finally {
      asked.mockRestore()
    }
  })

  it('that many send at once is checked once, for users and for nobody', async () => {
    await writeFile(path, `alice:${hashOf('a')}\n`)
    const { users } = await openUsers(path)
    const asked = vi.spyOn(BcryptThread.prototype, 'verify')
    try {
      for (const [name, password, verdict] of [
        ['alice', 'no', 'wrong'],
        ['nobody', 'no', 'wrong'],
        ['alice', 'a', 'right'],
      ] as const) {
        asked.mockClear()
        const verdicts = await Promise.all(Array.from({ length: 200 }, () => users.verify(name, password)))
        expect(new Set(verdicts)).toEqual(new Set([verdict]))
        expect(asked.mock.calls.length).toBe(1)
      }
    } finally {
      asked.mockRestore()
    }
  })
})

describe('a crowd of wrong passwords', () => {
  it('from one address keeps nobody out elsewhere, also not from the same /64', async () => {
    await writeFile(path, `alice:${hashOf('a')}\n`)
    const { users } = await openUsers(path)
    const guesses = await Promise.allSettled([
      ...Array.from({ length: 64 }, (_, index) => users.verify('alice', `no ${index}`, '192.0.2.1')),
      ...Array.from({ length: 64 }, (_, index) => users.verify('bob', `no ${index}`, `2001:db8::${index}`)),
      users.verify('alice', 'a', '192.0.2.2'),
      users.verify('alice', 'no', '2001:db8:0:1::1'),
    ])
    const verdicts = guesses.map((guess) => (guess.status === 'fulfilled' ? guess.value : guess.reason.code))
    const count = (some: string[], verdict: string) => some.filter((each) => each === verdict).length
    // The very first one does not wait.
    expect(count(verdicts.slice(0, 64), 'wrong')).toBe(9)
    expect(count(verdicts.slice(64, 128), 'wrong')).toBe(8)
    expect(count(verdicts, 'TOOMANYREQUESTS')).toBe(128 - 17)
    expect(verdicts.slice(128)).toEqual(['right', 'wrong'])
  })
})

/** Without its thread a file of users still knows the passwords it has in memory, and no others. */
describe('a right password', () => {
  it('is known again without bcrypt for five minutes, and a wrong one never', async () => {
    await writeFile(path, `alice:${hashOf('a')}\n`)
    const { users, pass } = await openUsers(path)
    expect(await users.verify('alice', 'a')).toBe('right')
    expect(await users.verify('alice', 'b')).toBe('wrong')
    await users.close()
    pass(299)
    expect(await users.verify('alice', 'a')).toBe('right')
    await expect(users.verify('alice', 'b')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    pass(1)
    await expect(users.verify('alice', 'a')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('is forgotten when a thousand others were right since', async () => {
    const hash = hashOf('a')
    const names = Array.from({ length: 1001 }, (_, index) => `user-${index}`)
    await writeFile(path, names.map((name) => `${name}:${hash}\n`).join(''))
    const { users } = await openUsers(path)
    for (const name of names) expect(await users.verify(name, 'a')).toBe('right')
    await users.close()
    expect(await users.verify('user-1', 'a')).toBe('right')
    expect(await users.verify('user-1000', 'a')).toBe('right')
    await expect(users.verify('user-0', 'a')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('is wrong at once when the user gets another one', async () => {
    await settled(path, `alice:${hashOf('a')}\n`)
    const { users, pass } = await openUsers(path)
    expect(await users.verify('alice', 'a')).toBe('right')
    const before = users.credentialId('alice')
    await writeFile(path, `alice:${hashOf('b')}\n`)
    pass(1)
    expect(await users.verify('alice', 'a')).toBe('wrong')
    expect(await users.verify('alice', 'b')).toBe('right')
    expect(before).toMatch(/^[0-9a-f]{16}$/)
    expect(users.credentialId('alice')).not.toBe(before)
  })

  it('is wrong for a user who is removed while it is checked', async () => {
    await settled(path, `alice:${hashOf('a', 10)}\n`)
    const { users, pass } = await openUsers(path)
    const verdict = users.verify('alice', 'a')
    // The check is with the thread once the file was looked at, before anybody else gets a turn.
    await users.refresh()
    await writeFile(path, '')
    pass(1)
    await users.refresh()
    expect(users.has('alice')).toBe(false)
    expect(await verdict).toBe('wrong')
  })
})

describe('the file', () => {
  const alice = `alice:${hashOf('a')}\n`
  const bob = `bob:${hashOf('b')}\n`

  it.each([
    ['is written over', async () => settled(path, bob, 59)],
    [
      'is replaced by one as long and as old',
      async () => {
        const same = alice.replace('alice', 'carol')
        await writeFile(`${path}.new`, same)
        const { atime, mtime } = await stat(path)
        await utimes(`${path}.new`, atime, mtime)
        await rename(`${path}.new`, path)
      },
    ],
    [
      'is replaced',
      async () => {
        await settled(`${path}.new`, bob)
        await rename(`${path}.new`, path)
      },
    ],
    [
      'is a link that leads elsewhere now',
      async () => {
        await settled(join(folder, 'second'), bob)
        await symlink('second', join(folder, 'link'))
        await rename(join(folder, 'link'), path)
      },
    ],
  ])('is read again when it %s, at most once a second', async (_, change) => {
    await settled(path, alice)
    const { users, log, pass } = await openUsers(path)
    await users.refresh()
    await change()
    await users.refresh()
    expect(users.names()).toEqual(['alice'])
    pass(1)
    await users.refresh()
    expect(users.names()).not.toEqual(['alice'])
    expect(users.names().length).toBe(1)
    expect(log.map(({ msg }) => msg)).toEqual(['the users have changed'])
  })

  it('is read again when it changes twice within what its clock can tell', async () => {
    await writeFile(path, alice)
    const { users, pass } = await openUsers(path)
    const young = new Date()
    await writeFile(path, alice.replace('alice', 'carol'))
    await utimes(path, young, young)
    pass(1)
    await users.refresh()
    expect(users.names()).toEqual(['carol'])
    await writeFile(path, alice)
    await utimes(path, young, young)
    pass(1)
    await users.refresh()
    expect(users.names()).toEqual(['alice'])
  })

  it('is not read again while it stays as it is', async () => {
    await settled(path, alice)
    const { users, pass } = await openUsers(path)
    const text = await readFile(path, 'utf8')
    const { atime, mtime } = await stat(path)
    // Other bytes under the same size and times, which only a reader of the content would notice.
    await writeFile(path, text.replace('alice', 'carol'))
    await utimes(path, atime, mtime)
    pass(1)
    await users.refresh()
    expect(users.names()).toEqual(['alice'])
  })

  it('that is gone for a while leaves users as they were, and is told about once', async () => {
    await settled(path, alice)
    const { users, log, pass } = await openUsers(path)
    await rename(path, `${path}.away`)
    for (let second = 0; second < 3; second++) {
      pass(1)
      expect(await users.verify('alice', 'a')).toBe('right')
    }
    expect(log.map(({ level, msg }) => [level, msg])).toEqual([
      [50, 'the users file cannot be read: users stay as they were'],
    ])
    await writeFile(path, bob)
    pass(1)
    await users.refresh()
    expect(users.names()).toEqual(['bob'])
    expect(log.slice(1).map(({ msg }) => msg)).toEqual([
      'the users have changed',
      'the users file can be read again',
    ])
    await rm(path)
    pass(1)
    await users.refresh()
    expect(log.length).toBe(4)
  })

  it('that becomes a folder leaves users as they were', async () => {
    await settled(path, alice)
    const { users, pass } = await openUsers(path)
    await rm(path)
    await mkdir(path)
    pass(1)
    await users.refresh()
    expect(users.names()).toEqual(['alice'])
  })

  it('with lines that cannot be read keeps out only those whose lines they are', async () => {
    await settled(path, alice + bob)
    const { users, log, pass } = await openUsers(path)
    await writeFile(
      path,
      Buffer.concat([Buffer.from([0xff, 0x3a, 0x0a, 0x00, 0x0a]), Buffer.from(`alice\n${bob}`)]),
    )
    pass(1)
    expect(await users.verify('alice', 'a')).toBe('wrong')
    expect(await users.verify('bob', 'b')).toBe('right')
    expect(users.problems().length).toBe(3)
    pass(1)
    await users.refresh()
    expect(log.filter(({ level }) => level === 40).length).toBe(3)
  })

  it('of another scheme altogether is told about in some lines, not in all', async () => {
    await writeFile(path, Array.from({ length: 500 }, (_, index) => `user-${index}:{SHA}x\n`).join(''))
    const { users, log } = await openUsers(path)
    expect(users.problems().length).toBe(500)
    expect(log.length).toBe(21)
    expect(log.at(-1)?.msg).toBe('users file: 480 more lines like these; see: berth user ls')
  })

  it.each([
    ['does not exist', async () => {}, 'it does not exist; make it with: berth user add NAME --file '],
    ['is a folder', async () => mkdir(path), 'it is no file'],
  ])('that %s at the start is an error that says what to do', async (_, make, message) => {
    await make()
    await expect(UsersFile.open(path, pino({ level: 'silent' }))).rejects.toThrow(
      `the users file ${path} cannot be read: ${message}`,
    )
  })
})
