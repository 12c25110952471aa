import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { environment } from './environment.ts'

/** How to start Berth: what comes after `node`. */
export type Program = readonly string[]

/** From source, as the short tests do: nothing has to be built, and each start takes longer. */
export const fromSource: Program = [
  '--conditions=@berth/source',
  '--import',
  import.meta.resolve('tsx'),
  fileURLToPath(new URL('../../src/main.ts', import.meta.url)),
]

/** As it is installed. */
export const fromBuild: Program = [fileURLToPath(new URL('../../bin/berth.js', import.meta.url))]

/** A start that takes longer has failed. Whether it was fast enough is another question: `readyMs` answers it. */
const STARTED_WITHIN_MS = 30_000

interface LogLine {
  readonly level?: string
  readonly msg?: string
  readonly port?: number
}

/** A Berth in a process of its own, there to be killed. */
export class CrashableServer {
  readonly port: number
  /** From the start of the process to the line that says it listens, which follows recovery. */
  readonly readyMs: number
  /** What it logged as a fault: neither an earlier crash nor a client that breaks off is a reason for one. */
  readonly faults: string[] = []
  readonly #child: ChildProcessByStdio<null, Readable, Readable>
  #killed = false

  private constructor(child: ChildProcessByStdio<null, Readable, Readable>, port: number, readyMs: number) {
    this.#child = child
    this.port = port
    this.readyMs = readyMs
  }

  /** @param wrapper a program that runs node, such as strace with its options. */
  static async start(
    program: Program,
    folder: string,
    {
      wrapper = [],
      variables = {},
    }: { wrapper?: readonly string[]; variables?: Record<string, string> } = {},
  ): Promise<CrashableServer> {
    const started = performance.now()
    const serve = ['serve', '--host', '127.0.0.1', '--port', '0', '--data', folder]
    const [command, ...args] = [...wrapper, process.execPath, ...program, ...serve] as [string, ...string[]]
    const child = spawn(command, args, {
      env: environment(variables),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    // Whatever ends this runner must not leave a server behind.
    const kill = () => child.kill('SIGKILL')
    process.once('exit', kill)
    child.once('exit', () => process.off('exit', kill))

    let complaints = ''
    child.stderr.on('data', (chunk: Buffer) => {
      complaints = (complaints + chunk.toString()).slice(-8192)
    })
    const timer = setTimeout(kill, STARTED_WITHIN_MS)
    try {
      return await new Promise<CrashableServer>((resolve, reject) => {
        let server: CrashableServer | undefined
        child.once('error', reject)
        child.once('exit', (code, signal) => reject(new StartFailed(code ?? signal, complaints)))
        createInterface({ input: child.stdout }).on('line', (text) => {
          const line = parseLine(text)
          if (server === undefined && line.port !== undefined) {
            server = new CrashableServer(child, line.port, performance.now() - started)
            resolve(server)
          }
          if (line.level === 'error' || line.level === 'fatal') server?.faults.push(text)
        })
      })
    } finally {
      clearTimeout(timer)
    }
  }

  get pid(): number {
    return this.#child.pid as number
  }

  get killed(): boolean {
    return this.#killed
  }

  /** Sends SIGKILL now, in this turn of the event loop. */
  kill(): void {
    this.#killed = true
    this.#child.kill('SIGKILL')
  }

  async gone(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit')
  }

  /** Whether it is, before the limit for one that should be dead already. */
  async goneWithin(limitMs: number): Promise<boolean> {
    const limit = new AbortController()
    const gone = this.gone().then(() => true)
    const lives = delay(limitMs, false, { signal: limit.signal }).catch(() => false)
    const isGone = await Promise.race([gone, lives])
    limit.abort()
    return isGone
  }

  /** @returns the exit code; null when something else ended it. */
  async stop(): Promise<number | null> {
    this.#child.kill('SIGTERM')
    await this.gone()
    return this.#child.exitCode
  }
}

/** The process ended instead of listening. */
export class StartFailed extends Error {
  override readonly name = 'StartFailed'
  readonly exit: number | NodeJS.Signals | null
  readonly stderr: string

  constructor(exit: number | NodeJS.Signals | null, stderr: string) {
    super(`Berth ended with ${exit} instead of listening: ${stderr}`)
    this.exit = exit
    this.stderr = stderr
  }
}

/** Anything but a line of the log, such as a warning of node's, says nothing here. */
function parseLine(text: string): LogLine {
  try {
    return JSON.parse(text) as LogLine
  } catch {
    return {}
  }
}
