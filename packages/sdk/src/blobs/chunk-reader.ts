import { SourceError } from '../errors.ts'
import { concat } from '../streams.ts'
import type { Content } from './source.ts'

/** Reads content in chunks of an upload. The last chunk is kept, so even a stream can send it once more. */
export interface ChunkReader {
  /** Whether `chunk` can be asked for this offset. */
  reaches(offset: number): boolean
  /**
   * The next bytes at `offset`, `size` of them unless the content ends first or the kept chunk is being sent again.
   * Empty at the end of the content.
   */
  chunk(offset: number, size: number): Promise<Uint8Array>
  close(): Promise<void>
}

export function createChunkReader(
  content: Content,
  onRead: (offset: number, chunk: Uint8Array) => void,
): ChunkReader {
  let iterator: AsyncIterator<Uint8Array> | undefined
  /** Bytes the source gave beyond the chunk that was asked for. */
  let rest: Uint8Array = new Uint8Array(0)
  let kept: Uint8Array = new Uint8Array(0)
  let start = 0

  async function close(): Promise<void> {
    await iterator?.return?.()
    iterator = undefined
  }

  async function read(offset: number, size: number): Promise<Uint8Array> {
    iterator ??= content.open(offset)[Symbol.asyncIterator]()
    const pieces: Uint8Array[] = []
    let missing = size
    while (missing > 0) {
      if (rest.byteLength === 0) {
        const { done, value } = await iterator.next()
        if (done === true) break
        rest = value
      }
      const piece = rest.subarray(0, missing)
      rest = rest.subarray(piece.byteLength)
      missing -= piece.byteLength
      pieces.push(piece)
    }
    return concat(pieces, size - missing)
  }

  return {
    reaches: (offset) => content.replayable || (offset >= start && offset <= start + kept.byteLength),
    close,

    async chunk(offset, size) {
      const end = start + kept.byteLength
      if (offset >= start && offset < end) return kept.subarray(offset - start)
      if (offset !== end) {
        if (!content.replayable)
          throw new SourceError(
            `the registry wants byte ${offset} again, and the stream has gone on to ${end}`,
          )
        await close()
        rest = new Uint8Array(0)
      }
      kept = await read(offset, size)
      start = offset
      if (kept.byteLength > 0) onRead(offset, kept)
      return kept
    },
  }
}
