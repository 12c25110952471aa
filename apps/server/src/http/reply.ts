import type { HeaderName } from '@berth/spec'
import type { Bytes } from '../handler.ts'

export type ReplyHeaders = { [Name in HeaderName]?: string | undefined }

/** A reply ready to be sent: every header set, the body bytes or none. */
export interface EncodedReply {
  readonly status: number
  readonly headers: ReplyHeaders
  readonly body?: Bytes | undefined
}

/** A JSON document as the body of a reply. */
export function jsonReply(
  status: number,
  headers: ReplyHeaders,
  document: unknown,
  mediaType: string,
): EncodedReply {
  const body = Buffer.from(JSON.stringify(document))
  return {
    status,
    headers: { ...headers, 'Content-Type': mediaType, 'Content-Length': String(body.byteLength) },
    body,
  }
}

/** Statuses whose replies have no body, and no length either (RFC 9110 15.3.5, 15.4.5). */
const BODILESS = new Set([204, 304])

/** A reply without a body. Clients on kept connections wait for a length where there may be a body. */
export function emptyReply(status: number, headers: ReplyHeaders): EncodedReply {
  return { status, headers: BODILESS.has(status) ? headers : { 'Content-Length': '0', ...headers } }
}

export function isBlobSlice(body: Bytes): body is Exclude<Bytes, Uint8Array> {
  return !(body instanceof Uint8Array)
}

/** How many bytes of body a reply has. */
export function bodySize(reply: EncodedReply): number {
  const { body } = reply
  if (body === undefined) return 0
  if (!isBlobSlice(body)) return body.byteLength
  return body.range === undefined ? body.blob.size : body.range.end - body.range.start
}
