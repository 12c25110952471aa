import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CrashableServer, type Program, StartFailed } from '../process/crashable-server.ts'
import { Connections, Unanswered } from '../process/exchange.ts'
import { Random } from '../process/random.ts'
import { check } from './checker.ts'
import { Client, Wrong } from './client.ts'
import { Ledger } from './ledger.ts'
import { observe } from './observe.ts'
import { requireStrace } from './strace.ts'
import { World } from './world.ts'

/**
 * The calls by which anything gets onto the disk. The log of the database is written by very many; it is enough to
 * stop before some of those, since SQLite counts a transaction by its last one.
 */
const EVERY_NTH = { rename: 1, unlink: 1, ftruncate: 1, fsync: 1, fdatasync: 1, pwritev: 1, pwrite64: 7 }

type StorageCall = keyof typeof EVERY_NTH

/** What one client does, one after the other. Which content it takes for it, the seed says. */
const SCRIPT = [
  ...['pushBlob', 'pushBlob', 'mount', 'pushBlob', 'putManifest', 'putManifest', 'retag', 'pushBlob'],
  ...['putManifest', 'retag', 'deleteTag', 'deleteManifest', 'deleteBlob', 'resume', 'cancel', 'putManifest'],
] as const as readonly Parameters<Client['perform']>[0][]

export interface CrashPointsResult {
  /** At how many calls the server was killed, by the name of the call. */
  readonly points: Readonly<Record<StorageCall, number>>
  readonly violations: readonly string[]
}

/**
 * Runs one script again and again, each time on an empty folder and with a kill at the next storage call, as it is
 * entered: the first run dies before the first rename, the second one before the second. The start, which lays the
 * folder out, counts as part of the script.
 * @throws {Unavailable} without strace.
 */
export async function crashPoints(program: Program, seed: number): Promise<CrashPointsResult> {
  requireStrace()
  const points = { rename: 0, unlink: 0, ftruncate: 0, fsync: 0, fdatasync: 0, pwritev: 0, pwrite64: 0 }
  const violations: string[] = []
  for (const call of Object.keys(EVERY_NTH) as StorageCall[]) {
    for (let nth = 1; violations.length === 0; nth += EVERY_NTH[call]) {
      const found = await crashAt(program, seed, call, nth)
      if (found === 'survived') break
      points[call] += 1
      violations.push(...found.map((words) => `killed at ${call} number ${nth}: ${words}; seed ${seed}`))
    }
  }
  return { points, violations }
}

async function crashAt(
  program: Program,
  seed: number,
  call: StorageCall,
  nth: number,
): Promise<readonly string[] | 'survived'> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-point-'))
  const ledger = new Ledger()
  try {
    const outcome = await runScript(program, folder, ledger, seed, call, nth)
    if (outcome !== 'killed') return outcome
    const server = await CrashableServer.start(program, folder)
    const connections = new Connections(server.port, 8)
    try {
      const found = await observe(connections, ledger, new Random(seed), 'everything')
      return [
        ...check(ledger, found).map(({ invariant, words }) => `${invariant}: ${words}`),
        ...server.faults,
      ]
    } finally {
      connections.close()
      server.kill()
      await server.gone()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function runScript(
  program: Program,
  folder: string,
  ledger: Ledger,
  seed: number,
  call: StorageCall,
  nth: number,
): Promise<'killed' | 'survived' | string[]> {
  const inject = ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${nth}`]
  const wrapper = ['strace', '-D', '-f', '-qq', ...inject, '-o', '/dev/null']
  let server: CrashableServer
  try {
    // strace counts by thread: with one for files, and one that writes the database, its count is that of the calls.
    server = await CrashableServer.start(program, folder, { wrapper, variables: { UV_THREADPOOL_SIZE: '1' } })
  } catch (error) {
    if (error instanceof StartFailed && error.exit === 'SIGKILL') return 'killed'
    throw error
  }
  const connections = new Connections(server.port, 1)
  try {
    const client = new Client(connections, new World(ledger, seed), new Random(seed), () => {})
    for (const operation of SCRIPT) await client.perform(operation)
    return 'survived'
  } catch (error) {
    if (error instanceof Unanswered) return 'killed'
    if (error instanceof Wrong) return [error.message]
    throw error
  } finally {
    connections.close()
    server.kill()
    await server.gone()
  }
}
