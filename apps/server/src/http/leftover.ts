import type { IncomingRequest } from './request.ts'

/** Most bytes of an unwanted body that are read, so that its connection can be used again. */
const MOST_BYTES = 16 * 1024 * 1024

/** Whether a body was announced and has not come to its end. */
export function hasUnreadBody(incoming: IncomingRequest): boolean {
  const { headers, complete, destroyed, hasBody } = incoming
  const announced =
    hasBody ?? (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
  return announced && !complete && !destroyed && !isWaitingToSend(incoming)
}

/** Whether the client waits for a word before it sends its body, and nobody has given it (RFC 9110 10.1.1). */
export function isWaitingToSend(incoming: IncomingRequest): boolean {
  return (
    incoming.headers.expect?.toLowerCase() === '100-continue' &&
    !incoming.readableDidRead &&
    !incoming.complete
  )
}

/** Reads what is left of a body nobody wants. @returns whether that was all of it; false when it is too much. */
export function leftoverRead(incoming: IncomingRequest): Promise<boolean> {
  return new Promise((resolve) => {
    let bytes = 0
    const finish = () => {
      incoming.off('data', count).off('end', finish).off('close', finish)
      resolve(incoming.complete)
    }
    const count = (chunk: Uint8Array) => {
      bytes += chunk.byteLength
      if (bytes > MOST_BYTES) finish()
    }
    incoming
      .on('error', () => {})
      .on('data', count)
      .once('end', finish)
      .once('close', finish)
      .resume()
  })
}
