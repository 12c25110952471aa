// What becomes of the registry when its disk, its file system or its descriptors fail.
//
//   npm run test:faults                                   all faults
//   npm run test:faults -- full EIO                       those whose names hold one of these words
//   npm run test:faults -- --seed 42 full                 again with a seed that a failure named
//   npm run test:faults -- --binary /path/of/berth.js     another build

import { parseArgs } from 'node:util'
import { fromBuild } from '../process/crashable-server.ts'
import { ms } from '../process/figures.ts'
import { whole } from '../process/flags.ts'
import { runHarnesses } from '../process/run-harnesses.ts'
import { requireStrace } from '../process/strace.ts'
import { type Fault, faults } from './faults.ts'
import { tryFault } from './try-fault.ts'

/** The promise: so long after the end of a fault everything works again. */
const RELIEVED_WITHIN_MS = 5000

const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    binary: { type: 'string' },
  },
})
const seed = whole('seed', values.seed)
const program = values.binary === undefined ? fromBuild : [values.binary]

const harnesses = Object.fromEntries(
  Object.entries(faults).map(([name, fault]) => [name, () => figuresOf(fault)]),
)
await runHarnesses(harnesses, { words, seed })

async function figuresOf(fault: Fault): Promise<string> {
  if (fault.injected === true) requireStrace()
  const relievedMs = await tryFault(program, fault, seed)
  if (relievedMs > RELIEVED_WITHIN_MS) throw new Error(`all goes on again only after ${ms(relievedMs)}`)
  return `all goes on again after ${ms(relievedMs)}`
}
