import { Readable } from 'node:stream'

/** Fewer bytes than this wait for more: a write per network read would cost more than the copy to the disk. */
const BATCH_BYTES = 256 * 1024

/** More than this waiting, while as much is being written, and the source is held back. */
const HELD_BACK_BYTES = 1024 * 1024

/**
 * What a chunk counts for at least. A client may send its body byte by byte: each then costs a call of the hash and a
 * piece of a write, and a batch of a quarter million of them would keep everybody else waiting.
 */
const LEAST_CHUNK_BYTES = 256

const weightOf = (chunk: Uint8Array) => Math.max(chunk.byteLength, LEAST_CHUNK_BYTES)

/**
 * The chunks of a source, gathered to batches worth a write each. When the source fails, the batch of what had arrived
 * comes first and the failure then.
 *
 * A Node stream is read through its events, so that it fills the next batch while the last one is written, and is
 * neither copied nor destroyed: a consumer that leaves early leaves it paused to its owner.
 */
export function batches(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array[], void, undefined> {
  return source instanceof Readable ? streamBatches(source) : iterableBatches(source)
}

async function* iterableBatches(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array[], void, undefined> {
  let waiting: Uint8Array[] = []
  let weight = 0
  let failure: { error: unknown } | undefined
  const chunks = source[Symbol.asyncIterator]()
  let finished = false
  try {
    while (!finished) {
      try {
        const next = await chunks.next()
        if (next.done === true) {
          finished = true
        } else {
          waiting.push(next.value)
          weight += weightOf(next.value)
        }
      } catch (error) {
        finished = true
        failure = { error }
      }
      if (waiting.length > 0 && (finished || weight >= BATCH_BYTES)) {
        yield waiting
        waiting = []
        weight = 0
      }
    }
  } finally {
    if (!finished) await chunks.return?.()
  }
  if (failure !== undefined) throw failure.error
}

/** How a stream came to its end. */
type Ending = { failed: false } | { failed: true; error: unknown }

async function* streamBatches(source: Readable): AsyncGenerator<Uint8Array[], void, undefined> {
  let waiting: Uint8Array[] = []
  let weight = 0
  let ending = undefined as Ending | undefined
  let wake = () => {}

  const onData = (chunk: Uint8Array) => {
    waiting.push(chunk)
    weight += weightOf(chunk)
    if (weight >= HELD_BACK_BYTES) source.pause()
    if (weight >= BATCH_BYTES) wake()
  }
  const finish = (how: Ending) => {
    ending ??= how
    wake()
  }
  const onEnd = () => finish({ failed: false })
  const onError = (error: unknown) => finish({ failed: true, error })
  const onClose = () => onError(source.errored ?? new Error('the source closed before its end'))

  if (source.readableEnded) onEnd()
  else if (source.destroyed) onClose()
  source.on('data', onData).on('end', onEnd).on('error', onError).on('close', onClose).resume()
  try {
    for (;;) {
      if (waiting.length > 0 && (ending !== undefined || weight >= BATCH_BYTES)) {
        const batch = waiting
        waiting = []
        weight = 0
        source.resume()
        yield batch
      } else if (ending === undefined) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      } else if (ending.failed) {
        throw ending.error
      } else {
        return
      }
    }
  } finally {
    source.off('data', onData).off('end', onEnd).off('error', onError).off('close', onClose)
    if (ending === undefined) source.pause()
  }
}
