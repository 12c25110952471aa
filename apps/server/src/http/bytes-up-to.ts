import type { RegistryError } from '@berth/spec'
import type { ServerRequest } from './request.ts'

/**
 * The body of a request in memory.
 * @throws what `tooLarge` makes, as soon as it is longer than `limit` bytes.
 */
export async function bytesUpTo(
  limit: number,
  request: Pick<ServerRequest, 'body' | 'contentLength'>,
  tooLarge: () => RegistryError,
): Promise<Buffer> {
  if ((request.contentLength ?? 0) > limit) throw tooLarge()
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body()) {
    size += chunk.byteLength
    if (size > limit) throw tooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
