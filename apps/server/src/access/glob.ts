/** Longest pattern, in characters: no repository name is longer. */
const MAX_LENGTH = 255

/** What names, or values of claims, have to look like: see {@link parseGlob}. */
export interface Glob {
  readonly text: string
  /** What all that match begin with: the text before its first star. */
  readonly prefix: string
  matches(name: string): boolean
}

/** Every name. */
export const EVERYTHING: Glob = { text: '**', prefix: '', matches: () => true }

/**
 * Reads a pattern: `*` stands for any characters but `/`, `**` for any characters, all others for themselves. So
 * `team/*` are the repositories right below `team`, `team/**` all below it, and `**` are all there are.
 * @returns undefined when it is empty, too long, or has three stars in a row.
 */
export function parseGlob(text: string): Glob | undefined {
  if (text === EVERYTHING.text) return EVERYTHING
  if (text === '' || text.length > MAX_LENGTH || text.includes('***')) return undefined
  const [prefix = ''] = text.split('*', 1)
  const parts = text.split(/(\*\*?)/).filter((part) => part !== '')
  return {
    text,
    prefix,
    matches: prefix === text ? (name) => name === text : matcher(parts),
  }
}

/**
 * Compares part by part, with all the places a part may have ended at. A regular expression would try them one after the
 * other, and with a few stars that takes as long as somebody wants it to.
 */
function matcher(parts: readonly string[]): (name: string) => boolean {
  const toTheEnd = parts.at(-1) === '**'
  const compared = toTheEnd ? parts.slice(0, -1) : parts
  return (name) => {
    let ends = new Set([0])
    for (const part of compared) {
      ends = endsOf(part, name, ends)
      if (ends.size === 0) return false
    }
    return toTheEnd || ends.has(name.length)
  }
}

/** Where a part may end that may start at some places. */
function endsOf(part: string, name: string, starts: ReadonlySet<number>): Set<number> {
  const ends = new Set<number>()
  for (const start of starts) {
    if (part === '*' || part === '**') {
      // What another start has reached already, it has gone on from.
      for (let end = start; end <= name.length && !ends.has(end); end++) {
        ends.add(end)
        if (part === '*' && name[end] === '/') break
      }
    } else if (name.startsWith(part, start)) ends.add(start + part.length)
  }
  return ends
}
