// The official conformance suite of the OCI distribution specification, once for each version of it.
//
//   npm run conformance                                   compiles the suite with Go and starts Berth, fresh each time
//   OCI_CONFORMANCE_BIN=/path/of/the/suite …              a suite that is built already, for machines without Go
//   BERTH_TARGET=127.0.0.1:5000 …                         the same questions to a registry that is already running

import { openRegistry } from '../clients/registry.ts'
import { Report, say } from '../clients/report.ts'
import { findSuite, runSuite } from './suite.ts'

const versions = ['1.0', '1.1', 'dev']

/** Indexes that name manifests nobody pushed are refused unless asked for, and OCI_DATA_SPARSE asks. */
const config = 'content:\n  sparse: true\n'

const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort())

const report = new Report()
let suite: string | undefined
await report.record('conformance', async () => {
  suite = await findSuite(stopped.signal)
  return suite
})
if (suite !== undefined) {
  const program = suite
  for (const version of versions)
    await report.record(`conformance ${version}`, () => conform(program, version))
}
report.print()
process.exitCode = report.failed || stopped.signal.aborted ? 1 : 0

async function conform(program: string, version: string): Promise<string> {
  const registry = await openRegistry(config)
  let stop: Promise<void> | undefined
  try {
    const verdict = await runSuite(program, version, registry.host, stopped.signal)
    const counts = `${verdict.passed} pass, ${verdict.failed} fail, ${verdict.skipped} skip, ${verdict.errors} error`
    if (verdict.untested.length > 0)
      say(`conformance ${version} did not test: ${verdict.untested.join(', ')}`)
    // No tests is no success: the suite ends quietly when it does not like its configuration.
    if (verdict.failed + verdict.errors > 0 || verdict.passed === 0) {
      throw new Error([counts, ...verdict.complaints, `see ${verdict.folder}/report.html`].join('\n'))
    }
    stop = registry.stop()
    await stop
    return counts
  } finally {
    // After a failed test the server still has to go, but its own farewell must not hide what failed.
    if (stop === undefined) await registry.stop().catch(() => undefined)
  }
}
