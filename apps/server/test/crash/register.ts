/** One write to a register, from when it was asked for to when it was answered. Moments are turns of one clock. */
export interface Write<Value> {
  readonly value: Value
  readonly started: number
  /** Infinity while it is under way, and for ever when its answer was lost. */
  ended: number
}

/** What may have been read between its start and its end. */
export interface Reading<Value> {
  end(): ReadonlySet<Value>
}

/**
 * What may be true of one thing that several clients write and a crash may interrupt (durability 1.5, I4). A write
 * may be the last one unless another, acknowledged one was asked for after its answer; one without an answer may have
 * happened or not.
 */
export class Register<Value> {
  #writes: Write<Value>[]
  readonly #readings = new Set<Set<Value>>()

  constructor(initial: Value) {
    this.#writes = [{ value: initial, started: 0, ended: 0 }]
  }

  begin(value: Value, now: number): Write<Value> {
    const write = { value, started: now, ended: Number.POSITIVE_INFINITY }
    this.#writes.push(write)
    for (const seen of this.#readings) seen.add(value)
    return write
  }

  acknowledge(write: Write<Value>, now: number): void {
    write.ended = now
    this.#writes = this.#writes.filter((other) => other === write || other.ended >= write.started)
  }

  /** The answer said that nothing was written. */
  refuse(write: Write<Value>): void {
    this.#writes = this.#writes.filter((other) => other !== write)
  }

  /** The values it may have, now that everything asked for has been answered or never will be. */
  possible(): ReadonlySet<Value> {
    return new Set(this.#writes.map(({ value }) => value))
  }

  /** The value if there is only one it can have. */
  certain(): { value: Value } | undefined {
    const [only, ...others] = this.possible()
    return others.length === 0 ? { value: only as Value } : undefined
  }

  read(): Reading<Value> {
    const seen = new Set(this.possible())
    this.#readings.add(seen)
    return {
      end: () => {
        this.#readings.delete(seen)
        return seen
      },
    }
  }

  /**
   * Whether a lost write happened, judged by what was found: undefined when something else explains it as well.
   * `write` must be one that is still possible.
   */
  happened(write: Write<Value>, found: Value): boolean | undefined {
    const others = this.#writes.filter((other) => other !== write)
    if (found === write.value) return others.some(({ value }) => value === found) ? undefined : true
    // Another write that ended after this one began may have come on top of it.
    return others.some(({ value, ended }) => value === found && ended >= write.started) ? undefined : false
  }

  /** What was found while nothing was under way is the truth from then on. */
  settle(value: Value, now: number): void {
    this.#writes = [{ value, started: now, ended: now }]
    this.#readings.clear()
  }
}
