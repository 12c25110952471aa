/**
 * What is where, as clients can know it. A key is what it is about (`blob team/app@sha256:...`, `tag team/app:v1`), its
 * value what is there: `there`, a tag's digest, or how the disk has lost it (`flipped`, `gone`).
 */
export type World = ReadonlyMap<string, string>

/** What an operation changes, all of it or nothing. Undefined: it is not there any more. */
export interface Change {
  readonly words: string
  readonly values: readonly (readonly [key: string, value: string | undefined])[]
}

export interface SessionFact {
  readonly id: string
  readonly repository: string
  /** Everything the client offered, acknowledged or not. */
  readonly sent: Buffer
  /** The registry said that it has these many. */
  readonly acknowledged: number
  /** `ending`: what ends it has no answer yet. */
  readonly state: 'open' | 'ending' | 'ended'
  /** The blob that it becomes, when that is how it ends. */
  readonly becomes: string | undefined
}

/** What the clients knew at one moment. */
export interface Knowledge {
  readonly settled: World
  readonly pending: readonly Change[]
  readonly sessions: ReadonlyMap<string, SessionFact>
}

/** What clients know: what was acknowledged, and what they have asked for and heard nothing of. */
export class Ledger {
  /** Every key and every content there ever was, so that what should be gone is looked for as well. */
  readonly keys = new Set<string>()
  #now: Knowledge

  constructor(now: Knowledge = { settled: new Map(), pending: [], sessions: new Map() }) {
    this.#now = now
  }

  now(): Knowledge {
    return this.#now
  }

  /** What somebody has seen counts as acknowledged. */
  settle(world: World): void {
    this.#now = { ...this.#now, settled: world, pending: [] }
  }

  /** Runs an operation that changes all of this or nothing. */
  async change<Result>(change: Change, work: () => Promise<Result>): Promise<Result> {
    for (const [key] of change.values) this.keys.add(key)
    this.#now = { ...this.#now, pending: [...this.#now.pending, change] }
    const result = await work()
    const pending = this.#now.pending.filter((other) => other !== change)
    this.#now = { ...this.#now, settled: changed(this.#now.settled, change), pending }
    return result
  }

  session(fact: SessionFact): void {
    this.#now = { ...this.#now, sessions: new Map(this.#now.sessions).set(fact.id, fact) }
  }
}

/** All worlds that clients have to be prepared for: each operation without an answer happened, or did not. */
export function possibleWorlds({ settled, pending }: Knowledge): World[] {
  return pending.reduce(
    (worlds, change) => worlds.flatMap((world) => [world, changed(world, change)]),
    [settled],
  )
}

function changed(world: World, { values }: Change): World {
  const after = new Map(world)
  for (const [key, value] of values) {
    if (value === undefined) after.delete(key)
    else after.set(key, value)
  }
  return after
}
