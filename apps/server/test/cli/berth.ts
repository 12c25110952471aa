import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { test } from 'vitest'
import { environment } from '../process/environment.ts'

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

/** Longer than any command takes; a test that meets it has hung. */
const AT_MOST_MS = 50_000

type Child = ChildProcessByStdio<Writable | null, Readable, Readable>

const hasEnded = (child: Child): boolean => child.exitCode !== null || child.signalCode !== null

interface Surroundings {
  cwd?: string
  env?: Readonly<Record<string, string>>
  /** What is piped into its standard input; nothing is when absent. */
  input?: string | Uint8Array
}

export interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

export interface LogLine {
  readonly msg: string
  readonly [key: string]: unknown
}

/** A running `berth serve`. */
export class RunningBerth {
  readonly #child: Child
  readonly #lines: LogLine[] = []
  readonly #waiting = new Set<() => void>()
  #ended = false

  constructor(child: Child) {
    this.#child = child
    const output = createInterface({ input: child.stdout })
    output.on('line', (line) => {
      this.#lines.push(JSON.parse(line) as LogLine)
      this.#wake()
    })
    output.on('close', () => {
      this.#ended = true
      this.#wake()
    })
  }

  /** The first line of its log with this text in its message, waited for. */
  async line(words: string): Promise<LogLine> {
    for (;;) {
      const found = this.#lines.find(({ msg }) => msg.includes(words))
      if (found !== undefined) return found
      if (this.#ended) throw new Error(`it ended without saying "${words}": ${JSON.stringify(this.#lines)}`)
      await new Promise<void>((resolve) => this.#waiting.add(resolve))
    }
  }

  get port(): string {
    return String(this.#lines.find(({ port }) => port !== undefined)?.port)
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`
  }

  get log(): readonly LogLine[] {
    return this.#lines
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  async exitCode(): Promise<number | null> {
    if (!hasEnded(this.#child)) await once(this.#child, 'exit')
    return this.#child.exitCode
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve()
    this.#waiting.clear()
  }
}

/** A command at work, and what it has said on standard error by now. */
export class RunningCommand {
  readonly #child: Child
  readonly #ended: Promise<Ended>
  readonly #waiting = new Set<() => void>()
  #said = ''
  #isOver = false

  constructor(child: Child) {
    this.#child = child
    child.stderr.on('data', (chunk: Buffer) => {
      this.#said += chunk.toString()
      this.#wake()
    })
    this.#ended = Promise.all([text(child.stdout), once(child, 'close')]).then(([stdout]) => {
      this.#isOver = true
      this.#wake()
      return { code: child.exitCode, stdout, stderr: this.#said }
    })
  }

  /** Resolves when it has said these words. */
  async says(words: string): Promise<void> {
    while (!this.#said.includes(words)) {
      if (this.#isOver) throw new Error(`it ended without saying "${words}": ${JSON.stringify(this.#said)}`)
      await new Promise<void>((resolve) => this.#waiting.add(resolve))
    }
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  ended(): Promise<Ended> {
    return this.#ended
  }

  #wake(): void {
    for (const resolve of this.#waiting) resolve()
    this.#waiting.clear()
  }
}

/** The command line for one test: whatever it starts or makes is gone after it. */
export class CommandLine {
  readonly #cleanups: (() => unknown)[] = []

  /** Runs a command to its end. */
  async run(args: readonly string[], surroundings: Surroundings = {}): Promise<Ended> {
    const child = this.#spawn(args, surroundings)
    const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
    return { code: child.exitCode, stdout, stderr }
  }

  /** Starts a command that the test wants to meet at work. */
  start(args: readonly string[], surroundings: Surroundings = {}): RunningCommand {
    return new RunningCommand(this.#spawn(args, surroundings))
  }

  /** Starts a registry on a free port and waits until it says that it listens. */
  async serve(folder: string, surroundings: Surroundings = {}): Promise<RunningBerth> {
    const child = this.#spawn(['serve', '--port', '0', '--data', folder], surroundings)
    child.stderr.pipe(process.stderr, { end: false })
    const running = new RunningBerth(child)
    await running.line('listening')
    return running
  }

  /** A folder of this test alone. */
  async folder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'berth-cli-'))
    this.afterwards(() => rm(folder, { recursive: true, force: true }))
    return folder
  }

  afterwards(cleanup: () => unknown): void {
    this.#cleanups.unshift(cleanup)
  }

  async cleanUp(): Promise<void> {
    for (const cleanup of this.#cleanups) await cleanup()
  }

  #spawn(args: readonly string[], { cwd, env = {}, input }: Surroundings): Child {
    const command = ['--conditions=@berth/source', '--import', import.meta.resolve('tsx'), main, ...args]
    const child = spawn(process.execPath, command, {
      ...(cwd !== undefined && { cwd }),
      env: environment(env),
      stdio: [input === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      timeout: AT_MOST_MS,
      killSignal: 'SIGKILL',
    }) as Child
    // A command that needs none of it may have ended before it was written.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
    this.afterwards(async () => {
      if (hasEnded(child)) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    })
    return child
  }
}

/** `it` with a command line of its own. */
export const it = test.extend<{ cli: CommandLine }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures this one needs
  cli: async ({}, use) => {
    const cli = new CommandLine()
    await use(cli)
    await cli.cleanUp()
  },
})
