import { SourceError } from '../errors.ts'
import { streamOf } from '../streams.ts'
import type { Content } from './source.ts'

/** Content on its way as the body of one request. */
export interface BodyStream {
  readonly body: ReadableStream<Uint8Array>
  /** Why the content itself could not be read. Fetch reports it as a failed connection, which it is not. */
  failure(): unknown
  /** Bytes of the content that have left the source. */
  read(): number
}

/** Streams content from `offset`, held against its announced size so that a short file is not taken for a cut line. */
export function createBodyStream(
  content: Content,
  offset: number,
  onRead: (offset: number, chunk: Uint8Array) => void,
): BodyStream {
  let failure: unknown
  let position = offset

  async function* chunks(): AsyncGenerator<Uint8Array, void> {
    try {
      for await (const chunk of content.open(offset)) {
        const end = position + chunk.byteLength
        if (content.size !== undefined && end > content.size)
          throw new SourceError(`the source gave more than the ${content.size} bytes it was said to hold`)
        onRead(position, chunk)
        position = end
        yield chunk
      }
      if (content.size !== undefined && position < content.size)
        throw new SourceError(`the source ended after ${position} of ${content.size} bytes`)
    } catch (error) {
      failure = error
      throw error
    }
  }

  return { body: streamOf(chunks()), failure: () => failure, read: () => position }
}
