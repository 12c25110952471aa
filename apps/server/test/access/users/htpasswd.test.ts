import { describe, expect, it } from 'vitest'
import { dummyHash } from '../../../src/access/users/bcrypt-hash.ts'
import { Htpasswd } from '../../../src/access/users/htpasswd.ts'
import { typedName } from '../../../src/access/users/user-name.ts'

const A = dummyHash(5)
const B = dummyHash(10)

/** Who can log in. */
function able(text: string): string[] {
  return Htpasswd.parse(text).users.flatMap(({ name, hash }) => (hash === undefined ? [] : [name]))
}

describe('a file of users', () => {
  it.each([
    ['nothing', ''],
    ['a user a line', `alice:${A}\nbob:${B}\n`],
    ['a last line without an end', `alice:${A}\nbob:${B}`],
    ['lines that end as on Windows', `alice:${A}\r\nbob:${B}\r\n`],
    ['comments, blank lines and blanks around', `# ours\n\n  alice:${A}  \n\n#bob:${B}\n`],
    ['lines that are none', `alice\n:${A}\nbob:{SHA}x\n`],
    ['a mark of byte order', `\ufeffalice:${A}\n`],
  ])('comes out as it went in: %s', (_, text) => {
    expect(Htpasswd.parse(text).toString()).toBe(text)
  })

  it.each([
    ['a user a line', `alice:${A}\nbob:${B}`, ['alice', 'bob']],
    [
      '$2a$, $2b$ and $2y$',
      ['a', 'b', 'y'].map((v) => `${v}:$2${v}${A.slice(3)}`).join('\n'),
      ['a', 'b', 'y'],
    ],
    ['costs of 4 and 15', `a:${dummyHash(4)}\nb:${dummyHash(15)}`, ['a', 'b']],
    ['lines that end as on Windows', `alice:${A}\r\nbob:${B}\r\n`, ['alice', 'bob']],
    ['blanks around a line', `  alice:${A} \t\n`, ['alice']],
    ['names of any script, with spaces', `日本 語:${A}\nx@y.example:${B}`, ['日本 語', 'x@y.example']],
    ['names that objects have', `__proto__:${A}\nconstructor:${B}`, ['__proto__', 'constructor']],
    ['a name of 128 characters', `${'n'.repeat(128)}:${A}`, ['n'.repeat(128)]],
    ['a mark of byte order', `\ufeffalice:${A}`, ['alice']],
  ])('lets in %s', (_, text, names) => {
    expect(able(text)).toEqual(names)
    expect(Htpasswd.parse(text).problems).toEqual([])
  })

  it.each([
    ['MD5', '$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/', 'is hashed with MD5 ($apr1$), and only bcrypt is taken'],
    ['SHA-1', '{SHA}VBPuJHI7uixaa6LQGWx4s+5GKNE=', 'is hashed with SHA-1 ({SHA}), and only bcrypt is taken'],
    ['crypt', 'rqXexS6ZhobKA', 'is plain, or hashed with crypt, and only bcrypt is taken'],
    ['nothing', '', 'is plain, or hashed with crypt, and only bcrypt is taken'],
    [
      'SHA-512',
      '$6$salt$IxDD3jeSOb5eB1CX5LBsqZFVkJdido3OU',
      'is hashed with SHA-512 ($6$), and only bcrypt is taken',
    ],
    [
      'the broken $2x$',
      `$2x${A.slice(3)}`,
      'is a bcrypt hash of another kind, or one that was cut or mistyped',
    ],
    ['one cut short', A.slice(0, -1), 'is a bcrypt hash of another kind, or one that was cut or mistyped'],
    [
      'one with more behind it',
      `${A}:x`,
      'is a bcrypt hash of another kind, or one that was cut or mistyped',
    ],
    [
      'a salt nobody makes',
      `${A.slice(0, 28)}A${A.slice(29)}`,
      'is a bcrypt hash of another kind, or one that was cut or mistyped',
    ],
    [
      'a digest nobody makes',
      `${A.slice(0, 59)}z`,
      'is a bcrypt hash of another kind, or one that was cut or mistyped',
    ],
    ['cost 3', dummyHash(3), 'is a bcrypt hash of cost 3, and costs of 4 to 15 are taken'],
    ['cost 16', dummyHash(16), 'is a bcrypt hash of cost 16, and costs of 4 to 15 are taken'],
  ])('keeps out a user whose password is %s, and nobody else', (_, hash, problem) => {
    const text = `alice:${A}\nbob:${hash}\ncarol:${B}\n`
    expect(able(text)).toEqual(['alice', 'carol'])
    expect(Htpasswd.parse(text).problems).toEqual([
      `line 2: the password of "bob" ${problem}, so nobody can log in with it; make a new password with: berth user passwd bob`,
    ])
  })

  it('keeps out a name that is there twice, whichever line its reader would take', () => {
    const text = `alice:${A}\nbob:${A}\n# then\nalice:${B}\n`
    expect(able(text)).toEqual(['bob'])
    expect(Htpasswd.parse(text).problems).toEqual([
      'line 4: "alice" is in line 1 already, so nobody can log in with it; make a new password with: berth user passwd alice',
    ])
  })

  it.each([
    ['no colon', 'hunter2', 'is empty'],
    ['an empty name', `:${A}`, 'is empty'],
    ['a name too long', `${'n'.repeat(129)}:${A}`, 'has to be 1 to 128 printable characters'],
    ['a control character', `a\u0007b:${A}`, 'has to be 1 to 128 printable characters'],
    ['a character that cannot be seen', `a\u200bb:${A}`, 'has to be 1 to 128 printable characters'],
    ['what was not UTF-8', `a\ufffdb:${A}`, 'has to be 1 to 128 printable characters'],
    ['a space before the colon', `hunter :${A}`, 'begins or ends with a space'],
  ])('names the line that has %s, and shows nothing of it', (_, line, problem) => {
    const { problems } = Htpasswd.parse(`alice:${A}\n${line}\n`)
    expect(problems).toEqual([`line 2 is not NAME:HASH with a name that can be used: the name ${problem}`])
    expect(able(`alice:${A}\n${line}\n`)).toEqual(['alice'])
  })

  it('of ten thousand users is read whole', () => {
    const text = Array.from({ length: 10_000 }, (_, index) => `user-${index}:${A}\n`).join('')
    const { users, problems } = Htpasswd.parse(text)
    expect(users.length).toBe(10_000)
    expect(users.at(-1)).toMatchObject({ name: 'user-9999', hash: A })
    expect(problems).toEqual([])
  })
})

