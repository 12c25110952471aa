import { run } from './cli/run.ts'

// Set rather than `process.exit(…)`: what was written to a pipe may still be on its way.
process.exitCode = await run(process.argv.slice(2))
