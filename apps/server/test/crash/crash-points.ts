import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Random } from '../process/random.ts'
import { type CrashPoint, FatalCalls, notedCalls, type StorageCall, wordsOf } from './fatal-calls.ts'

/** Work on a data folder that is to be cut short at each of its storage calls. */
export interface Work {
  readonly name: string
  /** Makes what every attempt begins with. */
  prepare(): Promise<void>
  /** @param folder does not exist yet. */
  attempt(folder: string): Promise<Attempt>
  /** Removes what `prepare` made. */
  end(): Promise<void>
}

/** The work once, on a folder of its own. */
export interface Attempt {
  /**
   * Does it in a process with these variables in its environment, until it is done or that process is no more.
   * @param wrapper a program that runs node, such as strace with its options.
   * @returns what is wrong already.
   */
  run(variables: Record<string, string>, wrapper?: readonly string[]): Promise<readonly string[]>
  /** Holds what is there afterwards against what was promised. Odd numbers may look another way than even ones. */
  check(number: number): Promise<Checked>
}

export interface Checked {
  /** From the start of the first process after the crash until it listened. */
  readonly readyMs: number
  readonly violations: readonly string[]
}

export interface CrashPointsOptions {
  readonly works: readonly Work[]
  readonly seed: number
  /**
   * One of so many points at writes of the database is tried, and four times as many of the others, chosen by the seed;
   * 1 for all.
   */
  readonly every: number
}

export interface CrashPointsResult {
  /** For each work how many points were tried of how many there are. */
  readonly works: readonly { readonly name: string; readonly tried: number; readonly points: number }[]
  /** The calls that were tried, by name. */
  readonly tried: Readonly<Record<string, number>>
  /** Points whose call did not come again: the process lived. */
  readonly unreached: number
  /** Sorted. */
  readonly readyMs: readonly number[]
  readonly violations: readonly string[]
}

/** A first start makes 512 folders in two loops: to die at one of these is to die at any, so one of so many is tried. */
const SHARDS_EVERY = 32
/** How much oftener calls are tried that are no writes of the database. */
const OTHERS_OFTENER = 4
const SHARD = /^blobs\/[^/]+\/[0-9a-f]{2}$/

/**
 * Does each work once to see which storage calls it makes, then again for each of them, with a death right before it
 * and with one right after it, and checks what the next start makes of that. Stops at the first violation.
 * @throws {Unavailable} without a C compiler.
 */
export async function crashPoints({ works, seed, every }: CrashPointsOptions): Promise<CrashPointsResult> {
  // Its real path: that is where the library sees calls go.
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'berth-points-')))
  const tally = new Tally()
  try {
    const calls = FatalCalls.build(folder)
    for (const [index, work] of works.entries()) {
      if (tally.violations.length > 0) break
      try {
        await work.prepare()
        await new Trial(work, calls, join(folder, String(index)), seed, tally).run(every)
      } finally {
        await work.end()
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  return tally.result()
}

class Tally {
  readonly works: { name: string; tried: number; points: number }[] = []
  readonly tried: Record<string, number> = {}
  readonly readyMs: number[] = []
  readonly violations: string[] = []
  unreached = 0

  result(): CrashPointsResult {
    return { ...this, readyMs: this.readyMs.sort((a, b) => a - b) }
  }
}

/** All points of one work. */
class Trial {
  readonly #work: Work
  readonly #calls: FatalCalls
  readonly #place: string
  readonly #seed: number
  readonly #tally: Tally

  constructor(work: Work, calls: FatalCalls, place: string, seed: number, tally: Tally) {
    this.#work = work
    this.#calls = calls
    this.#place = place
    this.#seed = seed
    this.#tally = tally
  }

  async run(every: number): Promise<void> {
    const calls = await this.#callsOfWhole()
    const chosen = choose(calls, every, new Random(this.#seed))
    const count = { name: this.#work.name, tried: 0, points: 2 * calls.length }
    this.#tally.works.push(count)
    const next = chosen.values()
    const crasher = async () => {
      for (const point of next) {
        if (this.#tally.violations.length > 0) return
        if (await this.#crashAt(point)) count.tried += 1
      }
    }
    await Promise.all(Array.from({ length: availableParallelism() }, crasher))
  }

  /** The calls of the work when nothing cuts it short. */
  async #callsOfWhole(): Promise<StorageCall[]> {
    const log = `${this.#place}.calls`
    const folder = `${this.#place}.whole`
    try {
      const attempt = await this.#work.attempt(folder)
      const violations = [...(await attempt.run(this.#calls.variables({ folder, log })))]
      violations.push(...(await attempt.check(0)).violations)
      this.#tally.violations.push(...violations.map((words) => this.#named('not cut short', words)))
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    const calls = notedCalls(log)
    if (calls.length === 0) throw new Error(`${this.#work.name} made no storage call that was counted`)
    return calls
  }

  /** @returns whether it came to the point, and died of it. */
  async #crashAt(point: CrashPoint): Promise<boolean> {
    const { number } = point.call
    const folder = `${this.#place}.${number}.${point.when}`
    const log = `${folder}.calls`
    try {
      const attempt = await this.#work.attempt(folder)
      const violations = [...(await attempt.run(this.#calls.variables({ folder, log, point })))]
      // Two threads may have come to their calls in another order: the point is where it really died.
      const [call] = notedCalls(log)
      if (call === undefined) {
        this.#tally.unreached += 1
        // Nobody died, which is no excuse for a wrong answer.
        this.#tally.violations.push(...violations.map((words) => this.#named('not reached', words)))
        return false
      }
      this.#tally.tried[call.name] = (this.#tally.tried[call.name] ?? 0) + 1
      const checked = await attempt.check(number)
      this.#tally.readyMs.push(checked.readyMs)
      violations.push(...checked.violations)
      const where = wordsOf({ call, when: point.when })
      this.#tally.violations.push(...violations.map((words) => this.#named(where, words)))
      return true
    } catch (error) {
      // It does not start again, or dies of what it is asked: told with its point and seed like everything else.
      this.#tally.violations.push(this.#named(wordsOf(point), String(error)))
      return true
    } finally {
      await rm(folder, { recursive: true, force: true })
      await rm(log, { force: true })
    }
  }

  #named(where: string, words: string): string {
    return `${this.#work.name}, died ${where}: ${words} (again with --seed ${this.#seed})`
  }
}

/** Points before and after calls; the writes of the database's log are very many, and the rest is tried more often. */
function choose(calls: readonly StorageCall[], every: number, random: Random): CrashPoint[] {
  const points = withoutMostShards(calls).flatMap((call): CrashPoint[] => [
    { call, when: 'before' },
    { call, when: 'after' },
  ])
  const isLog = ({ call }: CrashPoint) => call.name === 'pwrite64'
  return [
    ...sample(points.filter(isLog), every, random),
    ...sample(
      points.filter((point) => !isLog(point)),
      Math.ceil(every / OTHERS_OFTENER),
      random,
    ),
  ]
}

function withoutMostShards(calls: readonly StorageCall[]): StorageCall[] {
  let shards = 0
  return calls.filter(({ name, path }) => {
    if (name !== 'mkdir' || !SHARD.test(path)) return true
    shards += 1
    return shards % SHARDS_EVERY === 0
  })
}

/** One of every so many in a row, so that none of the work is left out. */
function sample<Item>(items: readonly Item[], every: number, random: Random): Item[] {
  const chosen: Item[] = []
  for (let start = 0; start < items.length; start += every) {
    const item = random.pick(items.slice(start, start + every))
    if (item !== undefined) chosen.push(item)
  }
  return chosen
}
