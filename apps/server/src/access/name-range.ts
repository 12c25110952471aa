import type { Glob } from './glob.ts'

/** Names that stand together in the order of names: those with a prefix, or a single one. */
export interface NameRange {
  readonly prefix: string
  /** Whether only the prefix itself is meant. */
  readonly single: boolean
}

/** The fewest ranges that hold whatever one of the patterns matches, in the order of names. They do not overlap. */
export function rangesOf(globs: readonly Pick<Glob, 'text' | 'prefix'>[]): NameRange[] {
  const ranges = globs
    .map(({ text, prefix }) => ({ prefix, single: prefix === text }))
    // Of two that begin alike the larger one first.
    .sort((a, b) => compare(a.prefix, b.prefix) || Number(a.single) - Number(b.single))
  const merged: NameRange[] = []
  for (const range of ranges) {
    // Whatever a range holds stands between it and what comes after it, so only the last one can hold the next.
    const last = merged.at(-1)
    if (last === undefined || !isWithin(range.prefix, last)) merged.push(range)
  }
  return merged
}

export function isWithin(name: string, { prefix, single }: NameRange): boolean {
  return single ? name === prefix : name.startsWith(prefix)
}

/** A text that no name stands between and the range; undefined when the range begins with the first name there is. */
export function justBefore({ prefix }: NameRange): string | undefined {
  if (prefix === '') return undefined
  const last = prefix.charCodeAt(prefix.length - 1)
  // Names have no character behind `z`, so none begins with the one before it and a tilde.
  return `${prefix.slice(0, -1)}${String.fromCharCode(last - 1)}~`
}

/** As SQLite does, and not as people do. */
function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
