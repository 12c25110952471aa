import { type Algorithm, type Digest, DigestMismatchError, isDigest } from '@berth/digest'
import type { Bytes } from '../bytes.ts'
import type { Connection } from '../connection.ts'
import { ProtocolError } from '../errors.ts'
import { closingAddress, locationOf } from '../location.ts'

/** An open upload. Its address is opaque and may change with every reply (protocol fact 12). */
export interface UploadSession {
  location: URL
  /** Bytes the registry has confirmed: where the next chunk starts. */
  offset: number
  /** Smallest chunk the registry takes before the last one. */
  readonly minChunk: number
}

/** Part of the content, and where it belongs. */
export interface UploadPart {
  readonly body: Bytes
  readonly offset: number
  /** Its bytes; undefined when only its end will tell. */
  readonly size: number | undefined
}

/** How long the courtesy of cancelling a failed upload may keep the caller waiting, in milliseconds. */
const CANCEL_TIMEOUT = 5000

/** A whole number in a header, or undefined. */
function integer(text: string | null): number | undefined {
  return text !== null && /^[0-9]{1,15}$/.test(text.trim()) ? Number(text) : undefined
}

/**
 * How many bytes a registry says it has. `Range: 0-0` means one byte, and by tradition also none (protocol fact 9);
 * without an `Upload-Offset` beside it, that is no answer.
 */
export function offsetOf(headers: Headers): number | 'ambiguous' | undefined {
  const exact = integer(headers.get('Upload-Offset'))
  if (exact !== undefined) return exact
  const range = headers.get('Range')
  // olareg says that nothing was received by an end before the start.
  if (range === '0--1') return 0
  const end = integer(/^(?:bytes=)?0-([0-9]+)$/.exec(range ?? '')?.[1] ?? null)
  if (end === undefined) return undefined
  return end === 0 ? 'ambiguous' : end + 1
}

/** Opens an upload ("POST then PUT"); a digest algorithm other than sha256 is announced (end-4c). */
export async function startSession(
  connection: Connection,
  name: string,
  algorithm: Algorithm,
  signal: AbortSignal,
): Promise<UploadSession> {
  const query = algorithm === 'sha256' ? {} : { 'digest-algorithm': algorithm }
  const { response } = await connection.call('startUpload', signal, () =>
    connection.api.startUpload({ params: { path: { name }, query }, signal }),
  )
  return sessionOf(response)
}

/** The session a reply to the opening request describes. */
export function sessionOf(response: Response): UploadSession {
  const minChunk = integer(response.headers.get('OCI-Chunk-Min-Length')) ?? 0
  return { location: locationOf(response), offset: 0, minChunk }
}

function partHeaders({ body, offset, size }: UploadPart, whole: boolean): Record<string, string> {
  const headers: Record<string, string> = { 'Content-Type': 'application/octet-stream' }
  if (size === undefined) return headers
  // Fetch knows the length of bytes. Of a stream it does not, and would send it without one, which proxies dislike.
  if (body instanceof ReadableStream) headers['Content-Length'] = String(size)
  // Both ends inclusive, no unit, no total (protocol fact 11). There is no such range for nothing, and all of the
  // content is no chunk of it.
  if (size > 0 && (offset > 0 || !whole)) headers['Content-Range'] = `${offset}-${offset + size - 1}`
  return headers
}

/** Sends a part of the content and moves the session on to where the registry says it is. */
export async function sendPart(
  connection: Connection,
  session: UploadSession,
  part: UploadPart,
  signal: AbortSignal,
  sent: () => number,
): Promise<void> {
  const { location } = session
  const headers = partHeaders(part, false)
  const { body } = part
  const request = { operation: 'patchUpload', method: 'PATCH', url: location, headers, body, signal } as const
  const response = await connection.follow(request)
  const expected = sent()
  const told = offsetOf(response.headers)
  // It has said 202; that alone means all of it, unless a plain figure says less.
  const offset = typeof told === 'number' ? told : expected
  if (offset > expected)
    throw new ProtocolError(response.url, `it has ${offset} bytes where only ${expected} were sent`)
  session.location = locationOf(response)
  session.offset = offset
}

/** Asks how far an upload has come (end-13). */
export async function askStatus(
  connection: Connection,
  session: UploadSession,
  signal: AbortSignal,
): Promise<number | 'ambiguous' | undefined> {
  const { location } = session
  const request = { operation: 'getUpload', method: 'GET', url: location, signal } as const
  const response = await connection.retry.run(() => connection.follow(request), signal)
  session.location = response.headers.has('Location') ? locationOf(response) : location
  return offsetOf(response.headers)
}

/** Closes an upload with the digest of the whole content (end-6); `part` is what is left of it, if anything. */
export async function finishSession(
  connection: Connection,
  session: UploadSession,
  digest: Digest,
  part: UploadPart | undefined,
  signal: AbortSignal,
  size: () => number,
): Promise<void> {
  const headers = part === undefined ? {} : partHeaders(part, true)
  const response = await connection.follow({
    operation: 'finishUpload',
    method: 'PUT',
    url: closingAddress(session.location, digest),
    headers,
    body: part?.body,
    signal,
  })
  const stored = response.headers.get('Docker-Content-Digest')
  if (stored !== null && stored !== digest) {
    if (!isDigest(stored)) throw new ProtocolError(response.url, 'the digest it answered with is not one')
    throw new DigestMismatchError({ digest, size: size() }, { digest: stored, size: size() })
  }
}

/** Releases an upload that will not be finished. The specification asks to try and to ignore failures (end-14). */
export async function cancelSession(connection: Connection, session: UploadSession): Promise<void> {
  const signal = AbortSignal.timeout(CANCEL_TIMEOUT)
  const request = { operation: 'cancelUpload', method: 'DELETE', url: session.location, signal } as const
  await connection.follow(request).catch(() => {})
}
