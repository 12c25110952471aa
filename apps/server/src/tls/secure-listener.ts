import type { Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import type { Logger } from 'pino'
import type { App } from '../app.ts'
import { watchBody } from '../http/body-watch.ts'
import { Sessions } from '../http2/sessions.ts'
import {
  bound,
  type ConnectionLimits,
  closed,
  defaultLimits,
  http1Of,
  type ListenOptions,
  type RunningServer,
  requestListener,
  running,
  type UnboundServer,
} from '../listener.ts'
import { certificateRefusal } from './client-certificate.ts'
import type { Credentials } from './credentials.ts'

export interface SecureListenOptions extends ListenOptions {
  readonly credentials: Credentials
  /** Where refused client certificates are logged. */
  readonly log?: Logger
}

export interface SecureServer extends RunningServer {
  /** Shows other credentials to whoever connects from now on. Connections that are open stay as they are. */
  renew(credentials: Credentials): void
}

/** Serves an App over TLS, HTTP/1.1 and HTTP/2 on one port. Rejects with Node's error when it cannot listen. */
export async function listenSecurely(app: App, options: SecureListenOptions): Promise<SecureServer> {
  const { host, port, credentials, log, ...limits } = options
  const server = secureServerOf(app, limits, credentials, log)
  return { ...(await running(server, 'https', { host, port })), renew: server.renew }
}

/**
 * One TLS server accepts and counts connections; which protocol serves one, its client chooses in the handshake (ALPN).
 * HTTP/1.1 is thereby the very server there is without TLS, with its limits: the one Node joins to HTTP/2
 * (`allowHTTP1`) lacks some of them.
 */
function secureServerOf(
  app: App,
  given: ConnectionLimits,
  credentials: Credentials,
  log: Logger | undefined,
): UnboundServer & Pick<SecureServer, 'renew'> {
  const limits = { ...defaultLimits, ...given }
  const http1 = http1Of(app, limits)
  // It never listens itself, and only then begins to look for late headers and idle connections.
  http1.server.emit('listening')
  const serve = requestListener(
    app,
    { stallTimeoutMs: limits.bodyIdleTimeoutMs },
    // That would end the connection with all its streams.
    { autoCleanupIncoming: false },
  )
  const sessions = new Sessions(limits, (request, reply) => {
    watchBody(request, () => request.bytesRead, limits.bodyIdleTimeoutMs / 2)
    serve(request, reply)
  })

  const server = createServer({
    ...contextOf(credentials),
    ALPNProtocols: ['h2', 'http/1.1'],
    handshakeTimeout: limits.headersTimeoutMs,
    requestCert: credentials.clientCa !== undefined,
    // Node would refuse those who have none as well.
    rejectUnauthorized: false,
  })
  server.maxConnections = limits.maxConnections
  const connections = new Map<string, Socket>()
  const shakingHands = new Set<Socket>()
  // Before Node's own listener, which begins the handshake.
  server.prependListener('connection', (socket: Socket) => {
    const name = nameOf(socket)
    connections.set(name, socket)
    shakingHands.add(socket)
    socket.once('close', () => {
      connections.delete(name)
      shakingHands.delete(socket)
    })
  })
  server.on('secureConnection', (socket) => {
    shakingHands.delete(connections.get(nameOf(socket)) as Socket)
    socket.on('error', () => {})
    const refusal = certificateRefusal(socket)
    if (refusal !== undefined) {
      log?.info({ client: socket.remoteAddress, reason: refusal }, 'refused a client certificate')
      socket.destroy()
    } else if (socket.alpnProtocol === 'h2') sessions.take(socket)
    else http1.server.emit('connection', socket)
  })
  server.on('tlsClientError', (error: NodeJS.ErrnoException, socket) => {
    if (error.code === 'ERR_SSL_HTTP_REQUEST') connections.get(nameOf(socket))?.write(PLAIN_REPLY)
    socket.destroy()
  })

  return {
    renew: (next) => server.setSecureContext(contextOf(next)),
    bind: (where) => bound(server, where),
    address: () => server.address(),
    close: (graceMs) =>
      closed(app, graceMs, {
        lastConnection: () => {
          const last = new Promise<void>((resolve) => server.close(() => resolve()))
          for (const socket of shakingHands) socket.destroy()
          http1.server.close()
          http1.closeIdle()
          sessions.close()
          return last
        },
        cut: () => {
          for (const socket of connections.values()) socket.destroy()
        },
      }),
  }
}

/** Said in the clear to a client that speaks HTTP without TLS (protocol fact 48). */
const PLAIN_TEXT = 'This port speaks HTTPS only: begin the URL with https://\n'
const PLAIN_REPLY =
  `HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n` +
  `Content-Length: ${PLAIN_TEXT.length}\r\n\r\n${PLAIN_TEXT}`

function contextOf({ certificate, key, clientCa }: Credentials) {
  return { cert: certificate, key, ...(clientCa !== undefined && { ca: clientCa }) }
}

/**
 * What the TCP connection below TLS and the one above have in common. Only both ends together are one connection: from
 * one port a client may come to several addresses of this machine.
 */
function nameOf({ localAddress, localPort, remoteAddress, remotePort }: Socket | TLSSocket): string {
  return `${localAddress} ${localPort} ${remoteAddress} ${remotePort}`
}
