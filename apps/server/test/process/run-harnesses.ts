import { Report, say } from '../clients/report.ts'

/** A piece of work that throws when what it proves does not hold, and returns its figures. */
export type Harness = () => Promise<string>

/**
 * Runs the harnesses whose names hold one of the words, all when there is none, and tells how each ended. The process
 * ends with 1 when one has failed.
 * @throws when no harness is called after any of the words: a run of none would look like one in which all went well.
 */
export async function runHarnesses(
  harnesses: Readonly<Record<string, Harness>>,
  { words, seed }: { readonly words: readonly string[]; readonly seed: number },
): Promise<void> {
  const chosen = Object.entries(harnesses).filter(
    ([name]) => words.length === 0 || words.some((word) => name.includes(word)),
  )
  if (chosen.length === 0) throw new Error(`no harness is called after any of: ${words.join(', ')}`)
  // Ended by its own exit, so that it takes its servers along.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))

  say(`seed ${seed}`)
  const report = new Report()
  for (const [name, harness] of chosen) await report.record(name, harness)
  report.print()
  say(`seed ${seed}`)
  process.exitCode = report.failed ? 1 : 0
}
