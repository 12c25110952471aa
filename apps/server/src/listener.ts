import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http'
import type { AddressInfo, ListenOptions as ListenOptionsOfNode, Server as NetServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { RegistryError } from '@berth/spec'
import { getRequestListener } from '@hono/node-server'
import type { App } from './app.ts'
import { watchBody } from './http/body-watch.ts'
import type { EncodedReply } from './http/reply.ts'
import type { IncomingRequest, NodeBindings, OutgoingReply } from './http/request.ts'
import { RunningReplies } from './http/running-replies.ts'
import { toResponse } from './http/send.ts'

/** What one connection may cost. Times in milliseconds, sizes in bytes. */
export interface ConnectionLimits {
  maxHeaderBytes?: number
  maxConnections?: number
  /** How long a client may take over a request's headers. */
  headersTimeoutMs?: number
  /** How long an idle connection is kept: longer than the 60 s of common proxies, or they meet a closed one. */
  keepAliveTimeoutMs?: number
  /**
   * How long a client may stand still, with its body or before our reply, until the connection is cut; what arrived
   * of an upload is kept. A body that trickles at less than 1 KiB/s counts as standing still.
   */
  bodyIdleTimeoutMs?: number
}

export interface ListenOptions extends ConnectionLimits {
  host?: string
  /** 0 takes any free port. */
  port?: number
}

/** What takes connections. */
export interface Listening {
  /** Takes no more connections, lets running requests end for at most `graceMs`, then cuts what is left. */
  close(graceMs: number): Promise<void>
}

export interface RunningServer extends Listening {
  readonly host: string
  readonly port: number
  readonly url: string
}

export const defaultLimits = {
  maxHeaderBytes: 32 * 1024,
  maxConnections: 16_384,
  headersTimeoutMs: 30_000,
  keepAliveTimeoutMs: 75_000,
  bodyIdleTimeoutMs: 120_000,
} satisfies Required<ConnectionLimits>

/** How often Node looks for requests whose headers are late; at most this much later than allowed they are cut. */
const LATE_CHECK_MS = 5000

/** How long, after connections were cut, the requests on them may take to put their things in order. */
const SETTLE_MS = 10_000

/** An App over a protocol that does not listen yet. */
export interface UnboundServer extends Listening {
  /** Rejects with Node's error when it cannot listen (`EADDRINUSE`, `EACCES` ...). It has bound when this returns. */
  bind(where: ListenOptionsOfNode): Promise<void>
  address(): ReturnType<Server['address']>
}

/** Serves an App over TCP. Rejects with Node's error when it cannot listen (`EADDRINUSE`, `EACCES` ...). */
export async function listen(app: App, options: ListenOptions = {}): Promise<RunningServer> {
  const { host, port, ...limits } = options
  return running(serverOf(app, limits), 'http', { host, port })
}

/** Binds a server to an address, any free port of this machine unless it is told another. */
export async function running(
  server: UnboundServer,
  scheme: 'http' | 'https',
  { host = '127.0.0.1', port = 0 }: { host?: string | undefined; port?: number | undefined },
): Promise<RunningServer> {
  await server.bind({ host, port })
  const address = server.address() as AddressInfo
  return {
    host,
    port: address.port,
    url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: server.close,
  }
}

/** @param bindings what is to be known of every request that comes this way. */
export function serverOf(
  app: App,
  given: ConnectionLimits,
  bindings: Pick<NodeBindings, 'overControlSocket'> = {},
): UnboundServer {
  const limits = { ...defaultLimits, ...given }
  const { server, closeIdle } = http1Of(app, limits, bindings)
  server.maxConnections = limits.maxConnections
  return {
    bind: (where) => bound(server, where),
    address: () => server.address(),
    close: (graceMs) =>
      closed(app, graceMs, {
        lastConnection: () => {
          const last = new Promise<void>((resolve) => server.close(() => resolve()))
          closeIdle()
          return last
        },
        cut: () => server.closeAllConnections(),
      }),
  }
}

/** HTTP/1.1, wherever its connections come from. */
export function http1Of(
  app: App,
  limits: Required<ConnectionLimits>,
  bindings: Pick<NodeBindings, 'overControlSocket'> = {},
): {
  server: Server
  /** Closes the connections no request is on, now and after each reply. */
  closeIdle(): void
} {
  const server = createServer({
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.headersTimeoutMs,
    connectionsCheckingInterval: Math.min(LATE_CHECK_MS, limits.headersTimeoutMs),
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    // Node cuts any request after five minutes by default; a large layer over a slow line takes longer.
    requestTimeout: 0,
    // Without it Node refuses such a request by itself, and not in the envelope.
    requireHostHeader: false,
  })
  const replies = new RunningReplies()
  const serve = requestListener(app, { ...bindings, stallTimeoutMs: limits.bodyIdleTimeoutMs })
  const onRequest: RequestListener = (incoming, outgoing) => {
    replies.follow(incoming.socket, outgoing)
    // Two windows pass at most from the last byte to the cut.
    watchBody(incoming, () => incoming.socket.bytesRead, limits.bodyIdleTimeoutMs / 2)
    serve(incoming, outgoing)
  }
  server.on('request', onRequest)
  // Unhandled, Node would say 100 to every such client; the App says it once somebody reads the body, so that a
  // refused upload is refused before it is sent (protocol fact 20). Expectations nobody knows may be ignored.
  server.on('checkContinue', onRequest)
  server.on('checkExpectation', onRequest)
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // What is said on a connection in the middle of a reply would be taken for a part of it.
    if (error.code === 'ECONNRESET' || !socket.writable || replies.runningOn(socket)) return socket.destroy()
    socket.end(overSocket(app.refuse(unreadable(error.code))))
  })
  return {
    server,
    closeIdle() {
      // A kept connection would hold the process for as long as it may stand idle.
      replies.onEach(() => server.closeIdleConnections())
      server.closeIdleConnections()
    },
  }
}

