import { parseArgs } from 'node:util'
import { fromBuild, type Program } from '../process/crashable-server.ts'
import { positive, whole } from '../process/flags.ts'

/** How much of everything there is. */
export interface RunOptions {
  readonly program: Program
  readonly seed: number
  /** The slow upload: bytes of a second, and how long. */
  readonly rate: number
  readonly minutes: number
  /** How long a body may stand still, in seconds; the default of the configuration when it is undefined. */
  readonly idleSeconds: number | undefined
  /** Idle ones. */
  readonly connections: number
  readonly slowloris: number
  readonly readers: number
  readonly pulls: number
  /** The blob that is read slowly. */
  readonly mebibytes: number
  readonly heads: number
  /** Pulls that are left. */
  readonly aborts: number
  /** Of all kinds of requests at all stages. */
  readonly rounds: number
  readonly uploadsAtOnce: number
  /** Wrong logins at once. */
  readonly logins: number
  /** Of each of two answers that have to take the same time. */
  readonly samples: number
  readonly gigabytes: number
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
      rate: { type: 'string', default: '100000' },
      minutes: { type: 'string', default: '15' },
      idle: { type: 'string' },
      connections: { type: 'string', default: '10000' },
      slowloris: { type: 'string', default: '2000' },
      readers: { type: 'string', default: '500' },
      pulls: { type: 'string', default: '50' },
      mebibytes: { type: 'string', default: '100' },
      heads: { type: 'string', default: '20000' },
      aborts: { type: 'string', default: '5000' },
      rounds: { type: 'string', default: '10' },
      'uploads-at-once': { type: 'string', default: '4' },
      logins: { type: 'string', default: '200' },
      samples: { type: 'string', default: '2000' },
      gigabytes: { type: 'string', default: '10' },
      // Another build: a broken one, to see that its fault is found.
      binary: { type: 'string' },
    },
  })
  return {
    program: values.binary === undefined ? fromBuild : [values.binary],
    seed: whole('seed', values.seed),
    rate: whole('rate', values.rate),
    minutes: positive('minutes', values.minutes),
    idleSeconds: values.idle === undefined ? undefined : whole('idle', values.idle),
    connections: whole('connections', values.connections),
    slowloris: whole('slowloris', values.slowloris),
    readers: whole('readers', values.readers),
    pulls: whole('pulls', values.pulls),
    mebibytes: whole('mebibytes', values.mebibytes),
    heads: whole('heads', values.heads),
    aborts: whole('aborts', values.aborts),
    rounds: whole('rounds', values.rounds),
    uploadsAtOnce: whole('uploads-at-once', values['uploads-at-once']),
    logins: whole('logins', values.logins),
    samples: whole('samples', values.samples),
    gigabytes: positive('gigabytes', values.gigabytes),
    words: positionals,
  }
}
