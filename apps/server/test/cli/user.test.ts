import { chmod, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { verifySync } from '@node-rs/bcrypt'
import { describe, expect, it as test } from 'vitest'
import { dummyHash } from '../../src/access/users/bcrypt-hash.ts'
import { askTwice } from '../../src/cli/new-password.ts'
import { it } from './berth.ts'

const HASH = dummyHash(4)

/** The hash of a user in a file. */
async function hashIn(path: string, name: string): Promise<string> {
  const line = (await readFile(path, 'utf8'))
    .split(/\r?\n/)
    .find((candidate) => candidate.startsWith(`${name}:`))
  return line?.slice(name.length + 1) ?? ''
}

describe.concurrent('berth user', () => {
  it('add makes the file of the configuration, with a bcrypt hash of cost 10', async ({ cli }) => {
    const cwd = await cli.folder()
    await writeFile(join(cwd, 'berth.yaml'), 'access:\n  users: ours.htpasswd\n')
    const { code, stdout, stderr } = await cli.run(['user', 'add', 'alice'], {
      cwd,
      input: 'pässwörd 🔑\r\nmore\n',
    })
    const path = join(cwd, 'ours.htpasswd')
    expect(stdout).toBe(`made ${path}, and added "alice"\nA running registry knows within a second.\n`)
    expect(stderr).toBe('')
    expect(code).toBe(0)
    const hash = await hashIn(path, 'alice')
    expect(hash).toMatch(/^\$2y\$10\$/)
    expect(verifySync('pässwörd 🔑', hash)).toBe(true)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect((await readdir(cwd)).sort()).toEqual(['berth.yaml', 'ours.htpasswd'])
  })

  it('add takes the name of the file and says how a registry comes to read it', async ({ cli }) => {
    const cwd = await cli.folder()
    const args = ['user', 'add', 'alice', '--file', 'users', '--password-stdin']
    const { code, stdout } = await cli.run(args, { cwd, input: 'secret' })
    expect(stdout).toContain(
      `A registry reads it when its configuration has: access.users: ${join(cwd, 'users')}`,
    )
    expect(verifySync('secret', await hashIn(join(cwd, 'users'), 'alice'))).toBe(true)
    expect(code).toBe(0)
  })

  it('add refuses a name that is there, and says what to type', async ({ cli }) => {
    const cwd = await cli.folder()
    await writeFile(join(cwd, 'users'), 'alice:{SHA}x\n')
    const { code, stderr } = await cli.run(['user', 'add', 'alice', '--file', 'users'], { cwd, input: 'a' })
    expect(stderr).toBe(
      `berth: "alice" is in ${join(cwd, 'users')} already; for another password: berth user passwd alice\n`,
    )
    expect(code).toBe(2)
    expect(await readFile(join(cwd, 'users'), 'utf8')).toBe('alice:{SHA}x\n')
  })

  it('passwd changes one line of the file a link leads to, and nothing else', async ({ cli }) => {
    const cwd = await cli.folder()
    const path = join(cwd, 'users')
    await writeFile(path, `# ours\r\nalice:{SHA}x\r\n\r\nbob:${HASH}\r\n`)
    await chmod(path, 0o640)
    await symlink('users', join(cwd, 'link'))
    const env = { BERTH_ACCESS_USERS: 'link' }
    const { code } = await cli.run(['user', 'passwd', 'alice'], { cwd, env, input: 'new' })
    expect(code).toBe(0)
    const hash = await hashIn(path, 'alice')
    expect(await readFile(path, 'utf8')).toBe(`# ours\r\nalice:${hash}\r\n\r\nbob:${HASH}\r\n`)
    expect(verifySync('new', hash)).toBe(true)
    expect((await stat(path)).mode & 0o777).toBe(0o640)
  })

  it('rm removes a user and says so of one who is not there', async ({ cli }) => {
    const cwd = await cli.folder()
    const path = join(cwd, 'users')
    await writeFile(path, `alice:${HASH}\nbob:${HASH}\n`)
    const removed = await cli.run(['user', 'rm', 'alice', '--file', 'users'], { cwd })
    expect(removed.stdout).toMatch(/^removed "alice" from /)
    expect(removed.code).toBe(0)
    expect(await readFile(path, 'utf8')).toBe(`bob:${HASH}\n`)
    const again = await cli.run(['user', 'rm', 'alice', '--file', 'users'], { cwd })
    expect(again.stderr).toBe(`berth: there is no "alice" in ${path}; see who is: berth user ls\n`)
    expect(again.code).toBe(2)
  })

  it('ls lists who can log in, and what keeps others from it', async ({ cli }) => {
    const cwd = await cli.folder()
    const path = join(cwd, 'users')
    await writeFile(path, `alice:${HASH}\nbob:{SHA}hunter2\nhunter2\n`)
    const listed = await cli.run(['user', 'ls', '--file', 'users'], { cwd })
    expect(listed.stdout).toBe('alice\nbob  (cannot log in)\n')
    expect(listed.stderr).toMatch(
      /line 2: the password of "bob" .*: berth user passwd bob\n.*line 3 is not NAME:HASH/,
    )
    expect(listed.stderr).not.toContain('hunter2')
    expect(listed.code).toBe(0)
    const { stdout } = await cli.run(['user', 'ls', '--file', 'users', '--json'], { cwd })
    expect(JSON.parse(stdout)).toEqual({
      file: path,
      users: [
        { name: 'alice', canLogIn: true },
        { name: 'bob', canLogIn: false },
      ],
      problems: [expect.stringContaining('line 2'), expect.stringContaining('line 3')],
    })
  })

  it('loses no user of several that are added at once', async ({ cli }) => {
    const cwd = await cli.folder()
    const everybody = ['a', 'b', 'c', 'd', 'e', 'f']
    const ended = await Promise.all(
      everybody.map((name) => cli.run(['user', 'add', name, '--file', 'users'], { cwd, input: name })),
    )
    expect(ended.map(({ code }) => code)).toEqual(everybody.map(() => 0))
    const lines = (await readFile(join(cwd, 'users'), 'utf8')).trimEnd().split('\n')
    expect(lines.map((line) => line.split(':')[0]).sort()).toEqual(everybody)
  })

  it.for([
    [
      'empty',
      '\nsecret' as string | Uint8Array | undefined,
      'the password is empty; it is the first line of standard input',
    ],
    ['nothing at all', undefined, 'the password is empty; it is the first line of standard input'],
    [
      '73 bytes',
      `${'é'.repeat(36)}x`,
      'the password is 73 bytes long, and bcrypt would read only the first 72',
    ],
    ['with a NUL', 'a\0b', 'the password has a NUL character in it, at which bcrypt would stop reading'],
    ['in no UTF-8', Uint8Array.of(0xff, 0x0a), 'the password is not in UTF-8'],
  ])('refuses a password that is %s, and makes no file for it', async ([, input, problem], { cli }) => {
    const cwd = await cli.folder()
    const { code, stderr } = await cli.run(['user', 'add', 'alice', '--file', 'users'], {
      cwd,
      ...(input !== undefined && { input }),
    })
    expect(stderr).toBe(`berth: ${problem}\n`)
    expect(code).toBe(2)
    expect(await readdir(cwd)).toEqual([])
  })
})

describe('a password on a terminal', () => {
  /** What comes of these keys, and all that the terminal showed. */
  async function typed(keys: string): Promise<{ outcome: string; shown: string }> {
    const input = new PassThrough()
    const output = new PassThrough()
    input.write(keys)
    const outcome = await askTwice('alice', { input, output }).catch(String)
    output.end()
    return { outcome, shown: await text(output) }
  }

  test('is asked for twice and not shown', async () => {
    expect(await typed('pässwörd 🔑\rpässwörd 🔑\r')).toEqual({
      outcome: 'pässwörd 🔑',
      shown: 'New password of alice: \nAgain: \n',
    })
  })

  test('may be corrected while it is typed', async () => {
    expect((await typed('secx\u007fret\rwrong\u0015secret\r')).outcome).toBe('secret')
  })

  test.each([
    ['another one the second time', 'secret\rsecrte\r', 'the passwords are not the same; nothing is changed'],
    ['an end instead', '\u0004', 'no password was typed; nothing is changed'],
    ['an end the second time', 'secret\r\u0004', 'no password was typed; nothing is changed'],
  ])('is refused with %s', async (_, keys, problem) => {
    expect((await typed(keys)).outcome).toContain(problem)
  })
})
