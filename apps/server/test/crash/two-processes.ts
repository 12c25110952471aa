import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { CrashableServer, type Program, StartFailed } from '../process/crashable-server.ts'

export interface TwoProcessesResult {
  /** How long the second process took to refuse. */
  readonly refusedMs: number
  /** How long a new one took to be ready after the first one was killed. */
  readonly readyMs: number
  readonly violations: readonly string[]
}

/** Two processes on one data folder: the second is turned away, and the lock of a killed one is no obstacle. */
export async function twoProcesses(program: Program): Promise<TwoProcessesResult> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-two-'))
  const first = await CrashableServer.start(program, folder)
  try {
    const started = performance.now()
    const refusal = await refusedStart(program, folder)
    const refusedMs = performance.now() - started
    first.kill()
    await first.gone()
    const next = await CrashableServer.start(program, folder)
    await next.stop()
    return { refusedMs, readyMs: next.readyMs, violations: [...problems(refusal, first.pid)] }
  } finally {
    first.kill()
    await first.gone()
    await rm(folder, { recursive: true, force: true })
  }
}

/** Undefined when the second one was let in. */
async function refusedStart(program: Program, folder: string): Promise<StartFailed | undefined> {
  try {
    const second = await CrashableServer.start(program, folder)
    second.kill()
    await second.gone()
    return undefined
  } catch (error) {
    if (error instanceof StartFailed) return error
    throw error
  }
}

function* problems(refusal: StartFailed | undefined, holder: number): Generator<string> {
  if (refusal === undefined) {
    yield 'a second process was let onto the folder'
    return
  }
  if (refusal.exit !== exitCodes.dataFolder) yield `the second process ended with ${refusal.exit}`
  if (!/^berth: [^\n]* is in use by [^\n]*\n$/.test(refusal.stderr))
    yield `the second process said not one clear line: ${JSON.stringify(refusal.stderr)}`
  if (!refusal.stderr.includes(`process ${holder}`))
    yield `the second process did not name the first, ${holder}: ${refusal.stderr}`
}
