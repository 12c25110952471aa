import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { environment } from '../process/environment.ts'

/** The registry under test, spoken to over plain http on loopback. */
export type Registry = {
  /** `host:port`, as clients write it in front of a repository name. */
  readonly host: string
  /** False when BERTH_TARGET named some other registry, which may lack what Berth promises beyond its clients' needs. */
  readonly isBerth: boolean
  /** The most memory the server has held so far, in bytes; undefined when it is not ours to look at. */
  peakMemory(): Promise<number | undefined>
  /** Ends a server started here and throws when it does not leave properly. */
  stop(): Promise<void>
}

const berthBinary = fileURLToPath(new URL('../../bin/berth.js', import.meta.url))
const readyWithin = 20_000
// Longer than the 30 s the server gives running requests by default.
const goneWithin = 45_000

/** The registry to compare with, when BERTH_TARGET=host:port names one: that tells whose fault a failure is. */
export const target = process.env.BERTH_TARGET

export async function openRegistry(config?: string): Promise<Registry> {
  return target === undefined ? startBerth(config) : foreignRegistry(target)
}

function foreignRegistry(host: string): Registry {
  return { host, isBerth: false, peakMemory: async () => undefined, stop: async () => {} }
}

/** @param prepare puts into the folder it will run in what has to be there; its data is in `data` below that. */
export async function startBerth(
  config?: string,
  prepare?: (dir: string) => Promise<void>,
): Promise<Registry> {
  const dir = await mkdtemp(join(tmpdir(), 'berth-registry-'))
  await prepare?.(dir)
  const port = await freePort()
  const command = [
    berthBinary,
    'serve',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    '--data',
    join(dir, 'data'),
  ]
  if (config !== undefined) {
    const file = join(dir, 'berth.yaml')
    await writeFile(file, config)
    command.push('--config', file)
  }

  const child = spawn(process.execPath, command, {
    cwd: dir,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  const keep = (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-8192)
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  // Whatever ends this runner must not leave a server behind.
  const killServer = () => child.kill('SIGKILL')
  process.once('exit', killServer)

  const stop = async () => {
    try {
      await endProperly(child)
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : error}; its last words:\n${log}`)
    } finally {
      process.off('exit', killServer)
      await rm(dir, { recursive: true, force: true })
    }
  }

  try {
    await ready(child, port)
  } catch (error) {
    child.kill('SIGKILL')
    await rm(dir, { recursive: true, force: true })
    throw new Error(`Berth did not start: ${error instanceof Error ? error.message : error}\n${log}`)
  }
  return { host: `127.0.0.1:${port}`, isBerth: true, peakMemory: () => peakMemoryOf(child), stop }
}

async function ready(child: ChildProcess, port: number): Promise<void> {
  const deadline = Date.now() + readyWithin
  while (Date.now() < deadline) {
    if (ended(child)) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`)
    const answer = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => undefined)
    await answer?.body?.cancel()
    if (answer?.status === 200) return
    await delay(50)
  }
  throw new Error(`/readyz did not answer 200 within ${readyWithin / 1000} s`)
}

async function endProperly(child: ChildProcess): Promise<void> {
  if (ended(child)) throw new Error(`Berth ended by itself with ${child.exitCode ?? child.signalCode}`)
  const exit = once(child, 'exit', { signal: AbortSignal.timeout(goneWithin) }).catch(() => undefined)
  child.kill('SIGTERM')
  if ((await exit) === undefined) {
    child.kill('SIGKILL')
    throw new Error(`Berth did not end within ${goneWithin / 1000} s of SIGTERM`)
  }
  if (child.exitCode !== 0)
    throw new Error(`Berth ended with ${child.exitCode ?? child.signalCode} after SIGTERM`)
}

const ended = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

/** Asks the system for a port, so that the address is known before the server says anything. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port from the system')
  return address.port
}

/** Linux only: VmHWM is the high-water mark, so that no sampling can miss the peak. */
async function peakMemoryOf(child: ChildProcess): Promise<number | undefined> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '')
  const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
}