/** Serves a request and its reply, of whatever version of HTTP, by an App. */
export function requestListener(
  app: App,
  known: Pick<NodeBindings, 'overControlSocket' | 'stallTimeoutMs'>,
  options: { autoCleanupIncoming?: boolean } = {},
): (incoming: IncomingRequest, outgoing: OutgoingReply) => void {
  const listener = getRequestListener(
    (request, bindings) => app.fetch(request, { ...(bindings as NodeBindings), ...known }),
    {
      ...options,
      // Globals of the process are not ours to replace.
      overrideGlobalObjects: false,
      // HTTP/1.0 clients and health checks may leave the Host out.
      hostname: 'localhost',
      errorHandler: () => toResponse(app.refuse(unreadable('its target or Host header is not a URL')), 'GET'),
    },
  )
  // It asks of them no more than these types have.
  return (incoming, outgoing) => void listener(incoming as IncomingMessage, outgoing as ServerResponse)
}

/** What is wrong with a request that Node could not read, by Node's code or in words. */
function unreadable(reason = ''): RegistryError {
  const refused = (text: string, status: 400 | 408 | 431) =>
    new RegistryError('UNSUPPORTED', `the request cannot be read: ${text}`, { status })
  if (reason === 'HPE_HEADER_OVERFLOW') return refused('its headers are too large', 431)
  if (reason === 'ERR_HTTP_REQUEST_TIMEOUT') return refused('its headers did not come in time', 408)
  return refused(reason.includes(' ') ? reason : 'it is not HTTP/1.1', 400)
}

/** A reply written by hand: what never became a request has no response object. */
function overSocket({ status, headers, body }: EncodedReply): string {
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  const text = Buffer.from(body as Uint8Array).toString()
  return `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('\r\n')}\r\n\r\n${text}`
}

/** Resolves when the server has bound, rejects with Node's error. */
export function bound(server: NetServer, where: ListenOptionsOfNode): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(where, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Ends a server: what is under way may end within `graceMs`, then it is cut. */
export async function closed(
  app: App,
  graceMs: number,
  server: {
    /** Takes no more connections and closes those no request is on. Resolves when the last one is gone. */
    lastConnection(): Promise<void>
    cut(): void
  },
): Promise<void> {
  const cut = setTimeout(() => server.cut(), graceMs)
  await server.lastConnection()
  clearTimeout(cut)
  // A cut upload still counts what arrived: storage must not be closed before it has.
  const limit = new AbortController()
  const tooLong = sleep(SETTLE_MS, undefined, { signal: limit.signal }).catch(() => {})
  await Promise.race([app.settled(), tooLong])
  limit.abort()
}
