import { spawn } from 'node:child_process'
import { constants } from 'node:os'

export type CommandOptions = {
  cwd?: string
  /** Laid over the runner's own environment. */
  env?: Readonly<Record<string, string>>
  /** Takes standard output as it comes, so that a gigabyte of it never sits in memory; the result is then empty. */
  onOutput?: (chunk: Buffer) => void
  /** What the program reads on standard input; nothing unless told. */
  input?: string
  /** Adds standard error to the result: some clients tell there what they have done. */
  withStderr?: boolean
  /** Milliseconds until the program and all it started are killed; 120 000 unless told. */
  timeout?: number
  signal?: AbortSignal
}

/** A program ended badly; the message carries what it said on standard error, which is the evidence wanted. */
export class CommandFailed extends Error {
  readonly stderr: string

  constructor(command: readonly string[], ending: string, stderr: string) {
    super(`${command.join(' ')}: ${ending}\n${stderr.trim()}`)
    this.name = 'CommandFailed'
    this.stderr = stderr
  }

  /** The last thing the program said, for a table with one line a check. */
  get lastWords(): string {
    const words = this.stderr.trim().split('\n').at(-1) || (this.message.split('\n')[0] ?? '')
    return words.trim().slice(0, 300)
  }
}

// Client tools explain a failure at its end; a chatty one must not fill memory before it gets there.
const keptOfStderr = 1024 * 1024

/** Runs a program to its end and returns its standard output; throws CommandFailed when it does not end with 0. */
export function run(command: readonly string[], options: CommandOptions = {}): Promise<string> {
  const [program, ...args] = command
  if (program === undefined) throw new TypeError('run needs a program')
  const { timeout = 120_000, signal } = options

  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    // A process group of its own: mmdebstrap and buildah start helpers that would outlive a kill of the parent alone.
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      detached: true,
    })

    // A program that fails before it has read its input has said why on standard error.
    child.stdin.on('error', () => undefined).end(options.input)

    const output: Buffer[] = []
    let stderr = ''
    let killedBecause: string | undefined
    const kill = (reason: string) => {
      killedBecause = reason
      if (child.pid !== undefined) killGroup(child.pid)
    }
    const timer = setTimeout(() => kill(`killed after ${timeout / 1000} s`), timeout)
    const onAbort = () => kill('killed because the run was stopped')
    signal?.addEventListener('abort', onAbort)

    child.stdout.on('data', (chunk: Buffer) =>
      options.onOutput ? options.onOutput(chunk) : output.push(chunk),
    )
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = (stderr + chunk.toString()).slice(-keptOfStderr)
      if (options.withStderr === true) output.push(chunk)
    })
    const settle = (ending: string | undefined) => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      if (ending === undefined) resolve(Buffer.concat(output).toString())
      else reject(new CommandFailed(command, ending, stderr))
    }
    child.on('error', (error) => settle(error.message))
    child.on('close', (code, signalName) =>
      settle(killedBecause ?? (code === 0 ? undefined : `exit ${code ?? signalName}`)),
    )
  })
}

function killGroup(leader: number): void {
  try {
    process.kill(-leader, constants.signals.SIGKILL)
  } catch {
    // The group ended by itself between the decision and the kill.
  }
}
