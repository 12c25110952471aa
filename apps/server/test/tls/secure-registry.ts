import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readlinkSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2'
import { type RequestOptions, request } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { type Digest, digestOf } from '@berth/digest'
import { openFilesystemStorage } from '@berth/storage'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { type App, createApp } from '../../src/app.ts'
import type { ConnectionLimits } from '../../src/listener.ts'
import { listenSecurely, type SecureServer } from '../../src/tls/secure-listener.ts'
import { type Issued, issue } from './certificates.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

interface Setting {
  /** Where it listens. This machine alone when absent. */
  readonly host?: string
  readonly limits?: ConnectionLimits
  readonly identity?: Issued
  /** Whose client certificates are accepted. */
  readonly clientCa?: string
  /** What an App does, in place of the registry's own. */
  readonly fetch?: App['fetch']
}

/** A registry over TLS on a free port and a folder of its own, all gone after the test. */
export class SecureRegistry {
  readonly folder: string
  readonly app: App
  readonly server: SecureServer
  readonly identity: Issued
  /** Every line of its log. */
  readonly lines: readonly Record<string, unknown>[]

  private constructor(parts: Pick<SecureRegistry, 'folder' | 'app' | 'server' | 'identity' | 'lines'>) {
    this.folder = parts.folder
    this.app = parts.app
    this.server = parts.server
    this.identity = parts.identity
    this.lines = parts.lines
  }

  static async start({
    host = '127.0.0.1',
    limits = {},
    identity,
    clientCa,
    fetch,
  }: Setting = {}): Promise<SecureRegistry> {
    const issued = identity ?? (await issue())
    const folder = await mkdtemp(join(tmpdir(), 'berth-tls-'))
    const lines: Record<string, unknown>[] = []
    const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) })
    const storage = await openFilesystemStorage(folder)
    const own = createApp({ storage, log, settings: { contractMode: true } })
    const app = fetch === undefined ? own : { ...own, fetch }
    const credentials = { ...issued, clientCa, expires: new Date() }
    const server = await listenSecurely(app, { host, ...limits, credentials, log })
    onTestFinished(async () => {
      await server.close(0)
      await storage.close()
      await rm(folder, { recursive: true })
    })
    return new SecureRegistry({ folder, app, server, identity: issued, lines })
  }

  /** Opens a connection that speaks HTTP/2. */
  connect(options: { key?: string; cert?: string; settings?: object } = {}): ClientHttp2Session {
    const session = connect(this.server.url, { ca: this.identity.certificate, ...options })
    session.on('error', () => {})
    onTestFinished(() => session.destroy())
    return session
  }

  /** Asks once over HTTP/1.1. */
  async overHttp1(
    method: string,
    path: string,
    options: RequestOptions = {},
    body?: Buffer,
  ): Promise<Answer> {
    const sent = request(new URL(path, this.server.url), {
      method,
      ca: this.identity.certificate,
      agent: false,
      ...options,
    })
    sent.end(body)
    const [reply] = await once(sent, 'response')
    return { status: reply.statusCode, headers: reply.headers, body: await buffer(reply) }
  }

  /** Blobs and uploads this process has open now. */
  openFiles(): string[] {
    return readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        const target = readlinkSync(`/proc/self/fd/${fd}`)
        return ['blobs', 'uploads'].some((kind) => target.startsWith(join(this.folder, kind))) ? [target] : []
      } catch {
        return []
      }
    })
  }
}

/** Asks once on a stream of its own. */
export function ask(
  session: ClientHttp2Session,
  method: string,
  path: string,
  body?: Buffer,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const stream = session.request({ ':method': method, ':path': path, ...headers })
  stream.end(body)
  return answerOf(stream)
}

/** Waits for all of a reply. */
export async function answerOf(stream: ClientHttp2Stream): Promise<Answer> {
  const [headers] = await once(stream, 'response')
  return { status: headers[':status'], headers, body: await buffer(stream) }
}

/** Begins an upload and says where it goes on. */
export async function startUpload(session: ClientHttp2Session): Promise<string> {
  const { headers } = await ask(session, 'POST', '/v2/team/app/blobs/uploads/')
  return String(headers.location)
}

/** Pushes random content at once. */
export async function push(session: ClientHttp2Session, size: number): Promise<Digest> {
  const content = randomBytes(size)
  const digest = digestOf(content)
  const { status } = await ask(session, 'POST', `/v2/team/app/blobs/uploads/?digest=${digest}`, content)
  if (status !== 201) throw new Error(`the push was answered with ${status}`)
  return digest
}
