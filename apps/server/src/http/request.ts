import type { IncomingMessage, ServerResponse } from 'node:http'

/** What hono hands over per request under Node: the raw pair, for which no web stream has to be made. */
export interface NodeBindings {
  incoming: IncomingMessage
  outgoing: ServerResponse
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
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal
  header(name: string): string | undefined
  /** Size of the body in bytes as announced; undefined when it is sent in chunks or there is none. */
  readonly contentLength: number | undefined
  /** The body, to be read once. Asking for it answers `Expect: 100-continue`. */
  body(): AsyncIterable<Uint8Array>
}

/** A request that came over a socket. */
export function nodeRequest({ incoming, outgoing }: NodeBindings): ServerRequest {
  const target = originForm(incoming.url ?? '/')
  const question = target.indexOf('?')
  const gone = new AbortController()
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) gone.abort()
  })
  return {
    method: incoming.method ?? 'GET',
    path: question === -1 ? target : target.slice(0, question),
    query: new URLSearchParams(question === -1 ? '' : target.slice(question + 1)),
    remoteAddress: incoming.socket.remoteAddress,
    encrypted: 'encrypted' in incoming.socket,
    signal: gone.signal,
    header: (name) => {
      const value = incoming.headers[name.toLowerCase()]
      return Array.isArray(value) ? value.join(', ') : value
    },
    contentLength: numberOf(incoming.headers['content-length']),
    body: () => {
      if (incoming.headers.expect?.toLowerCase() === '100-continue' && !outgoing.headersSent)
        outgoing.writeContinue()
      return incoming
    },
  }
}

/** A request made in process, without a socket. */
export function webRequest(request: Request): ServerRequest {
  const url = new URL(request.url)
  return {
    method: request.method,
    path: url.pathname,
    query: url.searchParams,
    remoteAddress: undefined,
    encrypted: url.protocol === 'https:',
    signal: request.signal,
    header: (name) => request.headers.get(name) ?? undefined,
    contentLength: numberOf(request.headers.get('content-length') ?? undefined),
    body: () => request.body ?? noBytes(),
  }
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
