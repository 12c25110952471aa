import { type Algorithm, algorithmOf, type Digest, digestOf, parseDigest } from '@berth/digest'
import type { Connection } from '../connection.ts'
import { isNotFound, ProtocolError, RegistryError, SourceError } from '../errors.ts'
import { sendsStreams } from '../request-streams.ts'
import { isRetryable } from '../retry.ts'
import { createBodyStream } from './body-stream.ts'
import { type ChunkReader, createChunkReader } from './chunk-reader.ts'
import { type ContentHash, createContentHash } from './content-hash.ts'
import { type BlobSource, type Content, contentOf } from './source.ts'
import { statBlob } from './stat.ts'
import {
  askStatus,
  cancelSession,
  finishSession,
  sendPart,
  startSession,
  type UploadPart,
  type UploadSession,
} from './upload-session.ts'

/** How far a push has come. `sent` may go back when a connection breaks. */
export interface PushProgress {
  /** Bytes handed to the network. */
  readonly sent: number
  /** Bytes of the whole blob, when known. */
  readonly size: number | undefined
}

/** Options of a push. */
export interface PushBlobOptions {
  /** Digest of the content. With it, content the registry has is not sent at all. */
  readonly digest?: string
  /** Algorithm of the digest to compute when none is given. sha256 when absent. */
  readonly algorithm?: Algorithm
  /** Bytes of the content, for streams whose size is known. */
  readonly size?: number
  /** Bytes of one request's content. The client's `chunkSize` when absent; without either, the blob goes in one piece. */
  readonly chunkSize?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: PushProgress) => void
}

/** A blob that is in the repository now. */
export interface PushedBlob {
  readonly digest: Digest
  /** Bytes. */
  readonly size: number
  /** False when the registry had it already and nothing was sent. */
  readonly uploaded: boolean
}

/** Size of chunks, in bytes, where the runtime cannot stream a request and there has to be one. */
const CHUNK_WITHOUT_STREAMS = 16 * 1024 * 1024

/** One push from its first request to its last. */
interface Push {
  readonly connection: Connection
  readonly name: string
  readonly content: Content
  /** Known from the start, or computed while the content goes out. */
  readonly digest: Digest | undefined
  readonly hash: ContentHash
  readonly chunkSize: number | undefined
  /** Present when the content goes out in chunks. */
  readonly chunks: ChunkReader | undefined
  readonly signal: AbortSignal
  /** Told of content as it leaves the source. */
  readonly onRead: (offset: number, chunk: Uint8Array) => void
  /** The most of the content that has left the source so far. */
  readonly sent: () => number
}

export async function pushBlob(
  connection: Connection,
  name: string,
  source: BlobSource,
  options: PushBlobOptions = {},
): Promise<PushedBlob> {
  const content = contentOf(source, options.size)
  try {
    const push = preparePush(connection, name, content, options)
    const { digest, signal } = push
    if (digest !== undefined) {
      const present = await statBlob(connection, name, digest, { signal })
      if (present !== undefined) return { digest, size: present.size, uploaded: false }
    }
    return await upload(push)
  } finally {
    await content.release()
  }
}

function preparePush(connection: Connection, name: string, content: Content, options: PushBlobOptions): Push {
  const given = options.digest === undefined ? undefined : parseDigest(options.digest)
  const algorithm = given === undefined ? (options.algorithm ?? 'sha256') : algorithmOf(given)
  // Bytes in memory are hashed before anything is sent: that may save sending them.
  const digest = given ?? (content.bytes && digestOf(content.bytes, algorithm))
  const hash = createContentHash(algorithm)
  const chunkSize = chunkSizeOf(options.chunkSize ?? connection.chunkSize, content)
  let sent = 0

  function onRead(offset: number, chunk: Uint8Array): void {
    if (digest === undefined) hash.update(offset, chunk)
    sent = Math.max(sent, offset + chunk.byteLength)
    options.onProgress?.({ sent: offset + chunk.byteLength, size: content.size })
  }

  return {
    connection,
    name,
    content,
    digest,
    hash,
    chunkSize,
    chunks: chunkSize === undefined ? undefined : createChunkReader(content, onRead),
    signal: connection.signal(options.signal),
    onRead,
    sent: () => sent,
  }
}

function chunkSizeOf(asked: number | undefined, content: Content): number | undefined {
  if (asked !== undefined && !(Number.isSafeInteger(asked) && asked > 0))
    throw new RangeError(`a chunk has a whole number of bytes, at least one, not ${asked}`)
  if (asked !== undefined) return asked
  return content.bytes !== undefined || sendsStreams() ? undefined : CHUNK_WITHOUT_STREAMS
}

/** Whether going on with the session, from where the registry says it is, may help. */
function isRecoverable(error: unknown): boolean {
  if (isRetryable(error)) return true
  // 416: the registry is elsewhere in the content (protocol fact 16). 409: it has not noticed yet that the connection
  // of the chunk before is gone. 404: the session has ended, perhaps because the blob is complete (protocol fact 17).
  return error instanceof RegistryError && [404, 409, 416].includes(error.status)
}

