/** The known word somebody most likely meant, if one is near enough to be worth asking about. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const most = Math.max(1, Math.floor(word.length / 3))
  const [best] = known
    .map((candidate) => ({ candidate, edits: edits(word.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits)
  return best?.candidate
}

/** ` did you mean "x"?` with its question, or nothing. */
export function didYouMean(word: string, known: readonly string[], quote = '"'): string {
  const candidate = nearest(word, known)
  return candidate === undefined ? '' : `; did you mean ${quote}${candidate}${quote}?`
}

/** Insertions, deletions, substitutions and swaps of neighbours between two words (Damerau and Levenshtein). */
function edits(from: string, to: string): number {
  const row = (length: number) => Array.from({ length: length + 1 }, (_, index) => index)
  let twoAbove: number[] = []
  let above = row(to.length)
  for (let i = 1; i <= from.length; i++) {
    const current = [i]
    for (let j = 1; j <= to.length; j++) {
      const same = from[i - 1] === to[j - 1]
      const swapped = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      const ways = [
        (above[j] ?? 0) + 1,
        (current[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (same ? 0 : 1),
        ...(swapped ? [(twoAbove[j - 2] ?? 0) + 1] : []),
      ]
      current.push(Math.min(...ways))
    }
    twoAbove = above
    above = current
  }
  return above[to.length] ?? 0
}
