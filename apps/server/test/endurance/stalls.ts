import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Program } from '../process/crashable-server.ts'
import { Connections } from '../process/exchange.ts'
import { ms } from '../process/figures.ts'
import { withServer } from '../process/with-server.ts'
import { longestStall, withProbe } from './loop-stalls.ts'
import { stallsOfResumedSession } from './resumed-session.ts'
import { prepare, type Target, worstRequests } from './worst-requests.ts'

/** No single request may keep all others waiting for longer than this. */
const MOST_MS = 250
/** Another program that takes the processor makes a stall longer and never shorter, so the shortest one counts. */
const ROUNDS = 3
const MOST_ROUNDS = 10
const RESUMED_BYTES = 2 ** 30

interface Stall {
  readonly name: string
  readonly ms: number
}

/** Sends the worst single requests one could think of and measures how long the event loop stands still for each. */
export async function stalls(program: Program, say: (line: string) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-probe-'))
  try {
    const strict = await measure(program, join(folder, 'strict'), {})
    const sparse = await measure(program, join(folder, 'sparse'), { BERTH_CONTENT_SPARSE: 'true' })
    const resumed = await stallsOfResumedSession(withProbe(program), join(folder, 'resumed'), RESUMED_BYTES)
    const all = [...strict, ...sparse.map(({ name, ms }) => ({ name: `${name} (sparse)`, ms })), ...resumed]
    all.sort((a, b) => b.ms - a.ms)
    for (const { name, ms: duration } of all) say(`${ms(duration).padStart(8)}  ${name}`)
    const worst = all.slice(0, 3).map(({ name, ms: duration }) => `${name} ${ms(duration)}`)
    const figures = `${all.length} kinds of requests, the longest stalls: ${worst.join(', ')}`
    if (all.some((stall) => stall.ms > MOST_MS)) throw new Error(figures)
    return figures
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function measure(program: Program, probe: string, settings: Record<string, string>): Promise<Stall[]> {
  const work = async ({ port }: { port: number }) => {
    const connections = new Connections(port, 32)
    try {
      const target: Target = { port, connections }
      await prepare(target)
      const found: Stall[] = []
      for (const [name, request] of worstRequests()) {
        let least = Number.POSITIVE_INFINITY
        for (let round = 0; round < ROUNDS || (round < MOST_ROUNDS && least > MOST_MS); round += 1) {
          await longestStall(probe)
          await request(target)
          least = Math.min(least, await longestStall(probe))
        }
        found.push({ name, ms: least })
      }
      return found
    } finally {
      connections.close()
    }
  }
  return await withServer(withProbe(program), work, { ...settings, LOOP_PROBE: probe })
}
