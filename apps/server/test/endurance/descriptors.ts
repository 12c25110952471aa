import type { Program } from '../process/crashable-server.ts'
import { Connections } from '../process/exchange.ts'
import { descriptorsOf } from '../process/proc.ts'
import { Random } from '../process/random.ts'
import { withServer } from '../process/with-server.ts'
import { Aborts } from './aborts.ts'
import { descriptorsSettled } from './settled.ts'

const AT_ONCE = 32

export interface DescriptorsOptions {
  readonly seed: number
  readonly heads: number
  readonly pulls: number
  /** How often each kind of request is broken off at each stage. */
  readonly rounds: number
}

/** Nothing stays open: not for a HEAD, and not for a client that leaves, wherever it leaves. */
export async function descriptors(program: Program, options: DescriptorsOptions): Promise<string> {
  const { seed, heads, pulls, rounds } = options
  return await withServer(program, async ({ port, pid }) => {
    const connections = new Connections(port, AT_ONCE)
    try {
      const aborts = new Aborts(port, connections, new Random(seed))
      await aborts.prepare()
      // Warm: what the server opens once and keeps is open now, and so are this client's connections.
      await many(AT_ONCE * 4, () => aborts.head())
      const baseline = descriptorsOf(pid)
      await many(heads, () => aborts.head())
      const afterHeads = await descriptorsSettled(pid, baseline)
      await many(pulls, () => aborts.pull())
      const afterPulls = await descriptorsSettled(pid, baseline)
      for (let round = 0; round < rounds; round += 1) await aborts.everyStage()
      return [
        `after ${heads} HEADs ${afterHeads}`,
        `after ${pulls} pulls left ${afterPulls}`,
        `after ${aborts.count - pulls} requests broken off at every stage ${await descriptorsSettled(pid, baseline)}`,
      ].join('; ')
    } finally {
      connections.close()
    }
  })
}

async function many(count: number, work: () => Promise<void>): Promise<void> {
  let left = count
  const worker = async () => {
    while (left > 0) {
      left -= 1
      await work()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
