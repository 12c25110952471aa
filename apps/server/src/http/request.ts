import type { IncomingMessage } from 'node:http'
import type { Readable, Writable } from 'node:stream'
import { type ClientCertificate, clientCertificateOf } from '../tls/client-certificate.ts'

/** What is asked of a raw request: the part of Node's that those of every version of HTTP have. */
export type IncomingRequest = Readable &
  Pick<IncomingMessage, 'headers' | 'complete' | 'socket'> & {
    readonly method?: string | undefined
    readonly url?: string | undefined
    /** Whether there is a body. HTTP/1.1 tells by headers. */
    readonly hasBody?: boolean
  }

/** What is asked of a raw reply: the part of Node's that those of every version of HTTP have. */
export interface OutgoingReply extends Writable {
  readonly headersSent: boolean
  readonly socket: object | null
  writeHead(status: number, headers: Record<string, string>): unknown
  writeContinue(): void
  setTimeout(ms: number, onStall: () => void): unknown
}

/** What hono hands over per request under Node: the raw pair, for which no web stream has to be made. */
export interface NodeBindings {
  incoming: IncomingRequest
  outgoing: OutgoingReply
  /** How long, in milliseconds, a client may take nothing of a reply. No limit when absent. */
  stallTimeoutMs?: number
  /** Whether it came over the control socket. Whoever listens says so; nothing in a request can. */
  overControlSocket?: boolean
}

/**
 * One HTTP request, the same over a socket and in process. Over a socket its body is the raw Node request: on byte
 * paths a web stream costs up to five times as much.
 */
export interface ServerRequest {
  readonly method: string
  /** Path as it was sent, without query, not decoded and not normalised. */
  readonly path: string
  readonly query: URLSearchParams
  /** Address of the peer, when there is a socket. */
  readonly remoteAddress: string | undefined
  readonly encrypted: boolean
  /** Who the client is by its verified certificate, when it has shown one. */
  readonly clientCertificate: ClientCertificate | undefined
  /** Whether it came over the control socket, which only the operator reaches. */
  readonly overControlSocket: boolean
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal
  /** Whether the client left before all of its body had come. */
  bodyBroken(): boolean
  header(name: string): string | undefined
  /** Size of the body in bytes as announced; undefined when it is sent in chunks or there is none. */
  readonly contentLength: number | undefined
  /** The body, to be read once. Asking for it answers `Expect: 100-continue`. */
  body(): AsyncIterable<Uint8Array>
}

/** The request hono was called with: the raw one when it came over a socket, the web one otherwise. */
export function serverRequest(
  request: Request,
  { incoming, outgoing, overControlSocket = false }: Partial<NodeBindings>,
): ServerRequest {
  return incoming && outgoing
    ? nodeRequest({ incoming, outgoing, overControlSocket })
    : webRequest(request, overControlSocket)
}

/** The path of a request as it was sent, without its query. */
export function rawPath(request: Request, { incoming }: Partial<NodeBindings> = {}): string {
  return incoming === undefined ? new URL(request.url).pathname : splitTarget(incoming).path
}

/** A request that came over a socket. */
function nodeRequest({ incoming, outgoing, overControlSocket = false }: NodeBindings): ServerRequest {
  const { path, query } = splitTarget(incoming)
  const gone = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort()
  })
  return {
    method: incoming.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    remoteAddress: incoming.socket.remoteAddress,
    encrypted: 'encrypted' in incoming.socket,
    clientCertificate: clientCertificateOf(incoming.socket),
    overControlSocket,
    signal: gone.signal,
    // All of it may have come and not have been read yet when the connection breaks: Node drops the rest then.
    bodyBroken: () => incoming.destroyed && (!incoming.complete || incoming.errored !== null),
    header: (name) => {
      const value = incoming.headers[name.toLowerCase()]
      return Array.isArray(value) ? value.join(', ') : value
    },
    contentLength: numberOf(incoming.headers['content-length']),
    body: () => {
      if (incoming.headers.expect?.toLowerCase() === '100-continue' && !outgoing.headersSent)
        outgoing.writeContinue()
      // Who stops reading a stream destroys it, and its connection, unless told otherwise; a refusal has still to be sent.
      incoming[Symbol.asyncIterator] = () => incoming.iterator({ destroyOnReturn: false })
      return incoming
    },
  }
}

/** A request made in process, without a socket. */
export function webRequest(request: Request, overControlSocket = false): ServerRequest {
  const url = new URL(request.url)
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    remoteAddress: undefined,
    encrypted: url.protocol === 'https:',
    clientCertificate: undefined,
    overControlSocket,
    signal: request.signal,
    bodyBroken: () => request.signal.aborted,
    // Without a socket nobody has written the host into a header: it stands in the URL.
    header: (name) => request.headers.get(name) ?? (name === 'host' ? url.host : undefined),
    contentLength: numberOf(request.headers.get('content-length') ?? undefined),
    body: () => request.body ?? noBytes(),
  }
}

function splitTarget({ url = '/' }: Pick<IncomingRequest, 'url'>): { path: string; query: string } {
  const target = originForm(url)
  const question = target.indexOf('?')
  return question === -1
    ? { path: target, query: '' }
    : { path: target.slice(0, question), query: target.slice(question + 1) }
}

/** A proxy may send the absolute form of the target (RFC 9112 3.2.2). */
function originForm(target: string): string {
  if (target.startsWith('/')) return target
  const slash = target.indexOf('/', target.indexOf('://') + 3)
  return target.includes('://') && slash !== -1 ? target.slice(slash) : '/'
}

function numberOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[0-9]{1,15}$/.test(text) ? Number(text) : undefined
}

async function* noBytes(): AsyncGenerator<Uint8Array> {}
