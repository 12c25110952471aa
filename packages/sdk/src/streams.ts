/** The chunks of a stream. Leaving the loop early cancels it. Not every browser's streams can be iterated. */
export async function* chunksOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const reader = stream.getReader()
  let ended = false
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) {
        ended = true
        return
      }
      yield value
    }
  } catch (error) {
    ended = true
    throw error
  } finally {
    // The one who reads it may be gone because the stream itself has failed; that failure is the one to tell.
    if (!ended) await reader.cancel().catch(() => {})
    reader.releaseLock()
  }
}

/** A stream of chunks that are made only when asked for. Cancelling it ends the iteration. */
export function streamOf(
  chunks: AsyncIterable<Uint8Array>,
  onCancel: (reason: unknown) => void = () => {},
): ReadableStream<Uint8Array> {
  const iterator = chunks[Symbol.asyncIterator]()
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await iterator.next()
        if (done === true) controller.close()
        else controller.enqueue(value)
      },
      async cancel(reason) {
        onCancel(reason)
        await iterator.return?.()
      },
    },
    // Nothing is read ahead: what is read from a source is what was sent.
    { highWaterMark: 0 },
  )
}

/** Joins chunks whose sizes add up to `size`. */
export function concat(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}
