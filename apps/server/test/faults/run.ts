// What becomes of the registry when its disk, its file system or its descriptors fail.
//
//   npm run test:faults                                   all faults
//   npm run test:faults -- full EIO                       those whose names hold one of these words
//   npm run test:faults -- --seed 42 full                 again with a seed that a failure named
//   npm run test:faults -- --binary /path/of/berth.js     another build

import { parseArgs } from 'node:util'
import { Report, say } from '../clients/report.ts'
import { fromBuild } from '../process/crashable-server.ts'
import { ms } from '../process/figures.ts'
import { whole } from '../process/flags.ts'
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

// Ended by its own exit, so that it takes its servers along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

say(`seed ${seed}`)
const report = new Report()
for (const [name, fault] of Object.entries(faults)) {
  if (words.length === 0 || words.some((word) => name.includes(word))) {
    await report.record(name, () => figuresOf(fault))
  }
}
report.print()
say(`seed ${seed}`)
process.exitCode = report.failed ? 1 : 0

async function figuresOf(fault: Fault): Promise<string> {
  if (fault.injected === true) requireStrace()
  const relievedMs = await tryFault(program, fault, seed)
  if (relievedMs > RELIEVED_WITHIN_MS) throw new Error(`all goes on again only after ${ms(relievedMs)}`)
  return `all goes on again after ${ms(relievedMs)}`
}
