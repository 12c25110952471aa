import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CrashableServer, type Program } from './crashable-server.ts'

/**
 * Runs `work` against a Berth in a process of its own over a new folder, and leaves neither behind.
 * @throws also for a fault in its log: what clients do is never one.
 */
export async function withServer<Result>(
  program: Program,
  work: (server: CrashableServer, folder: string) => Promise<Result>,
  variables: Record<string, string> = {},
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-process-'))
  try {
    const server = await CrashableServer.start(program, folder, { variables })
    try {
      const result = await work(server, folder)
      const exit = await server.stop()
      if (exit !== 0) throw new Error(`the server ended with ${exit}`)
      if (server.faults.length > 0) throw new Error(`faults in the log:\n${server.faults.join('\n')}`)
      return result
    } finally {
      server.kill()
      await server.gone()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
