import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { RegistryError } from '@berth/spec'
import { getRequestListener } from '@hono/node-server'
import type { App } from './app.ts'
import { watchBody } from './http/body-watch.ts'
import { errorReply } from './http/errors.ts'
import type { NodeBindings } from './http/request.ts'
import { toResponse } from './http/send.ts'

/** Where to listen, and what one connection may cost. Times in milliseconds, sizes in bytes. */
export interface ListenOptions {
  host?: string
  /** 0 takes any free port. */
  port?: number
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

export interface RunningServer {
  readonly host: string
  readonly port: number
  readonly url: string
  /** Takes no more connections, lets running requests end for at most `graceMs`, then cuts what is left. */
  close(graceMs: number): Promise<void>
}

const DEFAULTS = {
  host: '127.0.0.1',
  port: 0,
  maxHeaderBytes: 32 * 1024,
  maxConnections: 16_384,
  headersTimeoutMs: 30_000,
  keepAliveTimeoutMs: 75_000,
  bodyIdleTimeoutMs: 120_000,
} satisfies Required<ListenOptions>

/**
 * Serves an App over HTTP/1.1. Rejects with Node's error when it cannot listen (`EADDRINUSE`, `EACCES` ...).
 */
export async function listen(app: App, options: ListenOptions = {}): Promise<RunningServer> {
  const { host, port, ...limits } = { ...DEFAULTS, ...options }
  const server = createServer(
    {
      maxHeaderSize: limits.maxHeaderBytes,
      headersTimeout: limits.headersTimeoutMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      // Node cuts any request after five minutes by default; a large layer over a slow line takes longer.
      requestTimeout: 0,
    },
    requestListener(app, limits.bodyIdleTimeoutMs),
  )
  server.maxConnections = limits.maxConnections
  // Unhandled, Node would say 100 to every such client; the App says it once somebody reads the body, so that a
  // refused upload is refused before it is sent (protocol fact 20).
  server.on('checkContinue', (incoming, outgoing) => server.emit('request', incoming, outgoing))
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return socket.destroy()
    socket.end(
      badRequest(error.code === 'HPE_HEADER_OVERFLOW' ? 'its headers are too large' : 'it is not HTTP/1.1'),
    )
  })
  await bound(server, host, port)
  const address = server.address() as AddressInfo
  return {
    host,
    port: address.port,
    url: `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`,
    close: (graceMs) => closed(server, graceMs),
  }
}

function requestListener(app: App, stallTimeoutMs: number): RequestListener {
  const serve = getRequestListener(
    (request, bindings) => app.fetch(request, { ...(bindings as NodeBindings), stallTimeoutMs }),
    {
      // Globals of the process are not ours to replace.
      overrideGlobalObjects: false,
      // HTTP/1.0 clients and health checks may leave the Host out.
      hostname: 'localhost',
      errorHandler: () => toResponse(malformed('its target or Host header is not a URL'), 'GET'),
    },
  )
  return (incoming, outgoing) => {
    // Two windows pass at most from the last byte to the cut.
    watchBody(incoming, stallTimeoutMs / 2)
    return serve(incoming, outgoing)
  }
}

function malformed(reason: string) {
  return errorReply(
    new RegistryError('UNSUPPORTED', `the request cannot be read: ${reason}`, { status: 400 }),
  )
}

/** What never became a request is answered by hand: there is no response object for it. */
function badRequest(reason: string): string {
  const { status, headers, body } = malformed(reason)
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  return `HTTP/1.1 ${status} Bad Request\r\n${lines.join('\r\n')}\r\n\r\n${Buffer.from(body as Uint8Array).toString()}`
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host, port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

function closed(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearTimeout(cut)
      resolve()
    })
    server.closeIdleConnections()
  })
}
