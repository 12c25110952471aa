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
  #patience: NodeJS.Timeout | undefined

  constructor(stream: ServerHttp2Stream, socket: TLSSocket) {
    super()
    this.socket = socket
    this.#stream = stream
    stream.once('close', () => this.destroy())
    // Says why it was destroyed to whoever writes; that nobody writes any more is no fault.
    stream.on('error', () => {})
    this.on('error', () => {})
  }

  get headersSent(): boolean {
    return this.#stream.headersSent
  }

  writeHead(status: number, headers: Readonly<Record<string, string>>): void {
    if (this.#stream.destroyed || this.#stream.closed) this.destroy()
    else this.#stream.respond({ ':status': status, ...headers })
  }

  writeContinue(): void {
    if (!this.#stream.destroyed && !this.#stream.closed)
      this.#stream.additionalHeaders({ ':status': constants.HTTP_STATUS_CONTINUE })
  }

  /** Calls back each time the client has taken nothing for so long. 0 is no limit. */
  setTimeout(ms: number, onStall: () => void): void {
    clearInterval(this.#patience)
    this.#patience = ms === 0 ? undefined : setInterval(onStall, ms).unref()
  }

  override _write(chunk: Uint8Array, _: BufferEncoding, done: (error?: Error | null) => void): void {
    // That of the stream counts what other streams of the connection send as well.
    this.#stream.write(chunk, (error) => {
      this.#patience?.refresh()
      done(error)
    })
  }

  override _final(done: (error?: Error | null) => void): void {
    // The stream of a HEAD, or of a status without a body, is at its end before.
    if (this.#stream.writableFinished) done()
    else this.#stream.end(done)
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    clearInterval(this.#patience)
    // A client must not take a part for the whole.
    if (!this.writableFinished) this.#stream.close(constants.NGHTTP2_INTERNAL_ERROR)
    done(error)
  }
}
