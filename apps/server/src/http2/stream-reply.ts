import { constants, type ServerHttp2Stream } from 'node:http2'
import { Writable } from 'node:stream'
import type { TLSSocket } from 'node:tls'

/**
 * The reply on a stream of HTTP/2, which means what Node's `ServerResponse` of HTTP/1.1 means: it finishes when all of
 * it has been handed over, and closes without having finished when the client has left.
 */
export class StreamReply extends Writable {
  readonly socket: TLSSocket
  readonly #stream: ServerHttp2Stream
  /** Bytes of the announced length that were not written yet. */
  #left = Number.NaN
  #patience: NodeJS.Timeout | undefined

  constructor(stream: ServerHttp2Stream, socket: TLSSocket) {
    super()
    this.socket = socket
    this.#stream = stream
    stream.once('close', () => {
      // Whole, it comes to its end by itself.
      if (!this.#isTaken()) this.destroy()
    })
    // Says why it was destroyed to whoever writes; that nobody writes any more is no fault.
    stream.on('error', () => {})
    this.on('error', () => {})
  }

  get headersSent(): boolean {
    return this.#stream.headersSent
  }

  writeHead(status: number, headers: Readonly<Record<string, string>>): void {
    this.#left = Number(headers['Content-Length'])
    if (this.#stream.destroyed || this.#stream.closed) this.destroy()
    else this.#stream.respond({ ':status': status, ...headers }, { endStream: this.#left === 0 })
  }

  writeContinue(): void {
    if (!this.#stream.destroyed && !this.#stream.closed)
      this.#stream.additionalHeaders({ ':status': constants.HTTP_STATUS_CONTINUE })
  }

  /**
   * Calls back each time the client has taken nothing for so long. 0 is no limit. The timeout of the stream itself would
   * take what other streams of the connection send for a sign of life.
   */
  setTimeout(ms: number, onStall: () => void): void {
    clearInterval(this.#patience)
    this.#patience = ms === 0 ? undefined : setInterval(onStall, ms).unref()
  }

  override _write(chunk: Uint8Array, _: BufferEncoding, done: (error?: Error | null) => void): void {
    const sent = this.#unlessTaken((error) => {
      this.#patience?.refresh()
      done(error)
    })
    this.#left -= chunk.byteLength
    // The end goes with the last bytes: some clients hang up as soon as they have as many as were announced.
    if (this.#left === 0) this.#stream.end(chunk, sent)
    else this.#stream.write(chunk, sent)
  }

  override _final(done: (error?: Error | null) => void): void {
    // The stream of a HEAD, or of a status without a body, is at its end before.
    if (this.#stream.writableFinished) done()
    else this.#stream.end(this.#unlessTaken(done))
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearInterval(this.#patience)
    // A client must not take a part for the whole.
    if (!this.writableFinished) this.#stream.close(constants.NGHTTP2_INTERNAL_ERROR)
    done(error)
  }
  /**
   * Node destroys a stream the moment its last frame has left, and then reports as dropped what was only not yet
   * reported as sent.
   */
  #unlessTaken(done: (error?: Error | null) => void): (error?: Error | null) => void {
    return (error) => done(error && this.#isTaken() ? null : error)
  }

  /** Whether a closed stream has closed because both sides have said all. */
  #isTaken(): boolean {
    const isAllWritten = this.#left === 0 || this.writableEnded
    return isAllWritten && this.#stream.rstCode === constants.NGHTTP2_NO_ERROR
  }
}
