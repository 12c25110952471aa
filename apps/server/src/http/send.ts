import { ServerResponse } from 'node:http'
import type { BlobSlice } from '../handler.ts'
import { ClientGoneError } from './errors.ts'
import { hasUnreadBody, isWaitingToSend, leftoverRead } from './leftover.ts'
import { bodySize, type EncodedReply, isBlobSlice } from './reply.ts'
import type { IncomingRequest, NodeBindings, OutgoingReply } from './request.ts'

/**
 * Sends a reply over the raw response and closes what it streams from.
 * @returns the bytes of body that were sent.
 * @throws {ClientGoneError} when the client did not wait for the end. Any other error means that the stored content
 *   broke off: the connection was cut, so that no client takes the part for the whole.
 */
export async function sendOverSocket(
  reply: EncodedReply,
  { incoming, outgoing, stallTimeoutMs = 0 }: NodeBindings,
): Promise<number> {
  const { body } = reply
  try {
    if (outgoing.destroyed) throw new ClientGoneError('the client left before the reply')
    // A reader that takes nothing for so long would keep the blob open for ever.
    outgoing.setTimeout(stallTimeoutMs, () => outgoing.destroy())
    if (isWaitingToSend(incoming) && outgoing instanceof ServerResponse) outgoing.shouldKeepAlive = false
    const leftover = outgoing instanceof ServerResponse ? undefined : readApart(incoming)
    outgoing.writeHead(reply.status, definedHeaders(reply))
    const silent = body === undefined || incoming.method === 'HEAD'
    if (!silent && isBlobSlice(body)) {
      for await (const chunk of body.blob.read(body.range)) await written(outgoing, chunk)
    }
    const last = silent || isBlobSlice(body) ? undefined : body
    if (!(outgoing instanceof ServerResponse)) await endedApart(incoming, outgoing, last, leftover)
    else if (hasUnreadBody(incoming)) await letGo(incoming, outgoing, last)
    else await ended(outgoing, last)
    return silent ? 0 : bodySize(reply)
  } catch (error) {
    outgoing.destroy()
    throw error
  } finally {
    if (body !== undefined && isBlobSlice(body)) await body.blob.close()
  }
}

/** Waits until the chunk has left: its memory is used again for the next one. */
function written(outgoing: OutgoingReply, chunk: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => reject(new ClientGoneError('the client left during the reply'))
    if (outgoing.destroyed) return onClose()
    outgoing.once('close', onClose)
    outgoing.write(chunk, (error) => {
      outgoing.off('close', onClose)
      // Node calls back without an error, and emits 'finish', also when it drops what it had because of a destroy().
      if (error || outgoing.destroyed) onClose()
      else resolve()
    })
  })
}

/**
 * Ends a reply that came before the end of the request's body. The client gets all of the reply at once; the connection
 * ends later, when the rest was read or is too much to read: a reset on the way would hide the reply (protocol fact 20).
 */
async function letGo(
  incoming: IncomingRequest,
  outgoing: ServerResponse,
  last: Uint8Array | undefined,
): Promise<void> {
  if (last === undefined) outgoing.flushHeaders()
  else await written(outgoing, last)
  const whole = await leftoverRead(incoming)
  await ended(outgoing)
  if (!whole) incoming.destroy()
}

/**
 * Reads what is left of a body over HTTP/2 while its reply leaves: for as long as the client does not let that happen,
 * what it sends would stay in memory.
 * @returns whether that was all of it; undefined when nothing of it need be waited for.
 */
function readApart(incoming: IncomingRequest): Promise<boolean> | undefined {
  const isUnread = hasUnreadBody(incoming)
  const whole = incoming.destroyed ? undefined : leftoverRead(incoming)
  return isUnread ? whole : undefined
}

/**
 * Ends a reply over HTTP/2, where each direction has an end of its own. The reply's comes first: clients wait for it
 * before they stop sending. What they then still send belongs to this stream alone.
 */
async function endedApart(
  incoming: IncomingRequest,
  outgoing: OutgoingReply,
  last: Uint8Array | undefined,
  leftover: Promise<boolean> | undefined,
): Promise<void> {
  await ended(outgoing, last)
  if (await leftover) return
  if (!incoming.complete) incoming.destroy()
}

function ended(outgoing: OutgoingReply, last?: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const onClose = () => reject(new ClientGoneError('the client left before the end of the reply'))
    // Closed already, it says so to nobody any more: whoever waited for that would wait for ever.
    if (outgoing.destroyed) return onClose()
    outgoing.once('close', onClose)
    outgoing.once('finish', () => (outgoing.destroyed ? onClose() : resolve()))
    outgoing.end(last)
  })
}

/** A reply as a web Response, for requests made in process. Its stream closes the blob when it ends or is cancelled. */
export function toResponse(reply: EncodedReply, method: string): Response {
  const { body } = reply
  const silent = body === undefined || method === 'HEAD'
  if (silent && body !== undefined && isBlobSlice(body)) void body.blob.close()
  const content = silent ? null : isBlobSlice(body) ? streamOf(body) : (body as Uint8Array<ArrayBuffer>)
  return new Response(content, { status: reply.status, headers: definedHeaders(reply) })
}

function streamOf({ blob, range }: BlobSlice): ReadableStream<Uint8Array> {
  const chunks = blob.read(range)[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      try {
        const next = await chunks.next()
        // The storage uses the chunk's memory again; whoever reads this stream may keep it.
        if (!next.done) return controller.enqueue(next.value.slice())
        await blob.close()
        controller.close()
      } catch (error) {
        await blob.close()
        controller.error(error)
      }
    },
    async cancel() {
      await chunks.return?.()
      await blob.close()
    },
  })
}

function definedHeaders(reply: EncodedReply): Record<string, string> {
  return Object.fromEntries(
    Object.entries(reply.headers).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
