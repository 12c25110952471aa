import { problemWithHash } from './bcrypt-hash.ts'
import { problemWithName, typedName } from './user-name.ts'

/** A line, as it was read; comments and blank lines are of nobody. */
interface Line {
  /** With its end. */
  readonly text: string
  readonly user?: { readonly name: string; readonly hash: string } | undefined
}

/** A user of the file. */
export interface UserLine {
  readonly name: string
  /** Undefined when the user cannot log in. */
  readonly hash: string | undefined
  /** Why not. */
  readonly problem: string | undefined
}

/** A file of Apache's format, `NAME:HASH` a line. Changes leave every other line as it was, byte for byte. */
export class Htpasswd {
  readonly #lines: readonly Line[]
  /** In the order of the file, each name once. */
  readonly users: readonly UserLine[]
  /** All that is wrong with it, each with its line and what to do. Nothing of a hash is ever in it. */
  readonly problems: readonly string[]

  private constructor(lines: readonly Line[]) {
    this.#lines = lines
    const { users, problems } = judged(lines)
    this.users = users
    this.problems = problems
  }

  static parse(text: string): Htpasswd {
    return new Htpasswd((text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map(read))
  }

  /** The same file in which this user has this hash: in the user's line, or in a new one at the end. */
  with(name: string, hash: string): Htpasswd {
    const end = this.#lines.some(({ text }) => text.endsWith('\r\n')) ? '\r\n' : '\n'
    const line: Line = { text: `${name}:${hash}${end}`, user: { name, hash } }
    const at = this.#lines.findIndex(({ user }) => user?.name === name)
    if (at === -1) return new Htpasswd([...this.#lines.map((other) => ended(other, end)), line])
    // One line each: a second one of the same name would leave it open which password counts.
    const others = this.#lines.filter(({ user }, index) => index === at || user?.name !== name)
    return new Htpasswd(others.map((other) => (other.user?.name === name ? line : other)))
  }

  without(name: string): Htpasswd {
    return new Htpasswd(this.#lines.filter(({ user }) => user?.name !== name))
  }

  toString(): string {
    return this.#lines.map(({ text }) => text).join('')
  }
}

/** Apache drops blanks around a line, and what is after the first colon is the hash. */
function read(text: string): Line {
  const written = text.replace(/^\ufeff/, '').trim()
  if (written === '' || written.startsWith('#')) return { text }
  const colon = written.indexOf(':')
  // A name nobody can have, so that it is told about like others.
  if (colon === -1) return { text, user: { name: '', hash: '' } }
  return { text, user: { name: written.slice(0, colon), hash: written.slice(colon + 1) } }
}

function ended(line: Line, end: string): Line {
  return line.text.endsWith('\n') ? line : { ...line, text: line.text + end }
}

function judged(lines: readonly Line[]): { users: UserLine[]; problems: string[] } {
  const users = new Map<string, UserLine & { line: number }>()
  const problems: string[] = []
  for (const [index, { user }] of lines.entries()) {
    if (user === undefined) continue
    const { name, hash } = user
    const line = index + 1
    const wrongName = problemWithName(name)
    const before = users.get(name)
    if (wrongName !== undefined) {
      // Not shown: in a line that is none of ours this may be anything, a password too.
      problems.push(`line ${line} is not NAME:HASH with a name that can be used: the name ${wrongName}`)
      continue
    }
    // Of two lines one reader takes the first and another the last: neither counts until somebody has said which.
    const problem =
      before === undefined
        ? withSubject(name, problemWithHash(hash))
        : `${JSON.stringify(name)} is in line ${before.line} already`
    if (problem !== undefined) {
      const cure = `nobody can log in with it; make a new password with: berth user passwd ${typedName(name)}`
      problems.push(`line ${line}: ${problem}, so ${cure}`)
    }
    users.set(name, {
      name,
      hash: problem === undefined ? hash : undefined,
      problem,
      line: before?.line ?? line,
    })
  }
  return { users: [...users.values()].map(({ line: _, ...user }) => user), problems }
}

function withSubject(name: string, problem: string | undefined): string | undefined {
  return problem === undefined ? undefined : `the password of ${JSON.stringify(name)} ${problem}`
}
