import { parseArgs } from 'node:util'
import { fromBuild, type Program } from '../process/crashable-server.ts'
import { whole } from '../process/flags.ts'

/** How long and with which numbers the long form runs. */
export interface RunOptions {
  readonly program: Program
  readonly seed: number
  /** Kills. */
  readonly cycles: number
  /** Acknowledged operations of each cycle, on average. */
  readonly ops: number
  /** Uploads that are cut. */
  readonly uploads: number
  /**
   * One of so many points at writes of the database is tried, and four times as many of the others, chosen by the seed;
   * 1 for all.
   */
  readonly every: number
  /** Harnesses whose names hold one of these words; all when there is none. */
  readonly words: readonly string[]
}

/** @throws for what is no flag or no number. */
export function parseCommandLine(argv: readonly string[]): RunOptions {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: String(Date.now() % 1_000_000) },
      cycles: { type: 'string', default: '1000' },
      ops: { type: 'string', default: '50' },
      uploads: { type: 'string', default: '300' },
      every: { type: 'string', default: '8' },
      // Another build: a broken one, to see that its fault is found.
      binary: { type: 'string' },
    },
  })
  return {
    program: values.binary === undefined ? fromBuild : [values.binary],
    seed: whole('seed', values.seed),
    cycles: whole('cycles', values.cycles),
    ops: whole('ops', values.ops),
    uploads: whole('uploads', values.uploads),
    every: atLeastOne('every', values.every),
    words: positionals,
  }
}

function atLeastOne(flag: string, text: string): number {
  const number = whole(flag, text)
  if (number === 0) throw new Error(`--${flag} takes 1 or more`)
  return number
}
