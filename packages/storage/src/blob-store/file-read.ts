import { CHUNK_BYTES } from '../blob-store.ts'
import type { OpenFile } from './file-system.ts'
import { refuse } from './unavailable.ts'

/** 256 KiB reads cost a fraction of 64 KiB ones, and no more than larger ones (performance.md 3, "Blob GET"). */
const READ_BYTES = CHUNK_BYTES

/** Buffers kept for the next reader. More readers than this allocate theirs. */
const POOLED_BUFFERS = 64
const pool: Buffer[] = []

/** With more buffers than this in use nobody reads ahead: a crowd of slow readers would hold twice the memory. */
const CROWDED_BUFFERS = 128
let inUse = 0

function takeBuffer(length: number): Buffer {
  if (length < READ_BYTES) return Buffer.allocUnsafe(length)
  inUse += 1
  return pool.pop() ?? Buffer.allocUnsafeSlow(READ_BYTES)
}

function giveBack(buffer: Buffer): void {
  if (buffer.byteLength < READ_BYTES) return
  inUse -= 1
  if (pool.length < POOLED_BUFFERS) pool.push(buffer)
}

/**
 * The bytes of a file from `start` (inclusive) to `end` (exclusive), one read ahead of the consumer while there are few.
 * A chunk is valid until the next one is asked for; then its buffer takes another read.
 * @param tooShort makes the error when the file ends early.
 */
export async function* readFile(
  file: OpenFile,
  start: number,
  end: number,
  tooShort: () => Error,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (start >= end) return
  const length = Math.min(end - start, READ_BYTES)
  const ahead = { buffer: takeBuffer(length), reading: undefined as Promise<number> | undefined }
  const held: Buffer[] = [ahead.buffer]
  const readAt = (buffer: Buffer, position: number) => {
    const reading = fill(file, buffer, position, Math.min(end - position, buffer.byteLength))
    // The consumer may leave before it comes to this read; its failure is then nobody's.
    reading.catch(() => {})
    ahead.buffer = buffer
    ahead.reading = reading
  }
  try {
    readAt(ahead.buffer, start)
    let position = start
    let spare: Buffer | undefined
    while (position < end) {
      const { buffer, reading } = ahead
      const wanted = Math.min(end - position, buffer.byteLength)
      const filled = await reading
      if (filled !== wanted) throw tooShort()
      position += wanted
      if (spare === undefined && position < end && inUse < CROWDED_BUFFERS) {
        spare = takeBuffer(length)
        held.push(spare)
      }
      const next = spare ?? buffer
      if (next !== buffer && position < end) readAt(next, position)
      yield buffer.subarray(0, wanted)
      if (next !== buffer) spare = buffer
      else if (position < end) readAt(buffer, position)
    }
  } finally {
    // A read under way still writes to its buffer: it goes back only afterwards.
    await ahead.reading?.catch(() => {})
    for (const buffer of held) giveBack(buffer)
  }
}

/** Reads until `length` bytes or the end of the file: the kernel may return fewer at a time. Returns how many. */
async function fill(file: OpenFile, buffer: Buffer, position: number, length: number): Promise<number> {
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled).catch(refuse)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}
