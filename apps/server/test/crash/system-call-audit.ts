import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOf } from '@berth/digest'
import { mediaTypes } from '@berth/spec'
import { CrashableServer, type Program } from '../process/crashable-server.ts'
import { Connections, header } from '../process/exchange.ts'
import { requireStrace } from '../process/strace.ts'
import { outOfOrder, parseTrace, rename, reply, type Step, sync } from './system-calls.ts'

/** What the order is made of. Only these are traced: the rest would make the server slow and the trace long. */
const TRACED = 'fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,write,writev,sendto,sendmsg'

/** In microseconds. */
const SLOW_SYNCS = 'inject=fsync,fdatasync:delay_enter=20000'

const databaseSync = sync('the sync of the database log', /\/meta\.db-wal$/)

/** Steps of durability 1.1, first to last, for each kind of request that promises something. */
const orders = {
  blob: [
    sync('the sync of the file', /\/uploads\/[^/]+$/),
    rename('the rename to its digest', /"[^"]*\/blobs\/sha256\/[0-9a-f]{2}\/[0-9a-f]{64}"/),
    sync('the sync of the folder', /\/blobs\/sha256\/[0-9a-f]{2}$/),
    databaseSync,
    reply(201),
  ],
  manifest: [databaseSync, reply(201)],
  deletion: [databaseSync, reply(202)],
} as const satisfies Record<string, readonly Step[]>

/**
 * Traces the system calls of a server while it takes a blob and a manifest and deletes both, and holds their order
 * against the write protocol. What a power cut would do cannot be tried here; that nothing is left to it can be seen.
 * @returns what is wrong.
 * @throws {Unavailable} without strace, or where nobody may trace.
 */
export async function auditSystemCalls(program: Program): Promise<string[]> {
  requireStrace()
  const folder = await mkdtemp(join(tmpdir(), 'berth-trace-'))
  const trace = join(folder, 'trace')
  // -D: node stays our own child, which signals reach; strace itself would keep them from it.
  // Syncs are made slow, so that a reply that does not wait for one is never late enough to look as if it had.
  const options = ['-D', '-f', '-y', '-s', '48', '-e', `trace=${TRACED}`, '-e', SLOW_SYNCS, '-o', trace]
  const wrapper = ['strace', ...options]
  const server = await CrashableServer.start(program, join(folder, 'data'), { wrapper })
  try {
    const connections = new Connections(server.port, 1)
    const traced = new Traced(trace)
    const violations: string[] = []
    const ask = async (method: string, path: string, body?: Buffer, type?: string) => {
      const answer = await connections.ask({
        method,
        path,
        headers: type === undefined ? {} : { 'Content-Type': type },
        ...(body === undefined ? {} : { body }),
      })
      // Also when what was promised before is not there yet.
      if (answer.status >= 300) violations.push(`${method} ${path} answered ${answer.status}`)
      return answer
    }
    const audit = async (kind: keyof typeof orders, words: string, request: () => Promise<unknown>) => {
      await traced.skip()
      await request()
      const problem = outOfOrder(parseTrace(await traced.since()), orders[kind])
      if (problem !== undefined) violations.push(`${words}: ${problem}`)
    }

    const uploads = '/v2/crash/trace/blobs/uploads/'
    const layer = Buffer.from('a layer')
    const config = Buffer.from('{}')
    const descriptor = (content: Buffer) => ({
      mediaType: 'application/octet-stream',
      digest: digestOf(content),
      size: content.byteLength,
    })
    const manifest = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        mediaType: mediaTypes.ociManifest,
        config: descriptor(config),
        layers: [descriptor(layer)],
      }),
    )
    await audit('blob', 'a push at once', () => ask('POST', `${uploads}?digest=${digestOf(layer)}`, layer))
    const location = header(await ask('POST', uploads), 'location') ?? ''
    const session = new URL(location, 'http://localhost').pathname
    await ask('PATCH', session, config)
    await audit('blob', 'the end of a chunked push', () =>
      ask('PUT', `${session}?digest=${digestOf(config)}`),
    )
    await audit('manifest', 'a manifest and its tag', () =>
      ask('PUT', '/v2/crash/trace/manifests/v1', manifest, mediaTypes.ociManifest),
    )
    await audit('deletion', 'the deletion of a tag', () => ask('DELETE', '/v2/crash/trace/manifests/v1'))
    await audit('deletion', 'the deletion of a manifest', () =>
      ask('DELETE', `/v2/crash/trace/manifests/${digestOf(manifest)}`),
    )
    await audit('deletion', 'the deletion of a blob', () =>
      ask('DELETE', `/v2/crash/trace/blobs/${digestOf(layer)}`),
    )
    connections.close()
    return violations
  } finally {
    await server.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/** The part of a trace that belongs to one request. strace writes each call before it lets the process go on. */
class Traced {
  readonly #path: string
  #length = 0

  constructor(path: string) {
    this.#path = path
  }

  async skip(): Promise<void> {
    this.#length = (await readFile(this.#path, 'utf8')).length
  }

  async since(): Promise<string> {
    return (await readFile(this.#path, 'utf8')).slice(this.#length)
  }
}
