import { spawn } from 'node:child_process'
import type { Program } from '../process/crashable-server.ts'
import { environment } from '../process/environment.ts'

/** A command takes longer than this only when it hangs. */
const ENDED_WITHIN_MS = 60_000

export interface CommandResult {
  readonly exit: number | NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a command of Berth to its end, whatever that is.
 * @param wrapper a program that runs node, such as strace with its options.
 */
export async function berth(
  program: Program,
  args: readonly string[],
  { wrapper = [], variables = {} }: { wrapper?: readonly string[]; variables?: Record<string, string> } = {},
): Promise<CommandResult> {
  const [command, ...rest] = [...wrapper, process.execPath, ...program, ...args] as [string, ...string[]]
  const child = spawn(command, rest, {
    env: environment(variables),
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: ENDED_WITHIN_MS,
    killSignal: 'SIGABRT',
  })
  // Whatever ends this runner must not leave it behind.
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const said = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text
    })
  }
  return await new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      process.off('exit', kill)
      resolve({ exit: code ?? signal, ...said })
    })
  })
}
