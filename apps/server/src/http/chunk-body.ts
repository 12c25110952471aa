import { type ChunkRange, RegistryError } from '@berth/spec'

/**
 * A chunk's body, held against the range it claims ("Pushing a blob in chunks"). Without a range the body is whatever
 * streams in (protocol fact 10).
 * @throws {RegistryError} SIZE_INVALID: at once when the announced length contradicts the range; for a body of unknown
 *   length from the iteration, before any byte beyond the range is passed on.
 */
export function chunkBody(
  body: AsyncIterable<Uint8Array>,
  contentLength: number | undefined,
  range: ChunkRange | undefined,
): AsyncIterable<Uint8Array> {
  if (range === undefined) return body
  const size = range.end - range.start + 1
  if (contentLength === undefined) return exactly(body, size)
  if (contentLength === size) return body
  throw new RegistryError(
    'SIZE_INVALID',
    `Content-Range spans ${size} bytes, Content-Length says ${contentLength}`,
  )
}

async function* exactly(body: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array> {
  let seen = 0
  for await (const chunk of body) {
    seen += chunk.byteLength
    if (seen > size)
      throw new RegistryError('SIZE_INVALID', `the body is longer than the ${size} bytes of Content-Range`)
    yield chunk
  }
  if (seen < size)
    throw new RegistryError('SIZE_INVALID', `the body has ${seen} bytes, Content-Range spans ${size}`)
}
