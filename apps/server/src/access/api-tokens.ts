import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { AccessRecords, TokenRecord } from '@berth/storage'
import type { Logger } from 'pino'
import { parseScope, type Scope } from './scope.ts'
import { hashSecret, parseToken } from './token-text.ts'

/** A token that was shown and is good. */
export interface ApiToken {
  readonly id: string
  /** The robot's name. */
  readonly name: string
  readonly scopes: readonly Scope[]
  /** Milliseconds since the epoch. */
  readonly expires?: number | undefined
}

/** How long uses are collected before they are written down together: never a write per request. */
const TOUCH_AFTER_MS = 10_000

/** Compared with when there is no such token, so that the answer takes the same time. */
const NOBODYS_HASH = randomBytes(32)

/**
 * The API tokens of robots. What became of a token is read from the database each time it is shown, which takes
 * microseconds, so that a revoked one is refused at once.
 */
export class ApiTokens {
  readonly #records: Pick<AccessRecords, 'findToken' | 'touchTokens'>
  readonly #log: Logger
  readonly #touchAfterMs: number
  readonly #uses = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined
  #writing: Promise<void> = Promise.resolve()

  constructor(
    records: Pick<AccessRecords, 'findToken' | 'touchTokens'>,
    log: Logger,
    { touchAfterMs = TOUCH_AFTER_MS } = {},
  ) {
    this.#records = records
    this.#log = log
    this.#touchAfterMs = touchAfterMs
  }

  /**
   * The token that a text is. Undefined when it is none, or one that is unknown, wrong, expired or revoked: which of
   * these, only the log says.
   * @throws {RegistryError} UNAVAILABLE when the database cannot be read.
   */
  verify(text: string): ApiToken | undefined {
    const parts = parseToken(text)
    if (parts === undefined) return undefined
    const record = this.#records.findToken(parts.id)
    const isRight = timingSafeEqual(hashSecret(parts.secret), record?.secretHash ?? NOBODYS_HASH)
    return this.#good(parts.id, record, isRight)
  }

  /**
   * The token of an id, for who has shown it before and was given something that ends when it does. Undefined as for
   * {@link verify}.
   * @param lateMs how long after its end it is still found.
   */
  find(id: string, lateMs = 0): ApiToken | undefined {
    return this.#good(id, this.#records.findToken(id), true, Date.now() - lateMs)
  }

  #good(
    id: string,
    record: TokenRecord | undefined,
    isRight: boolean,
    now = Date.now(),
  ): ApiToken | undefined {
    const flaw = flawOf(record, isRight, now)
    if (record === undefined || flaw !== undefined) {
      this.#log.debug({ token: id, robot: record?.name }, `refused a token: ${flaw}`)
      return undefined
    }
    this.#touch(record.id)
    return {
      id: record.id,
      name: record.name,
      scopes: record.scopes.map(parseScope),
      expires: record.expires,
    }
  }

  /** Writes down the uses it still knows of. To be called while the storage is open. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#write()
    await this.#writing
  }

  #touch(id: string): void {
    this.#uses.set(id, Date.now())
    this.#timer ??= setTimeout(() => this.#write(), this.#touchAfterMs).unref()
  }

  #write(): void {
    this.#timer = undefined
    const uses = [...this.#uses].map(([id, at]) => ({ id, at }))
    this.#uses.clear()
    if (uses.length === 0) return
    // The next use is written down again; until then it is only known a little less exactly when the last one was.
    const failed = (error: unknown) => this.#log.warn({ err: error }, 'could not note when tokens were used')
    this.#writing = this.#writing.then(() => this.#records.touchTokens(uses)).catch(failed)
  }
}

function flawOf(record: TokenRecord | undefined, isRight: boolean, now: number): string | undefined {
  if (record === undefined) return 'it is unknown'
  if (!isRight) return 'its secret is wrong'
  if (record.revoked !== undefined) return 'it is revoked'
  if (record.expires !== undefined && record.expires <= now) return 'it has expired'
  return undefined
}
