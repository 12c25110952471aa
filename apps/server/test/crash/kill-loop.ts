import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CrashableServer, type Program } from '../process/crashable-server.ts'
import { Connections, Unanswered } from '../process/exchange.ts'
import { Random } from '../process/random.ts'
import { fsckViolations } from './checked-folder.ts'
import { check, type Violation } from './checker.ts'
import { Client, Wrong } from './client.ts'
import { Ledger } from './ledger.ts'
import { observe, settle, type Thoroughness } from './observe.ts'
import { World } from './world.ts'

export interface KillLoopOptions {
  readonly program: Program
  readonly seed: number
  readonly cycles: number
  /** Acknowledged operations of one cycle, on average. */
  readonly ops: number
  readonly say?: (line: string) => void
}

export interface KillLoopResult {
  readonly cycles: number
  readonly acknowledged: number
  /** Operations a kill left without an answer. */
  readonly unanswered: number
  readonly violations: readonly string[]
  /** From the start of the process until it listens, after a kill; sorted. */
  readonly readyMs: readonly number[]
}

const MOST_CLIENTS = 32
/** Cold content looked at in each cycle; every so many cycles it is all of it. */
const SAMPLE = 40
const EVERYTHING_EVERY = 250
/** Most time a kill waits after the operation it was to follow. */
const KILL_DELAY_MS = 6

/**
 * Starts Berth, lets clients at it, kills it at a random moment, starts it again and holds what it shows against what
 * it said; over and over on one data folder. Stops at the first cycle with a violation.
 */
export async function killLoop(options: KillLoopOptions): Promise<KillLoopResult> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-crash-'))
  try {
    return await new KillLoop(folder, options).run()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

class KillLoop {
  readonly #folder: string
  readonly #options: KillLoopOptions
  readonly #ledger = new Ledger()
  readonly #world: World
  readonly #violations: string[] = []
  readonly #readyMs: number[] = []
  #unanswered = 0

  constructor(folder: string, options: KillLoopOptions) {
    this.#folder = folder
    this.#options = options
    this.#world = new World(this.#ledger, options.seed)
  }

  async run(): Promise<KillLoopResult> {
    const { cycles, seed } = this.#options
    let cycle = 0
    while (cycle < cycles && this.#violations.length === 0) {
      const random = new Random(seed).branch(cycle)
      await this.#cycle(random, cycle % EVERYTHING_EVERY === EVERYTHING_EVERY - 1)
      cycle += 1
      if (cycle % 50 === 0) this.#options.say?.(`${cycle} kills, ${this.#ledger.acknowledged} acknowledged`)
    }
    if (this.#violations.length === 0) await this.#end(new Random(seed).branch(cycle))
    return {
      cycles: cycle,
      acknowledged: this.#ledger.acknowledged,
      unanswered: this.#unanswered,
      violations: this.#violations.map(
        (words) => `${words} (kill ${cycle}; again with --seed ${seed} --ops ${this.#options.ops})`,
      ),
      readyMs: this.#readyMs.slice(1).sort((a, b) => a - b),
    }
  }

  async #cycle(random: Random, everything: boolean): Promise<void> {
    if (everything) await this.#fsck()
    const server = await this.#start()
    const connections = new Connections(server.port, MOST_CLIENTS)
    try {
      await this.#checkAtRest(connections, random, everything ? 'everything' : { sample: SAMPLE })
      if (this.#violations.length === 0) await this.#workUntilKilled(server, connections, random)
    } finally {
      server.kill()
      await server.gone()
      connections.close()
      this.#world.releaseAll()
      this.#unanswered += this.#ledger.unanswered.length
      for (const fault of server.faults) this.#violations.push(`a fault in the log: ${fault}`)
    }
  }

  /** The last start is looked at in full, and then ends as it should: fsck sees it before, and after. */
  async #end(random: Random): Promise<void> {
    await this.#fsck()
    const server = await this.#start()
    const connections = new Connections(server.port, MOST_CLIENTS)
    await this.#checkAtRest(connections, random, 'everything')
    connections.close()
    await server.stop()
    for (const fault of server.faults) this.#violations.push(`a fault in the log: ${fault}`)
    await this.#fsck()
  }

  async #fsck(): Promise<void> {
    this.#violations.push(...(await fsckViolations(this.#folder)))
  }

  async #start(): Promise<CrashableServer> {
    const server = await CrashableServer.start(this.#options.program, this.#folder)
    this.#readyMs.push(server.readyMs)
    return server
  }

  async #checkAtRest(connections: Connections, random: Random, thoroughness: Thoroughness): Promise<void> {
    const found = await observe(connections, this.#ledger, random, thoroughness)
    const violations: Violation[] = check(this.#ledger, found)
    for (const { invariant, words } of violations) this.#violations.push(`${invariant}: ${words}`)
    settle(this.#ledger, found)
  }

  async #workUntilKilled(server: CrashableServer, connections: Connections, random: Random): Promise<void> {
    const killAfter = this.#ledger.acknowledged + random.between(1, 2 * this.#options.ops - 1)
    // At once: as soon as a promise has come, so that one that was made too early is not yet true.
    const atOnce = random.chance(0.5)
    const delay = random.fraction() * KILL_DELAY_MS
    let due = false
    const onAnswer = (isPromise: boolean) => {
      if (due || this.#ledger.acknowledged < killAfter || (atOnce && !isPromise)) return
      due = true
      if (atOnce) server.kill()
      else setTimeout(() => server.kill(), delay)
    }
    const clients = Array.from(
      // Many of them make long queues before the disk, few of them short ones.
      { length: random.between(2, MOST_CLIENTS) },
      (_, index) => new Client(connections, this.#world, random.branch(index), onAnswer),
    )
    await Promise.all(clients.map((client) => this.#work(client, server)))
  }

  async #work(client: Client, server: CrashableServer): Promise<void> {
    try {
      await client.work()
    } catch (error) {
      if (error instanceof Unanswered && server.killed) return
      if (!(error instanceof Unanswered || error instanceof Wrong)) throw error
      this.#violations.push(`${error.message}${error instanceof Unanswered ? ': not answered' : ''}`)
      server.kill()
    }
  }
}
