import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { Unavailable } from '../clients/report.ts'

/** Makes system calls of a running process fail, until it is taken back. */
export class Injection {
  readonly #tracer: ChildProcess

  private constructor(tracer: ChildProcess) {
    this.#tracer = tracer
  }

  /**
   * @param calls what fails, by the names of the calls.
   * @param error what they fail with, such as `EIO`.
   * @param paths only calls on these files; all when there are none.
   */
  static async into(
    pid: number,
    calls: readonly string[],
    error: string,
    paths: readonly string[] = [],
  ): Promise<Injection> {
    const only = paths.flatMap((path) => ['-P', path])
    const inject = ['-e', `trace=${calls.join()}`, '-e', `inject=${calls.join()}:error=${error}`]
    const args = ['-f', ...only, ...inject, '-o', '/dev/null', '-p', String(pid)]
    const tracer = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] })
    const die = () => tracer.kill('SIGKILL')
    process.once('exit', die)
    tracer.once('exit', () => process.off('exit', die))
    await attachedToAll(tracer, pid)
    return new Injection(tracer)
  }

  async takeBack(): Promise<void> {
    if (this.#tracer.exitCode !== null || this.#tracer.signalCode !== null) return
    // It lets go of every thread before it ends.
    this.#tracer.kill('SIGINT')
    await once(this.#tracer, 'exit')
  }
}

/** strace says of each thread that it has it; those that a thread starts from then on it has from their start. */
async function attachedToAll(tracer: ChildProcess, pid: number): Promise<void> {
  const wanted = (await readdir(`/proc/${pid}/task`)).length
  let attached = 0
  const lines = createInterface({ input: tracer.stderr as NodeJS.ReadableStream })
  let last = ''
  await new Promise<void>((resolve, reject) => {
    tracer.once('exit', () => reject(new Error(`strace did not attach: ${last}`)))
    lines.on('line', (line) => {
      last = line
      const threads = /attached with (\d+) threads/.exec(line)?.[1]
      attached += threads === undefined ? (/ attached$/.test(line) ? 1 : 0) : Number(threads)
      if (attached >= wanted) resolve()
    })
  })
}

/** What no process closes: its three standard streams. */
const ALWAYS_OPEN = 3

/** Lets a process open nothing more; what is open stays so. @returns how to undo that. */
export function takeDescriptors(pid: number): () => void {
  const target = ['--pid', String(pid)]
  const before = spawnSync('prlimit', [...target, '--nofile', '--noheadings', '--output', 'SOFT'])
  if (before.status !== 0) throw new Unavailable('prlimit: not installed (Debian: util-linux)')
  const set = (limit: number) => {
    const { status, stderr } = spawnSync('prlimit', [...target, `--nofile=${limit}:`])
    if (status !== 0) throw new Error(`prlimit: ${stderr}`)
  }
  // A new descriptor has to have a number below the limit, and those are taken.
  set(ALWAYS_OPEN)
  return () => set(Number(before.stdout.toString().trim()))
}
