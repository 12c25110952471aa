import type { IncomingHttpHeaders } from 'node:http'
import { constants, type IncomingHttpHeaders as Http2Headers, type ServerHttp2Stream } from 'node:http2'
import { Readable } from 'node:stream'
import type { TLSSocket } from 'node:tls'

/**
 * A request on a stream of HTTP/2, which means what Node's `IncomingMessage` of HTTP/1.1 means. That of Node's own
 * compatibility API does not: it says that a body whose client left has come to its end.
 */
export class StreamRequest extends Readable {
  readonly method: string
  /** The target: `:path`, as it was sent. */
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly rawHeaders: readonly string[]
  readonly socket: TLSSocket
  /** Whether the headers were not all there is. */
  readonly hasBody: boolean
  readonly #stream: ServerHttp2Stream
  /** What has come and nobody has asked for; while there is some, the client is held back. */
  readonly #waiting: Uint8Array[] = []
  #received = 0
  #isWanted = false
  #hasEnded = false
  #isCut = false

  constructor(stream: ServerHttp2Stream, headers: Http2Headers, socket: TLSSocket) {
    // What waits does so here: then no byte that arrived is lost when the client leaves.
    super({ highWaterMark: 1 })
    this.method = headers[':method'] ?? 'GET'
    this.url = headers[':path'] ?? '/'
    this.headers = withoutPseudoHeaders(headers)
    this.rawHeaders = Object.entries(this.headers).flatMap(([name, value]) => [name, String(value)])
    this.socket = socket
    this.hasBody = !stream.endAfterHeaders
    this.#stream = stream
    stream.on('data', (chunk: Uint8Array) => this.#arrived(chunk))
    // Also when the client resets it without an error: that is an end for the stream, and none for the body.
    stream.once('end', () => this.#over(stream.aborted))
    stream.once('aborted', () => {
      // What is read is told as data, and after this it would be dropped.
      while (stream.read() !== null);
      this.#over(true)
    })
    stream.once('close', () => this.#over(true))
  }

  /** Whether all of it has come. */
  get complete(): boolean {
    return this.#hasEnded
  }

  /** Bytes of body that have come. */
  get bytesRead(): number {
    return this.#received
  }

  /** Whether it is the client who has to go on: its body is not whole, and all that came of it was taken. */
  get isAwaited(): boolean {
    return !this.#hasEnded && this.#waiting.length === 0
  }

  override _read(): void {
    this.#isWanted = true
    this.#pass()
  }

  /** Ends the stream, and no other of its connection. */
  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    // After a whole reply it only says that the rest of the body is not wanted (RFC 9113 8.1).
    const { NGHTTP2_NO_ERROR, NGHTTP2_CANCEL } = constants
    if (!this.#hasEnded) this.#stream.close(this.#stream.writableFinished ? NGHTTP2_NO_ERROR : NGHTTP2_CANCEL)
    // Until the reset has left, what came before it would stay in memory.
    this.#waiting.length = 0
    this.#stream.resume()
    done(error)
  }

  #arrived(chunk: Uint8Array): void {
    this.#received += chunk.byteLength
    if (this.destroyed) return
    this.#waiting.push(chunk)
    this.#pass()
  }

  #over(isCut: boolean): void {
    if (this.#hasEnded || this.#isCut) return
    this.#hasEnded = !isCut
    this.#isCut = isCut
    this.#pass()
  }

  #pass(): void {
    if (this.#isWanted) {
      const chunk = this.#waiting.shift()
      if (chunk !== undefined) {
        this.#isWanted = false
        this.push(chunk)
      } else if (this.#hasEnded) {
        this.push(null)
      } else if (this.#isCut) {
        this.destroy()
      }
    }
    if (this.#waiting.length > 0) this.#stream.pause()
    else if (this.#stream.isPaused()) this.#stream.resume()
  }
}

/** As HTTP/1.1 would have them: what is about the request itself is told otherwise, and the authority is the host. */
function withoutPseudoHeaders(headers: Http2Headers): IncomingHttpHeaders {
  const plain = Object.entries(headers).filter(([name]) => !name.startsWith(':'))
  const authority = headers[':authority']
  return { ...Object.fromEntries(plain), ...(authority !== undefined && { host: authority }) }
}