async function upload(push: Push): Promise<PushedBlob> {
  const { connection, signal } = push
  let session = await start(push)
  let failures = 0
  let reached = 0
  try {
    for (;;) {
      try {
        const digest = await transfer(push, session)
        return { digest, size: sizeOf(push), uploaded: true }
      } catch (error) {
        signal.throwIfAborted()
        if (!isRecoverable(error)) throw error
        // Tries are counted anew once bytes have got through: a long upload may lose its connection many times.
        failures = session.offset > reached ? 1 : failures + 1
        reached = Math.max(reached, session.offset)
        await connection.retry.pause(failures, error, signal)
        const next = await recover(push, session, error)
        if (next === 'stored') return { digest: digestOfPush(push), size: sizeOf(push), uploaded: true }
        session = next
      }
    }
  } catch (error) {
    await cancelSession(connection, session)
    throw error
  } finally {
    await push.chunks?.close()
  }
}

function start({ connection, name, digest, hash, signal }: Push): Promise<UploadSession> {
  const algorithm = digest === undefined ? hash.algorithm : algorithmOf(digest)
  return startSession(connection, name, algorithm, signal)
}

function digestOfPush({ digest, hash }: Push): Digest {
  return digest ?? hash.digest()
}

/** Bytes of the whole content: told by the source, or known because its end was seen. */
function totalOf({ content, hash }: Push): number | undefined {
  return content.size ?? (hash.finished === undefined ? undefined : hash.size)
}

function sizeOf(push: Push): number {
  return totalOf(push) ?? push.sent()
}

/** Sends what the registry lacks, and closes the session. */
async function transfer(push: Push, session: UploadSession): Promise<Digest> {
  const { connection, content, digest, signal, chunks } = push
  const { offset } = session
  if (chunks === undefined && digest !== undefined && offset !== content.size) {
    // One request: its body is the rest of the blob, and it closes the session.
    await withBody(push, offset, (part) =>
      finishSession(connection, session, digest, part, signal, () => sizeOf(push)),
    )
    return digest
  }
  if (chunks === undefined) await sendRest(push, session)
  else await sendChunks(push, chunks, session)
  const computed = digestOfPush(push)
  await finishSession(connection, session, computed, undefined, signal, () => sizeOf(push))
  return computed
}

/** Sends the rest of the content as one chunk. */
async function sendRest(push: Push, session: UploadSession): Promise<void> {
  const { connection, signal } = push
  while (session.offset !== totalOf(push)) {
    const { offset } = session
    let end = offset
    await withBody(push, offset, async (part, read) => {
      await sendPart(connection, session, part, signal, read)
      end = read()
    })
    if (session.offset === end) return
    mustAdvance(session, offset)
  }
}

async function sendChunks(push: Push, chunks: ChunkReader, session: UploadSession): Promise<void> {
  const { connection, content, signal } = push
  const size = Math.max(push.chunkSize ?? 0, session.minChunk)
  for (;;) {
    const { offset } = session
    const body = await chunks.chunk(offset, size)
    if (body.byteLength === 0) break
    const end = offset + body.byteLength
    await sendPart(connection, session, { body, offset, size: body.byteLength }, signal, () => end)
    mustAdvance(session, offset)
  }
  if (content.size !== undefined && session.offset !== content.size)
    throw new SourceError(`the source gave ${session.offset} bytes where ${content.size} were announced`)
}

function mustAdvance(session: UploadSession, before: number): void {
  if (session.offset <= before)
    throw new ProtocolError(session.location.href, `it takes content and stays at byte ${session.offset}`)
}

/** Lends the rest of the content as a body to one request, and says so when the content is to blame for its failure. */
async function withBody(
  { content, digest, onRead }: Push,
  offset: number,
  request: (part: UploadPart, read: () => number) => Promise<void>,
): Promise<void> {
  const size = content.size === undefined ? undefined : content.size - offset
  if (content.bytes !== undefined && digest !== undefined) {
    const body = content.bytes.subarray(offset)
    onRead(offset, body)
    return request({ body, offset, size }, () => offset + body.byteLength)
  }
  const stream = createBodyStream(content, offset, onRead)
  try {
    await request({ body: stream.body, offset, size }, stream.read)
  } catch (error) {
    throw stream.failure() ?? error
  }
}

/** Finds out where the registry is after a failure: on in this session, in a new one, or done. */
async function recover(
  push: Push,
  session: UploadSession,
  failure: unknown,
): Promise<UploadSession | 'stored'> {
  const { connection, name, signal } = push
  let offset: number | 'ambiguous' | undefined
  try {
    offset = await askStatus(connection, session, signal)
  } catch (error) {
    signal.throwIfAborted()
    if (!isNotFound(error)) throw failure
    // The closing request may have got through and its reply not (protocol fact 17).
    const digest = push.digest ?? push.hash.finished
    if (digest !== undefined && (await statBlob(connection, name, digest, { signal })) !== undefined)
      return 'stored'
    return startOver(push, failure)
  }
  // At most one byte would be saved by guessing, and guessing wrong would spoil the blob.
  if (offset === 'ambiguous' || offset === undefined) {
    await cancelSession(connection, session)
    return startOver(push, failure)
  }
  if (offset > push.sent())
    throw new ProtocolError(
      session.location.href,
      `it has ${offset} bytes where only ${push.sent()} were sent`,
    )
  if (!reaches(push, offset)) throw failure
  session.offset = offset
  return session
}

/** Whether the upload can go on from `offset`. */
function reaches(push: Push, offset: number): boolean {
  return offset === totalOf(push) || (push.chunks?.reaches(offset) ?? push.content.replayable)
}

async function startOver(push: Push, failure: unknown): Promise<UploadSession> {
  if (!reaches(push, 0)) throw failure
  return start(push)
}
