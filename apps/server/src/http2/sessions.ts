import { createServer, type Http2Server, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2'
import type { Readable, Writable } from 'node:stream'
import type { TLSSocket } from 'node:tls'
import { StreamReply } from './stream-reply.ts'
import { StreamRequest } from './stream-request.ts'

/** What one connection may cost. Times in milliseconds, sizes in bytes. */
export interface SessionLimits {
  readonly maxHeaderBytes: number
  /** How long a client may take until its first request has come. */
  readonly headersTimeoutMs: number
  /** How long a connection without a request is kept. */
  readonly keepAliveTimeoutMs: number
  /** How long a client may stand still. */
  readonly bodyIdleTimeoutMs: number
}

/**
 * Bytes a client may send on a stream before it hears that some were taken. Node's default of 64 KiB allows a push
 * 1.3 MB/s over a line of 50 ms, this allows 40 (protocol fact 45). A stream that is held back keeps as much in memory.
 */
const STREAM_WINDOW_BYTES = 2 * 1024 * 1024

/** The same for all streams of a connection together. Node takes from it at once, so it costs no memory. */
const CONNECTION_WINDOW_BYTES = 16 * 1024 * 1024

/** Clients push and pull some ten layers at a time. */
const MAX_STREAMS = 100

/**
 * What Node may hold for one connection, in its unit of 10^6 bytes, before it refuses further streams: a chunk of
 * 256 KiB on its way for each stream is 26 of them, and Node's default is 10.
 */
const MAX_SESSION_MEMORY = 64

/** Frames that break the protocol, after which a connection is not worth keeping. */
const MAX_INVALID_FRAMES = 100

/** How long a client that has its last reply may take to hang up, when the server is closing. */
const LINGER_MS = 1000

interface Session {
  readonly connection: ServerHttp2Session
  readonly socket: TLSSocket
  streams: number
  /** Those of the streams that are open. */
  readonly requests: Set<StreamRequest>
  /** Ends it when it has stood idle, or lingers after the end. */
  timer: NodeJS.Timeout | undefined
}

/**
 * Speaks HTTP/2 on connections that somebody else has accepted, and knows which are open: Node's own server would keep
 * an idle one for ever, and has no word for closing them.
 *
 * That one client opens and resets streams without end is bounded below, by nghttp2: 1000 at once, then 33 a second.
 */
export class Sessions {
  readonly #limits: SessionLimits
  readonly #onRequest: (request: StreamRequest, reply: StreamReply) => void
  readonly #http2: Http2Server
  readonly #open = new Set<Session>()
  #isClosing = false

  constructor(limits: SessionLimits, onRequest: (request: StreamRequest, reply: StreamReply) => void) {
    this.#limits = limits
    this.#onRequest = onRequest
    this.#http2 = createServer({
      maxSessionMemory: MAX_SESSION_MEMORY,
      maxSessionInvalidFrames: MAX_INVALID_FRAMES,
      settings: {
        enablePush: false,
        initialWindowSize: STREAM_WINDOW_BYTES,
        maxConcurrentStreams: MAX_STREAMS,
        maxHeaderListSize: limits.maxHeaderBytes,
      },
    })
  }

  /** Takes over a connection whose client has chosen HTTP/2. */
  take(socket: TLSSocket): void {
    if (this.#isClosing) {
      socket.destroy()
      return
    }
    // Emitted within the call: it is the one of this socket.
    this.#http2.once('session', (connection) =>
      this.#follow({ connection, socket, streams: 0, requests: new Set(), timer: undefined }),
    )
    this.#http2.emit('connection', socket)
  }

  /** Takes no more requests; each connection ends with the last reply on it. */
  close(): void {
    this.#isClosing = true
    for (const session of this.#open) {
      session.connection.close()
      if (session.streams === 0) this.#linger(session)
    }
  }

  #follow(session: Session): void {
    const { connection } = session
    this.#open.add(session)
    connection.on('error', () => {})
    connection.once('close', () => {
      clearTimeout(session.timer)
      this.#open.delete(session)
    })
    connection.setLocalWindowSize(CONNECTION_WINDOW_BYTES)
    this.#boundStillness(session)
    this.#endAfter(session, this.#limits.headersTimeoutMs)
    connection.on('stream', (stream, headers) => {
      this.#count(session, stream)
      const request = new StreamRequest(stream, headers, session.socket)
      const reply = new StreamReply(stream, session.socket)
      session.requests.add(request)
      stream.once('close', () => session.requests.delete(request))
      this.#boundReset(session, stream, [request, reply])
      this.#onRequest(request, reply)
    })
  }

  #count(session: Session, stream: ServerHttp2Stream): void {
    session.streams += 1
    clearTimeout(session.timer)
    stream.once('close', () => {
      session.streams -= 1
      if (session.streams > 0) return
      if (this.#isClosing) this.#linger(session)
      else this.#endAfter(session, this.#limits.keepAliveTimeoutMs)
    })
  }

  /**
   * A reset has to leave as well, and a client that reads nothing of its connection keeps it from that: the stream would
   * never close, and with a stream a connection has no other bound.
   */
  #boundReset(session: Session, stream: ServerHttp2Stream, halves: readonly (Readable | Writable)[]): void {
    const bound = () => {
      if (!stream.closed || stream.destroyed) return
      const timer = setTimeout(() => cut(session), this.#limits.bodyIdleTimeoutMs).unref()
      stream.once('close', () => clearTimeout(timer))
    }
    for (const half of halves) half.once('close', bound)
  }

  /**
   * Ends a connection on which nothing moves while every stream of it waits for its client. Each stream has its own bound
   * as well, but Node may stop to read a connection whose client has gone, and then says nothing of it to any.
   */
  #boundStillness(session: Session): void {
    let seen = 0
    const look = () => {
      const moved = session.socket.bytesRead + session.socket.bytesWritten
      const isAwaited =
        session.requests.size > 0 && [...session.requests].every((request) => request.isAwaited)
      if (isAwaited && moved === seen) cut(session)
      seen = moved
    }
    const timer = setInterval(look, 2 * this.#limits.bodyIdleTimeoutMs).unref()
    session.socket.once('close', () => clearInterval(timer))
  }

  #endAfter(session: Session, ms: number): void {
    clearTimeout(session.timer)
    session.timer = setTimeout(() => cut(session), ms).unref()
  }

  /** Node waits for the client to hang up after the last reply, which a client need not do. */
  #linger(session: Session): void {
    clearTimeout(session.timer)
    session.timer = setTimeout(() => session.socket.destroy(), LINGER_MS).unref()
  }
}

/** Node's own word for it ends a connection that has said goodbye in peace, when all that is left was taken. */
function cut({ connection, socket }: Session): void {
  connection.destroy()
  socket.destroy()
}
