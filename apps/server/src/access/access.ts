import { createHash } from 'node:crypto'
import type { Operation } from '@berth/spec'
import type { ServerRequest } from '../http/request.ts'
import { RecentlyUsed } from '../recently-used.ts'
import { type Bearer, Bearers } from './bearer.ts'
import { readCredentials } from './credentials.ts'
import { Limit } from './docker-scope.ts'
import type { Reservation } from './failures.ts'
import type { Identity } from './identity.ts'
import { ANONYMOUS, OPERATOR, type Principal } from './principal.ts'
import type { Grant } from './rights.ts'
import { NoRules, type Rules } from './rules.ts'
import { SigningKeys } from './signing-keys.ts'
import { Unauthenticated } from './unauthenticated.ts'

/** Users with passwords. */
export interface Users {
  /** Reads what has changed; to be called before `credentialId`. `verify` does it by itself. */
  refresh(): Promise<void>
  /** A word for the password somebody has now; undefined when there is no such user. */
  credentialId(name: string): string | undefined
  /**
   * Takes as long for users there are not.
   * @param from the address it comes from, so that nobody waits for all that others send.
   * @throws {RegistryError} TOOMANYREQUESTS when too many wait.
   */
  verify(name: string, password: string, from: string | undefined): Promise<'right' | 'wrong'>
}

/** A token of a robot, as it is kept. */
export interface RobotToken {
  readonly id: string
  /** The robot's name. */
  readonly name: string
  readonly grants: readonly Grant[]
  /** When it runs out, in milliseconds since the epoch. */
  readonly until: number | undefined
}

/** The API tokens that are good now. */
export interface RobotTokens {
  /** By its text; undefined when there is none, or none any more. */
  verify(text: string): RobotToken | undefined
  /** @param lateMs how long after its end it still is one. */
  find(id: string, lateMs?: number): RobotToken | undefined
}

/** Tokens somebody else has signed, whom the configuration names. */
export interface ForeignTokens {
  /**
   * Whose a token is, and what that allows. Undefined when it is none that is taken.
   * @param lateS seconds after its end in which it still is.
   * @throws {RegistryError} UNAVAILABLE when nobody can tell now, as the keys it is signed with cannot be had.
   */
  read(text: string, lateS?: number): Promise<Identity | undefined>
}

/** A token service elsewhere that clients are sent to, and what this registry is called there. */
export interface TokenService {
  readonly realm: string
  readonly service: string
}

/** Bounds guessing. */
export interface FailureLimit {
  /**
   * Counts a failure before it is known to be one.
   * @throws {RegistryError} TOOMANYREQUESTS when there were too many failures.
   */
  reserve(name: string, address: string | undefined): Reservation
}

export interface AccessParts {
  readonly rules: Pick<Rules, 'rightsOf'>
  readonly bearers: Bearers
  readonly users?: Users | undefined
  readonly robots?: RobotTokens | undefined
  readonly foreign?: ForeignTokens | undefined
  readonly failures?: FailureLimit | undefined
  /** Where clients get tokens, when not here. */
  readonly tokenService?: TokenService | undefined
  /** How long an upload may go on after its token has run out, in seconds. */
  readonly lateS?: number
}

/** How many tokens are remembered as read: clients show one again and again. */
const REMEMBERED = 4096
/** No longer ones: everybody is given as many as they like, and they must not fill the memory. */
const REMEMBERED_LENGTH = 2048

/** Who asks, by everything a request can show for it. What that allows is for the gate to compare. */
export class Access {
  readonly #parts: AccessParts
  readonly #read = new RecentlyUsed<string, Bearer>(REMEMBERED)
  /** Passwords being checked, by a hash of who sends them. */
  readonly #loggingIn = new Map<string, Promise<Identity>>()

  constructor(parts: AccessParts) {
    this.#parts = parts
  }

  /** Whether everybody who reaches the registry may do everything: nobody is asked who they are. */
  get open(): boolean {
    return this.#parts.rules instanceof NoRules
  }

  get bearers(): Bearers {
    return this.#parts.bearers
  }

  get tokenService(): TokenService | undefined {
    return this.#parts.tokenService
  }

  /**
   * Who sent a request.
   * @param address where it came from, for counting failures.
   * @throws {Unauthenticated} when what it shows is not right: wrong credentials are never taken for none.
   * @throws {RegistryError} TOOMANYREQUESTS, or UNAVAILABLE when a token of somebody else cannot be checked now.
   */
  async identify(
    request: ServerRequest,
    operation: Operation,
    address: string | undefined,
  ): Promise<Identity> {
    if (request.overControlSocket) return this.#identity(OPERATOR)
    if (this.open || operation.action === 'public') return this.#identity(ANONYMOUS)
    const shown = readCredentials(request.header('authorization'))
    switch (shown.kind) {
      case 'password':
        return this.byPassword(shown.username, shown.password, address)
      case 'token':
        return this.#byToken(shown.token, operation)
      case 'unreadable':
        throw new Unauthenticated('the Authorization header is neither Basic nor Bearer')
      case 'none':
        return this.#byCertificate(request) ?? this.#identity(ANONYMOUS)
    }
  }

