import { SourceError } from '../errors.ts'
import { chunksOf } from '../streams.ts'

/**
 * Content that can be read again from anywhere, which is what resuming an upload takes.
 * @example
 * const source: ReplayableSource = {
 *   size: bytes.byteLength,
 *   open: (offset) => new Blob([bytes]).slice(offset).stream(),
 * }
 */
export interface ReplayableSource {
  /** Bytes of the whole content. */
  readonly size: number
  /** Reads the content from `offset` to its end. */
  open(offset: number): ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>
}

/** What a blob can be pushed from. All but streams and iterables can be read again, so their uploads resume. */
export type BlobSource =
  | Uint8Array
  | Blob
  | ReplayableSource
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>

/** A source as the upload reads it. */
export interface Content {
  /** Bytes of the whole content, when known. */
  readonly size: number | undefined
  /** Whether it can be opened more than once, and elsewhere than at 0. */
  readonly replayable: boolean
  /** The content in memory, when that is where it is. */
  readonly bytes?: Uint8Array
  /** @throws {SourceError} when it can be opened only once, and was. */
  open(offset: number): AsyncIterable<Uint8Array>
  /** Lets go of a source that will not be read to its end. */
  release(): Promise<void>
}

const NOTHING_TO_RELEASE = async (): Promise<void> => {}

function iterate(stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  return stream instanceof ReadableStream ? chunksOf(stream) : stream
}

async function* piece(bytes: Uint8Array): AsyncGenerator<Uint8Array, void> {
  if (bytes.byteLength > 0) yield bytes
}

function once(stream: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>, size?: number): Content {
  let opened = false
  return {
    size,
    replayable: false,
    open() {
      if (opened)
        throw new SourceError('a stream can be read only once; push from a source that can be reopened')
      opened = true
      return iterate(stream)
    },
    async release() {
      if (opened) return
      opened = true
      if (stream instanceof ReadableStream) await stream.cancel()
      else await stream[Symbol.asyncIterator]().return?.()
    },
  }
}

/** Reads any source the same way. `size` is what the caller knows of it. */
export function contentOf(source: BlobSource, size?: number): Content {
  const content = asContent(source, size)
  if (size !== undefined && content.size !== size)
    throw new SourceError(`the source holds ${content.size} bytes where ${size} were announced`)
  return content
}

function asContent(source: BlobSource, size: number | undefined): Content {
  if (source instanceof Uint8Array) {
    return {
      size: source.byteLength,
      replayable: true,
      bytes: source,
      open: (offset) => piece(source.subarray(offset)),
      release: NOTHING_TO_RELEASE,
    }
  }
  if (source instanceof Blob) {
    return {
      size: source.size,
      replayable: true,
      open: (offset) => chunksOf(source.slice(offset).stream()),
      release: NOTHING_TO_RELEASE,
    }
  }
  if (source instanceof ReadableStream) return once(source, size)
  if ('open' in source) {
    return {
      size: source.size,
      replayable: true,
      open: (offset) => iterate(source.open(offset)),
      release: NOTHING_TO_RELEASE,
    }
  }
  return once(source, size)
}
