import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHasher } from '@berth/digest'
import { CrashableServer, type Program } from '../process/crashable-server.ts'
import { Connections } from '../process/exchange.ts'
import { Content } from './content.ts'
import { longestStall } from './loop-stalls.ts'
import { finishUpload, openBody, startUpload } from './uploads.ts'

/**
 * The requests that make the server read a whole session again: the first one after a restart, whose hash went with the
 * process, and the end of an upload by a digest of another algorithm than was announced.
 * @returns the longest stall of each, in milliseconds.
 */
export async function stallsOfResumedSession(
  program: Program,
  probe: string,
  size: number,
): Promise<{ name: string; ms: number }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-resumed-'))
  const variables = { LOOP_PROBE: probe }
  const content = new Content('a session to resume', size)
  const sha512 = createHasher('sha512')
  try {
    const first = await CrashableServer.start(program, folder, { variables })
    const session = await onConnections(first, async (connections) => {
      const started = await startUpload(connections)
      const { outgoing, status } = openBody(first.port, 'PATCH', started)
      while (content.left > 1) {
        const bytes = content.next(content.left - 1)
        sha512.update(bytes)
        if (!outgoing.write(bytes))
          await Promise.race([new Promise((resolve) => outgoing.once('drain', resolve)), status])
      }
      outgoing.end()
      if ((await status) !== 202) throw new Error(`the upload was answered ${await status}`)
      return started
    })
    const second = await CrashableServer.start(program, folder, { variables })
    return await onConnections(second, async (connections) => {
      await longestStall(probe)
      const last = content.next()
      sha512.update(last)
      const { status } = await connections.ask({ method: 'PATCH', path: session, body: last })
      if (status !== 202) throw new Error(`the resumed upload was answered ${status}`)
      const resumed = await longestStall(probe)
      await finishUpload(connections, session, sha512.digest())
      return [
        { name: 'PATCH of a large session after a restart', ms: resumed },
        { name: 'PUT of a large session by an unannounced algorithm', ms: await longestStall(probe) },
      ]
    })
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function onConnections<Result>(
  server: CrashableServer,
  work: (connections: Connections) => Promise<Result>,
): Promise<Result> {
  const connections = new Connections(server.port, 2)
  try {
    const result = await work(connections)
    await server.stop()
    return result
  } finally {
    connections.close()
    server.kill()
    await server.gone()
  }
}
