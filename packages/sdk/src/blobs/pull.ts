import { type Digest, parseDigest, verifying } from '@berth/digest'
import type { Connection } from '../connection.ts'
import { ConnectionError, ProtocolError } from '../errors.ts'
import { isRetryable } from '../retry.ts'
import { chunksOf, streamOf } from '../streams.ts'
import type { CallOptions } from './stat.ts'

/** A part of a blob. */
export interface ByteRange {
  /** First byte, from 0. */
  readonly offset: number
  /** Bytes; to the end of the blob when absent. */
  readonly length?: number
}

/** Options of a pull. */
export interface PullBlobOptions extends CallOptions {
  /** Only a part of the blob. A part has no digest of its own, so it is not verified. */
  readonly range?: ByteRange
}

/** A blob, or a part of one, on its way. */
export interface PulledBlob {
  /** Digest of the whole blob. */
  readonly digest: Digest
  /** Bytes that `body` gives; undefined when the reply did not say. */
  readonly size: number | undefined
  /**
   * The content. It ends without an error only when it was the content of `digest`: do not act on it before. Read it to
   * its end or cancel it; the connection stays open until then.
   */
  readonly body: ReadableStream<Uint8Array>
}

/** One reply's content, and where in the wanted bytes it goes on. */
interface Arriving {
  readonly response: Response
  readonly chunks: AsyncIterable<Uint8Array>
  /** Bytes to throw away before it: a registry that knows no ranges starts over. */
  readonly skip: number
}

/** The bytes of a blob that are wanted. */
interface Wanted {
  readonly digest: Digest
  readonly offset: number
  readonly length: number | undefined
}

export async function pullBlob(
  connection: Connection,
  name: string,
  digest: string,
  options: PullBlobOptions = {},
): Promise<PulledBlob> {
  const { range } = options
  const wanted = { digest: parseDigest(digest), offset: range?.offset ?? 0, length: range?.length }
  if (![wanted.offset, wanted.length ?? 1].every((figure) => Number.isSafeInteger(figure) && figure >= 0))
    throw new RangeError('a range has a whole offset and a whole length, neither of them negative')
  if (wanted.length === 0) return { digest: wanted.digest, size: 0, body: streamOf(nothing()) }

  const stop = new AbortController()
  const signal = AbortSignal.any([connection.signal(options.signal), stop.signal])
  const ask = (received: number): Promise<Arriving> => askFrom(connection, name, wanted, received, signal)
  const first = await ask(0)
  const size = sizeOf(first, wanted)
  const content = resuming(connection, first, ask, { size, length: wanted.length, signal })
  const verified = range === undefined ? verifying(content, wanted.digest, size) : content
  // Cancelling the body also ends the request behind it, which may be waiting for bytes that never come.
  const body = streamOf(verified, (reason) => stop.abort(reason))
  return { digest: wanted.digest, size, body }
}

async function* nothing(): AsyncGenerator<Uint8Array, void> {}

/** Asks for the wanted bytes that have not been received yet. */
async function askFrom(
  connection: Connection,
  name: string,
  { digest, offset, length }: Wanted,
  received: number,
  signal: AbortSignal,
): Promise<Arriving> {
  const start = offset + received
  const end = length === undefined ? '' : offset + length - 1
  const partial: Record<string, string> =
    start === 0 && length === undefined ? {} : { Range: `bytes=${start}-${end}` }
  const { data, response } = await connection.call('getBlob', signal, () =>
    connection.api.getBlob({
      params: { path: { name, digest } },
      // Compressed on the way, the content would have neither its size nor its offsets.
      headers: { 'Accept-Encoding': 'identity', ...partial },
      fetch: connection.fetchContent,
      signal,
    }),
  )
  const chunks = data === null || data === undefined ? nothing() : chunksOf(data)
  if (response.status !== 206) return { response, chunks, skip: start }
  const at = /^bytes ([0-9]+)-/.exec(response.headers.get('Content-Range') ?? '')?.[1]
  if (Number(at) !== start) {
    await response.body?.cancel()
    throw new ProtocolError(response.url, `it was asked for the bytes from ${start} on and gave other ones`)
  }
  return { response, chunks, skip: 0 }
}

/** Bytes the body will give, off the first reply's headers. */
function sizeOf({ response, skip }: Arriving, { length }: Wanted): number | undefined {
  const encoding = response.headers.get('Content-Encoding')
  const text = response.headers.get('Content-Length')
  if (text === null || !/^[0-9]+$/.test(text) || (encoding !== null && encoding !== 'identity'))
    return undefined
  return Math.min(Math.max(Number(text) - skip, 0), length ?? Number.POSITIVE_INFINITY)
}

/** Cuts a reply down to the wanted bytes. */
async function* trim({ chunks, skip }: Arriving, missing: number): AsyncGenerator<Uint8Array, void> {
  let before = skip
  let left = missing
  for await (const chunk of chunks) {
    const dropped = Math.min(before, chunk.byteLength)
    before -= dropped
    const kept = chunk.subarray(dropped, dropped + Math.min(left, chunk.byteLength - dropped))
    left -= kept.byteLength
    if (kept.byteLength > 0) yield kept
    if (left === 0) return
  }
}

interface Limits {
  readonly size: number | undefined
  /** Bytes to stop after, for a part of a blob. */
  readonly length: number | undefined
  readonly signal: AbortSignal
}

/** The content of a reply, and of further ones where its connection breaks. */
async function* resuming(
  connection: Connection,
  first: Arriving,
  ask: (received: number) => Promise<Arriving>,
  { size, length, signal }: Limits,
): AsyncGenerator<Uint8Array, void> {
  let arriving = first
  let received = 0
  let failures = 0
  for (;;) {
    let broken: unknown
    try {
      const missing = (length ?? Number.POSITIVE_INFINITY) - received
      for await (const chunk of trim(arriving, missing)) {
        received += chunk.byteLength
        // Tries are counted anew once bytes have got through: a big blob may lose its connection many times.
        failures = 0
        yield chunk
      }
      if (size === undefined || received >= size) return
      broken = new Error(`the content ended after ${received} of ${size} bytes`)
    } catch (error) {
      signal.throwIfAborted()
      broken = error
    }
    failures += 1
    const failure = isRetryable(broken) ? broken : new ConnectionError('GET', arriving.response.url, broken)
    await connection.retry.pause(failures, failure, signal)
    arriving = await ask(received)
  }
}
