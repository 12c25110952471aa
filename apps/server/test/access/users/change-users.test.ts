import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { dummyHash } from '../../../src/access/users/bcrypt-hash.ts'
import { changeUsers, usersIn } from '../../../src/access/users/change-users.ts'
import { Htpasswd } from '../../../src/access/users/htpasswd.ts'
import { replaceFile } from '../../../src/access/users/replace-file.ts'
import { usersFolder } from './a-users-file.ts'

const HASH = dummyHash(4)

let folder: string
let path: string

beforeEach(async () => {
  folder = await usersFolder()
  path = join(folder, 'users')
})

function add(name: string, to = path): Promise<void> {
  return changeUsers(to, (users) => (users ?? Htpasswd.parse('')).with(name, HASH))
}

async function names(): Promise<string[] | undefined> {
  return (await usersIn(path))?.users.map(({ name }) => name)
}

async function putLock(ageSeconds: number): Promise<void> {
  await writeFile(`${path}.lock`, 'half of what it was to beco')
  const then = Date.now() / 1000 - ageSeconds
  await utimes(`${path}.lock`, then, then)
}

describe('a change of the users', () => {
  it('makes a file for its owner alone, and leaves nothing else behind', async () => {
    expect(await usersIn(path)).toBeUndefined()
    await add('alice')
    expect(await readFile(path, 'utf8')).toBe(`alice:${HASH}\n`)
    expect((await stat(path)).mode & 0o7777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['users'])
  })

  it('keeps mode and owner', async () => {
    await writeFile(path, `alice:${HASH}\n`)
    await chmod(path, 0o640)
    // Only root gives files away; others have their own to keep.
    const { uid, gid } = process.getuid?.() === 0 ? { uid: 12_345, gid: 54_321 } : await stat(path)
    await chown(path, uid, gid)
    await add('bob')
    const after = await stat(path)
    expect([after.mode & 0o7777, after.uid, after.gid]).toEqual([0o640, uid, gid])
  })

  it('follows links to the file and leaves them there', async () => {
    await mkdir(join(folder, 'kept'))
    await writeFile(join(folder, 'kept/users'), `alice:${HASH}\n`)
    await symlink('kept/users', join(folder, 'link'))
    await symlink('link', path)
    await add('bob')
    expect(await readFile(join(folder, 'kept/users'), 'utf8')).toBe(`alice:${HASH}\nbob:${HASH}\n`)
    expect(
      (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isSymbolicLink()).length,
    ).toBe(2)
    expect(await readdir(join(folder, 'kept'))).toEqual(['users'])
  })

  it('loses none of many that are made at once, also after one that was killed', async () => {
    await putLock(11)
    const everybody = Array.from({ length: 40 }, (_, index) => `user-${index}`)
    await Promise.all(everybody.map((name) => add(name)))
    expect((await names())?.sort()).toEqual(everybody.sort())
    expect(await readdir(folder)).toEqual(['users'])
  })

  it('waits for another one that is being made', async () => {
    await putLock(0)
    const added = add('bob')
    await writeFile(path, `alice:${HASH}\n`)
    await rm(`${path}.lock`)
    await added
    expect(await names()).toEqual(['alice', 'bob'])
  })

  it('that was taken over by somebody else changes nothing, and leaves theirs alone', async () => {
    await writeFile(path, 'before')
    const held = replaceFile(path, async () => {
      await rm(`${path}.lock`)
      await putLock(0)
      return 'after'
    })
    await expect(held).rejects.toThrow('somebody else has changed the file meanwhile; do it again')
    expect(await readFile(path, 'utf8')).toBe('before')
    expect((await readdir(folder)).sort()).toEqual(['users', 'users.lock'])
  })

  it('that is given up leaves everything as it was', async () => {
    await writeFile(path, `alice:${HASH}\n`)
    const refused = changeUsers(path, () => {
      throw new TypeError('no')
    })
    await expect(refused).rejects.toThrow(new TypeError('no'))
    expect(await names()).toEqual(['alice'])
    expect(await readdir(folder)).toEqual(['users'])
  })

  it.each([
    ['is a folder', async () => mkdir(path), 'it is no file'],
    ['is a link to nothing', async () => symlink('nowhere', path), 'it is a link that leads nowhere'],
    [
      'is in no UTF-8',
      async () => writeFile(path, Buffer.from([0xff, 0x0a])),
      'it is not in UTF-8; convert it first',
    ],
    [
      'has no folder',
      async () =>
        rm(folder, { recursive: true })
          .then(() => mkdir(folder))
          .then(() => {
            path = join(folder, 'none/users')
          }),
      'its folder does not exist; make that first',
    ],
  ])('of what %s is refused', async (_, make, problem) => {
    await make()
    await expect(add('bob')).rejects.toThrow(`the users file ${path} cannot be changed: ${problem}`)
    await expect(usersIn(path)).rejects.toThrow(`the users file ${path} cannot be read: ${problem}`)
  })
})
