/** How many entries a page holds: as many as asked for, and never more than allowed (protocol fact 37). */
export function pageSize(asked: number | undefined, most: number): number {
  return Math.min(asked ?? most, most)
}

/**
 * The `Link` to the page that follows (RFC 8288), with the query of this one kept. `<` comes first and the URL is the
 * registry's own, or clients will not follow it (protocol fact 36).
 */
export function nextPage(url: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const kept = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) kept.set(name, String(value))
  return `<${url}?${kept}>; rel="next"`
}
