import { type ErrorCode, errorTable, type StatusOf } from '@berth/spec/errors'

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'

/**
 * A request and the reply it has to get.
 *
 * Everywhere in an exchange `{name}` stands for the case's own repository, `{location}` for the last `Location` that
 * came, `{first location}` for the first one and `{etag}` for the last `ETag`.
 */
export interface Exchange {
  /** As in `PUT {location}?digest=sha256:…`; where `{location}` has a query already, the `?` becomes a `&`. */
  readonly request: `${Method} ${string}`
  /** An empty one is not sent at all. */
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | Streamed
  /** Take a redirect as the reply instead of following it. */
  readonly unredirected?: true
  readonly reply: ExpectedReply
}

export interface ExpectedReply {
  /** The status, or the ones that are all right. */
  readonly status: number | readonly number[]
  readonly headers?: Readonly<Record<string, string | RegExp | HeaderRule>>
  /** The code of the first error, or the ones that are all right. */
  readonly code?: ErrorCode | readonly ErrorCode[]
  /** The exact bytes. */
  readonly body?: Uint8Array
  /** What the JSON body has to hold; members that are not named may be there too. */
  readonly json?: unknown
}

/** A body without a known length: on the wire, `Transfer-Encoding: chunked`. */
export class Streamed {
  readonly pieces: readonly Uint8Array[]
  constructor(...pieces: readonly Uint8Array[]) {
    this.pieces = pieces
  }
}

/** What a header has to be when neither one text nor one pattern says it. */
export interface HeaderRule {
  readonly words: string
  /** @param fill puts the values in for `{name}` and the like. */
  holds(value: string | null, fill: (text: string) => string): boolean
}

/** The header must not be there. */
export const absentHeader: HeaderRule = { words: 'no such header', holds: (value) => value === null }

/** The header begins with `prefix`. */
export function startingWith(prefix: string): HeaderRule {
  return { words: `${prefix}…`, holds: (value, fill) => value?.startsWith(fill(prefix)) === true }
}

/** The header is a comma-separated list that has each of `members` in it. */
export function listing(...members: readonly string[]): HeaderRule {
  return {
    words: `a list with ${members.join(', ')}`,
    holds(value, fill) {
      const listed = new Set((value ?? '').split(',').map((member) => member.trim().toLowerCase()))
      return members.every((member) => listed.has(fill(member).toLowerCase()))
    },
  }
}

/** In `json`: the member must not be there. */
export const absent = Symbol('absent')

/** In `json`: an array of just these elements, in any order. */
export class InAnyOrder {
  readonly elements: readonly unknown[]
  constructor(...elements: readonly unknown[]) {
    this.elements = elements
  }
}

/** The reply that refuses with a code of the error table; its first status when none is named. */
export function refused<Code extends ErrorCode>(
  code: Code,
  status: StatusOf<Code> = errorTable[code].statuses[0],
  headers: NonNullable<ExpectedReply['headers']> = {},
): ExpectedReply {
  return { status, code, headers }
}
