import { isDigest, type Operation, type OperationId, operations } from '@berth/spec'
import type { AccessRecords, AuditRecord } from '@berth/storage'
import type { Logger } from 'pino'
import { ANONYMOUS, idOf } from './access/principal.ts'
import { AuditBounds, UNKNOWN } from './audit-bounds.ts'
import type { Exchange } from './exchanges.ts'

/** How long entries are collected before they are written down together. */
const WRITE_AFTER_MS = 1000

/** So many are not collected any longer, and so many are written at a time. */
const BATCH = 200

/** So many may wait for a database that takes no writes: some megabytes. */
const MOST_WAITING = 10_000

/** Rights to change something. */
const CHANGING: ReadonlySet<Operation['action']> = new Set(['push', 'delete', 'admin'])

/** What is a part of an upload, and no change of what can be pulled. */
const PARTS: ReadonlySet<OperationId> = new Set(['patchUpload', 'cancelUpload'])

interface AuditOptions {
  /** Told how many entries were given up. */
  readonly onLost?: (count: number) => void
  /** Told of each refusal that is not written, because there were too many of one principal. */
  readonly onWithheld?: () => void
  readonly writeAfterMs?: number
  readonly mostWaiting?: number
  /** A clock in milliseconds that never goes back. */
  readonly now?: () => number
}

/**
 * Writes down who has changed what, or tried to and was denied, and who has logged in, or failed to. A reply never waits for that: entries are collected and
 * written together, and when the database takes no writes they wait, up to a bound, from which on the oldest are given
 * up and counted.
 */
export class AuditTrail {
  readonly #records: Pick<AccessRecords, 'recordAudit'>
  readonly #log: Logger
  readonly #options: Required<AuditOptions>
  readonly #bounds: AuditBounds
  readonly #waiting: AuditRecord[] = []
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> | undefined
  #failing = false

  constructor(records: Pick<AccessRecords, 'recordAudit'>, log: Logger, options: AuditOptions = {}) {
    this.#records = records
    this.#log = log
    this.#options = {
      onLost: () => {},
      onWithheld: () => {},
      writeAfterMs: WRITE_AFTER_MS,
      mostWaiting: MOST_WAITING,
      now: () => performance.now(),
      ...options,
    }
    this.#bounds = new AuditBounds(log, this.#options)
  }

  /** Takes a request that has ended. */
  note(exchange: Exchange, client: string | undefined): void {
    const entry = entryOf(exchange, client)
    if (entry === undefined || !isTold(entry, this.#bounds)) return
    this.#waiting.push(entry)
    this.#bound()
    // While the database takes no writes, more entries are no reason to try sooner.
    if (this.#waiting.length >= BATCH && !this.#failing) this.#write()
    else this.#later()
  }

  /** Writes what still waits. To be called when no request comes any more, while the storage is open. */
  async close(): Promise<void> {
    await this.#writing
    await this.#write()
    clearTimeout(this.#timer)
    this.#lose(this.#waiting.length)
  }

  #later(): void {
    this.#timer ??= setTimeout(() => this.#write(), this.#options.writeAfterMs).unref()
  }

  /** One at a time: entries are in the order of their requests. */
  #write(): Promise<void> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined
      if (this.#waiting.length > 0) this.#later()
    })
    return this.#writing
  }

  async #writeAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, BATCH)
      try {
        await this.#records.recordAudit(batch)
        if (this.#failing) this.#log.info('the audit trail is written again')
        this.#failing = false
      } catch (error) {
        this.#waiting.unshift(...batch)
        this.#bound()
        if (!this.#failing)
          this.#log.error(
            { err: error },
            'the audit trail cannot be written; its entries wait, up to a bound',
          )
        this.#failing = true
        return
      }
    }
  }

  #bound(): void {
    this.#lose(this.#waiting.length - this.#options.mostWaiting)
  }

  /** Gives up the oldest. */
  #lose(count: number): void {
    if (count <= 0) return
    const [first] = this.#waiting.splice(0, count)
    this.#options.onLost(count)
    this.#log.error({ lost: count, first: first?.request }, 'entries of the audit trail are lost')
  }
}

/** What the audit trail says of a request; undefined when it is none of its matters. */
function entryOf(
  { id, request, params, served }: Exchange,
  client: string | undefined,
): AuditRecord | undefined {
  if (id === undefined) return undefined
  const { status } = served.reply
  // Whoever failed to log in is not who they said they are.
  const principal = isLogin(id) && status === 401 ? UNKNOWN : served.principal
  if (principal === undefined || !isNoted(id, status, principal)) return undefined
  const digest = served.reply.headers['Docker-Content-Digest'] ?? params.digest ?? params.reference
  const reference = params.reference?.includes(':') ? undefined : (params.reference ?? params.token)
  return {
    at: Date.now(),
    request: served.id,
    principal,
    action: id,
    repository: params.name,
    reference: reference ?? served.subject,
    digest: digest !== undefined && isDigest(digest) ? digest : undefined,
    client: request.overControlSocket ? 'control socket' : client?.slice(0, 300),
    status,
  }
}

/** Whether there were not too many like it. */
function isTold(entry: AuditRecord, bounds: AuditBounds): boolean {
  if (entry.status === 401) return bounds.failedLogin(entry)
  if (entry.status === 403) return bounds.refusal(entry)
  return !isLogin(entry.action as OperationId) || bounds.login(entry)
}

function isLogin(id: OperationId): boolean {
  const { action }: Operation = operations[id]
  return action === 'login'
}

function isNoted(id: OperationId, status: number, principal: string): boolean {
  const { action, method }: Operation = operations[id]
  if (isLogin(id)) return status === 401 || (status === 200 && principal !== idOf(ANONYMOUS))
  if (!CHANGING.has(action) || method === 'GET' || PARTS.has(id)) return false
  // Who is not known and denied leaves a line in the log; in here anybody could write as much as they like.
  if (status === 403) return principal !== idOf(ANONYMOUS)
  // Only a mount, or a push in one request, is done when an upload has been started.
  return status < 400 && (id !== 'startUpload' || status === 201)
}