describe('a change of the file', () => {
  const text = `# ours\r\nalice:${A}\r\n\r\nbob:{SHA}x`

  it('adds a user after the others, with the ends its lines have', () => {
    expect(Htpasswd.parse(text).with('carol', B).toString()).toBe(`${text}\r\ncarol:${B}\r\n`)
    expect(Htpasswd.parse('').with('carol', B).toString()).toBe(`carol:${B}\n`)
  })

  it('replaces a line where it stands, and what else is there of the name', () => {
    const twice = `alice:{SHA}x\n# and\nbob:${A}\nalice:${A}\n`
    const changed = Htpasswd.parse(twice).with('alice', B)
    expect(changed.toString()).toBe(`alice:${B}\n# and\nbob:${A}\n`)
    expect(changed.problems).toEqual([])
  })

  it('removes every line of a name and no other', () => {
    const twice = `alice:${A}\n# alice:\nalicette:${B}\nalice:${A}`
    expect(Htpasswd.parse(twice).without('alice').toString()).toBe(`# alice:\nalicette:${B}\n`)
  })
})

it('writes a name as a shell takes it', () => {
  expect(['bob', 'x@y.example', 'a b', "o'neill"].map(typedName)).toEqual([
    'bob',
    'x@y.example',
    "'a b'",
    "'o'\\''neill'",
  ])
})