  /**
   * Whoever has this password. One that is an API token, or a token of somebody else the configuration trusts, says by
   * itself whose it is, because clients have one field for all of them.
   * @throws {Unauthenticated}
   * @throws {RegistryError} TOOMANYREQUESTS, or UNAVAILABLE when a token of somebody else cannot be checked now.
   */
  async byPassword(name: string, password: string, address: string | undefined): Promise<Identity> {
    const known = this.#byRobotToken(password) ?? (await this.#parts.foreign?.read(password))
    if (known !== undefined) return known
    // Failures count only from here on: tokens cannot be guessed, and robots share their address with whoever guesses.
    // Jobs that log in alike at once are one guess, and not as many failures until the first is known to be none.
    const key = createHash('sha256')
      .update(JSON.stringify([name, password, address]))
      .digest('base64')
    const running = this.#loggingIn.get(key) ?? this.#logIn(key, name, password, address)
    return await running
  }

  #logIn(key: string, name: string, password: string, address: string | undefined): Promise<Identity> {
    const running = this.#byUserPassword(name, password, address).finally(() => {
      this.#loggingIn.delete(key)
    })
    this.#loggingIn.set(key, running)
    return running
  }

  async #byUserPassword(name: string, password: string, address: string | undefined): Promise<Identity> {
    const { users, failures } = this.#parts
    const reservation = failures?.reserve(name, address)
    let identity: Identity | undefined
    try {
      const verified = (await users?.verify(name, password, address)) ?? 'wrong'
      identity = verified === 'right' ? this.#byUser(name) : undefined
    } catch (error) {
      reservation?.refund()
      throw error
    }
    if (identity === undefined) {
      const tried = users?.credentialId(name) === undefined ? undefined : name
      throw new Unauthenticated('the user name, the password or the token is wrong', undefined, tried)
    }
    reservation?.forgive()
    return identity
  }

  /** Whoever has this refresh token. @throws {Unauthenticated} */
  async byRefreshToken(text: string): Promise<Identity> {
    const read = await this.#parts.bearers.readRefresh(text)
    const identity = read && (await this.#living(read))
    if (identity === undefined)
      throw new Unauthenticated('log in again: the refresh token is not good any more')
    return identity
  }

  async #byToken(token: string, operation: Operation): Promise<Identity> {
    const { bearers, lateS = 0 } = this.#parts
    // A session is known to who began it alone, and is theirs alone: that is all a late token is good for.
    const tolerated = operation.continues === true ? lateS : 0
    const identity = bearers.isOurs(token)
      ? await this.#byOwnToken(token, tolerated)
      : (this.#byRobotToken(token) ?? (await this.#parts.foreign?.read(token, tolerated)))
    if (identity !== undefined) return identity
    throw new Unauthenticated('the token is not good, or not any more: get a new one', 'invalid_token')
  }

  async #byOwnToken(token: string, tolerated: number): Promise<Identity | undefined> {
    const read = await this.#readOnce(token, tolerated)
    const identity = read && (await this.#living(read, tolerated * 1000))
    if (read === undefined || identity === undefined) return undefined
    return { ...identity, limit: new Limit(read.access), byToken: true, late: read.until < Date.now() }
  }

  /** Clients show a token with each request until it runs out: its signature is the same each time. */
  async #readOnce(token: string, tolerated: number): Promise<Bearer | undefined> {
    const key = createHash('sha256').update(token).digest('base64')
    const known = this.#read.get(key)
    if (known !== undefined && Date.now() < known.until) return known
    const read = await this.#parts.bearers.read(token, tolerated)
    if (read !== undefined && token.length <= REMEMBERED_LENGTH) this.#read.set(key, read)
    return read
  }

  /** The holder of a token of ours as of now: rules, users and API tokens may have changed since it was issued. */
  async #living(
    { principal, credential, until }: Omit<Bearer, 'access'>,
    toleratedMs = 0,
  ): Promise<Identity | undefined> {
    switch (principal.kind) {
      case 'user': {
        await this.#parts.users?.refresh()
        const identity = this.#byUser(principal.name)
        return identity?.bond?.credential === credential ? identity : undefined
      }
      case 'robot': {
        const token = credential === undefined ? undefined : this.#parts.robots?.find(credential, toleratedMs)
        return token?.name === principal.name ? this.#byRobot(token) : undefined
      }
      default: {
        const identity = this.#identity(principal)
        // Nobody can be asked whether the token it was got for is still good: what is got for it ends with it.
        return credential === undefined ? identity : { ...identity, bond: { credential, until } }
      }
    }
  }

  #byUser(name: string): Identity | undefined {
    const credential = this.#parts.users?.credentialId(name)
    return credential === undefined
      ? undefined
      : { ...this.#identity({ kind: 'user', name }), bond: { credential } }
  }

  #byRobotToken(text: string): Identity | undefined {
    const token = this.#parts.robots?.verify(text)
    return token && this.#byRobot(token)
  }

  #byRobot(token: RobotToken): Identity {
    const principal: Principal = { kind: 'robot', name: token.name }
    const rights = this.#parts.rules.rightsOf(principal, token.grants)
    return { principal, rights, byToken: false, bond: { credential: token.id, until: token.until } }
  }

  #byCertificate({ clientCertificate }: ServerRequest): Identity | undefined {
    const name = clientCertificate?.commonName
    return name === undefined ? undefined : this.#identity({ kind: 'certificate', name })
  }

  #identity(principal: Principal): Identity {
    return { principal, rights: this.#parts.rules.rightsOf(principal), byToken: false }
  }
}

/** Access to a registry without rules: everybody who reaches it may do everything but run it. */
export function openAccess(): Access {
  const bearers = new Bearers({ keys: SigningKeys.inMemory(), service: 'berth', lifetimeS: 300 })
  return new Access({ rules: new NoRules(), bearers })
}
