import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import type { Logger } from 'pino'
import { networkOf } from '../network.ts'
import { costOf, dummyHash, USUAL_COST } from './bcrypt-hash.ts'
import { BcryptThread } from './bcrypt-thread.ts'
import { bcryptInput } from './password.ts'
import { readUsers, versionOf } from './read-users.ts'
import { RightPasswords } from './right-passwords.ts'
import { UsersFileError } from './users-file-error.ts'

export { UsersFileError } from './users-file-error.ts'

/** A user removed is a user kept out, a second later at most. */
const LOOK_EVERY_MS = 1000

/** A file of another scheme is wrong in every line; its reader has understood after some. */
const MOST_TOLD = 20

interface UsersFileOptions {
  /** A clock in milliseconds that never goes back. */
  readonly now?: () => number
}

/**
 * The users of an htpasswd file and their passwords. The file is read again when it has changed.
 *
 * Nobody learns from an answer or its time who has a name here: a password that is wrong costs what the dearest hash of
 * the file costs, whoever it is for and whether there is such a user at all.
 */
export class UsersFile {
  readonly #path: string
  readonly #log: Logger
  readonly #now: () => number
  readonly #thread = new BcryptThread()
  readonly #right: RightPasswords
  /** Verifications under way: whoever asks for the same meanwhile gets the same answer. */
  readonly #running = new Map<string, Promise<boolean>>()
  /** By their cost, the same ones as long as the process lives. */
  readonly #dummies = new Map<number, string>()
  #hashes: ReadonlyMap<string, string> = new Map()
  #problems: readonly string[] = []
  #dearest = USUAL_COST
  #version: string | undefined
  #lookAt = Number.NEGATIVE_INFINITY
  #looking: Promise<void> | undefined
  #isReadable = true

  private constructor(path: string, log: Logger, now: () => number) {
    this.#path = path
    this.#log = log
    this.#now = now
    this.#right = new RightPasswords(now)
  }

  /** @throws {UsersFileError} when the file cannot be read: a registry would start in which nobody can log in. */
  static async open(
    path: string,
    log: Logger,
    { now = () => performance.now() }: UsersFileOptions = {},
  ): Promise<UsersFile> {
    const users = new UsersFile(path, log, now)
    try {
      await users.#read()
    } catch (error) {
      throw new UsersFileError(`the users file ${path} cannot be read: ${whatToDo(path, error)}`, {
        cause: error,
      })
    }
    return users
  }

  /** Whether somebody can log in with this name. */
  has(name: string): boolean {
    return this.#hashes.has(name)
  }

  /** Names the user's present password without telling anything of it; undefined when there is no such user. */
  credentialId(name: string): string | undefined {
    const hash = this.#hashes.get(name)
    return hash === undefined ? undefined : createHash('sha256').update(hash).digest('hex').slice(0, 16)
  }

  /** Everybody who can log in. */
  names(): string[] {
    return [...this.#hashes.keys()]
  }

  /** What is wrong with the file, a line each. */
  problems(): readonly string[] {
    return this.#problems
  }

  /**
   * Reads the file again when it has changed, and looks for that once a second at most. A file that cannot be read for a
   * moment, as while it is replaced, changes nothing: locking everybody out helps nobody.
   */
  async refresh(): Promise<void> {
    if (this.#looking === undefined) {
      if (this.#now() < this.#lookAt) return
      this.#looking = this.#look().finally(() => {
        this.#looking = undefined
      })
    }
    await this.#looking
  }

  /**
   * Whether this is the password of this user, as the file says now.
   * @param from the address it comes from: networks take turns with the thread.
   * @throws {RegistryError} TOOMANYREQUESTS when too many are waiting, UNAVAILABLE when it could not be found out.
   */
  async verify(name: string, password: string, from = 'unknown'): Promise<'right' | 'wrong'> {
    await this.refresh()
    const { bytes, isWhole } = bcryptInput(password)
    const own = isWhole ? this.#hashes.get(name) : undefined
    const hash = own ?? this.#dummy(this.#dearest)
    const key = this.#right.keyOf(name, hash, password)
    if (this.#right.has(key)) return 'right'

    const running = this.#running.get(key) ?? this.#check(key, bytes, hash, networkOf(from))
    const matches = await running
    // The user may have been removed, or given another password, while this one was checked.
    if (!matches || own === undefined || this.#hashes.get(name) !== own) return 'wrong'
    this.#right.add(key)
    return 'right'
  }

  /** Ends the thread. */
  async close(): Promise<void> {
    await this.#thread.close()
  }

  #check(key: string, password: Uint8Array, hash: string, network: string): Promise<boolean> {
    const checked = this.#thread
      .verify({ password, hash, whenWrong: this.#dearer(costOf(hash)) }, network)
      .finally(() => {
        this.#running.delete(key)
      })
    this.#running.set(key, checked)
    return checked
  }

  /**
   * What makes a hash of this cost as dear as the dearest: each cost is twice the one before, so c and c, c+1, …, d-1
   * together are d. Files that grew over years have several costs; `htpasswd` makes 5 unless it is told otherwise.
   */
  #dearer(cost: number): string[] {
    return Array.from({ length: this.#dearest - cost }, (_, more) => this.#dummy(cost + more))
  }

  #dummy(cost: number): string {
    const dummy = this.#dummies.get(cost) ?? dummyHash(cost)
    this.#dummies.set(cost, dummy)
    return dummy
  }

  async #look(): Promise<void> {
    this.#lookAt = this.#now() + LOOK_EVERY_MS
    try {
      const found = versionOf(await stat(this.#path, { bigint: true }))
      if (this.#version === undefined || found !== this.#version) await this.#read()
      if (!this.#isReadable) this.#log.info({ file: this.#path }, 'the users file can be read again')
      this.#isReadable = true
    } catch (error) {
      const facts = { err: error, file: this.#path }
      if (this.#isReadable) this.#log.error(facts, 'the users file cannot be read: users stay as they were')
      this.#isReadable = false
    }
  }

  async #read(): Promise<void> {
    const { htpasswd, version } = await readUsers(this.#path)
    const known = htpasswd.users.flatMap(({ name, hash }) =>
      hash === undefined ? [] : [[name, hash] as const],
    )
    const isFirst = this.#lookAt === Number.NEGATIVE_INFINITY
    const told = new Set(this.#problems)
    const news = htpasswd.problems.filter((problem) => !told.has(problem))
    const changed =
      known.length !== this.#hashes.size || known.some(([name, hash]) => this.#hashes.get(name) !== hash)
    this.#hashes = new Map(known)
    this.#problems = htpasswd.problems
    this.#dearest = known.length === 0 ? USUAL_COST : Math.max(...known.map(([, hash]) => costOf(hash)))
    this.#version = version
    for (const problem of news.slice(0, MOST_TOLD))
      this.#log.warn({ file: this.#path }, `users file, ${problem}`)
    if (news.length > MOST_TOLD) {
      const more = news.length - MOST_TOLD
      this.#log.warn({ file: this.#path }, `users file: ${more} more lines like these; see: berth user ls`)
    }
    if (changed && !isFirst)
      this.#log.info({ file: this.#path, users: known.length }, 'the users have changed')
  }
}

function whatToDo(path: string, error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT') return `it does not exist; make it with: berth user add NAME --file ${path}`
  if (code === 'EACCES') return 'its mode does not let the user read it that the registry runs as'
  return message
}
