import {
  type OperationId,
  operations,
  pathOf,
  RegistryError,
  type RepositoryName,
  type Right,
} from '@berth/spec'
import type { AccessRecords, Repository, Storage } from '@berth/storage'
import type { Logger } from 'pino'
import type { Access } from './access/access.ts'
import { type Identity, may } from './access/identity.ts'
import { idOf, type Principal } from './access/principal.ts'
import type { Health } from './health.ts'
import { bytesUpTo } from './http/bytes-up-to.ts'
import type { ServerRequest } from './http/request.ts'
import type { Metrics } from './metrics.ts'
import type { OperatorScrub } from './operator-scrub.ts'
import type { Settings } from './settings.ts'

interface ContextParts {
  readonly id: string
  readonly log: Logger
  readonly identity: Identity
  /** Where the request came from. */
  readonly address: string | undefined
  readonly settings: Settings
  readonly request: ServerRequest
  /** Scheme, host and prefix in front of every path given to the client; empty for relative ones. */
  readonly base: string
  /** The repository the path names, if it names one. */
  readonly repository: Repository | undefined
  readonly catalog: Pick<Storage, 'listRepositories'>
  readonly access: Access
  readonly records: AccessRecords
  readonly health: Health
  readonly scrub: OperatorScrub
  readonly metrics: Pick<Metrics, 'exposition'>
}

/** What one request may touch, and nothing that outlives it. It does not lead back to App. */
export class Context {
  /** The request's id: in the reply, in the log, in errors. */
  readonly id: string
  /** Who asks, and what that allows. */
  readonly identity: Identity
  /** Where the request came from. */
  readonly address: string | undefined
  readonly settings: Settings
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal
  readonly catalog: Pick<Storage, 'listRepositories'>
  /** Finding out who somebody is, where that is what was asked for. */
  readonly access: Access
  /** Tokens and the audit trail, for an operator. */
  readonly records: AccessRecords
  readonly health: Health
  /** Reading all content, for an operator. */
  readonly scrub: OperatorScrub
  readonly metrics: Pick<Metrics, 'exposition'>
  readonly #log: Logger
  readonly #request: ServerRequest
  readonly #base: string
  readonly #repository: Repository | undefined
  #subject: string | undefined
  #loggedIn: string | undefined

  constructor(parts: ContextParts) {
    this.id = parts.id
    this.identity = parts.identity
    this.address = parts.address
    this.settings = parts.settings
    this.signal = parts.request.signal
    this.catalog = parts.catalog
    this.access = parts.access
    this.records = parts.records
    this.health = parts.health
    this.scrub = parts.scrub
    this.metrics = parts.metrics
    this.#log = parts.log
    this.#request = parts.request
    this.#base = parts.base
    this.#repository = parts.repository
  }

  /** The log, with this request's id on each line. Most requests write none but their own, so it is made on demand. */
  get log(): Logger {
    return this.#log.child({ request: this.id })
  }

  /** The repository of this request's path, the only one it reaches. */
  get repository(): Repository {
    if (this.#repository === undefined) throw new Error('this operation has no repository in its path')
    return this.#repository
  }

  /** Who asks, as upload sessions and the log know it. */
  get principal(): string {
    return idOf(this.identity.principal)
  }

  /** Whether who asks may do something in another repository than the one of its path. */
  may(right: Right, repository: RepositoryName): boolean {
    return may(this.identity, right, repository)
  }

  /** Names for the log and the audit trail who has logged in by the body of the request. */
  loggedIn(principal: Principal): void {
    this.#loggedIn = idOf(principal)
  }

  get loggedInAs(): string | undefined {
    return this.#loggedIn
  }

  /** Names for the audit trail what the request acts on, where its path does not say. */
  actsOn(subject: string): void {
    this.#subject = subject
  }

  get subject(): string | undefined {
    return this.#subject
  }

  /** Size of the request's body in bytes as announced, when it was. */
  get contentLength(): number | undefined {
    return this.#request.contentLength
  }

  /** The request's body as it arrives, to be read once. */
  body(): AsyncIterable<Uint8Array> {
    return this.#request.body()
  }

  /**
   * The request's body in memory.
   * @throws {RegistryError} MANIFEST_INVALID (413) as soon as it is longer than `limit` bytes.
   */
  async bodyUpTo(limit: number): Promise<Uint8Array> {
    const tooLarge = () =>
      new RegistryError('MANIFEST_INVALID', `it is larger than the ${limit} bytes this registry takes`, {
        status: 413,
        detail: { limit },
      })
    return await bytesUpTo(limit, this.#request, tooLarge)
  }

  /** Where an operation is found, for `Location` and `Link`: relative, or absolute when the base is known. */
  urlOf<Id extends OperationId>(
    id: Id,
    params: Parameters<typeof pathOf<(typeof operations)[Id]>>[1],
  ): string {
    return this.#base + pathOf(operations[id], params)
  }
}
