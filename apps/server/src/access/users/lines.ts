/**
 * Those who wait, in a line for each of them whose they are. The lines take turns, so however long one is, it holds up
 * the first of another for one turn.
 */
export class Lines<Item> {
  /** None is empty, and the one whose turn is next is first. */
  readonly #lines = new Map<string, Item[]>()
  #size = 0

  /** How many wait. */
  get size(): number {
    return this.#size
  }

  /** How many wait in one line. */
  lengthOf(line: string): number {
    return this.#lines.get(line)?.length ?? 0
  }

  add(line: string, item: Item): void {
    const items = this.#lines.get(line)
    if (items === undefined) this.#lines.set(line, [item])
    else items.push(item)
    this.#size += 1
  }

  /** Takes out whose turn it is. */
  next(): Item | undefined {
    for (const [line, [first, ...others]] of this.#lines) {
      // Deleted first, so that it comes last again.
      this.#lines.delete(line)
      if (others.length > 0) this.#lines.set(line, others)
      this.#size -= 1
      return first
    }
    return undefined
  }
}
