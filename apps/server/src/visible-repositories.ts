import { setImmediate as turn } from 'node:timers/promises'
import type { RepositoryName } from '@berth/spec'
import type { Page, PageRequest, Storage } from '@berth/storage'
import { isWithin, justBefore, type NameRange } from './access/name-range.ts'
import type { Rights } from './access/rights.ts'
import { ClientGoneError } from './http/errors.ts'

/** Names that are looked at in one go: others get a turn between. */
const CHUNK = 1000

type Catalog = Pick<Storage, 'listRepositories'>

/**
 * A page of the repositories somebody may pull from. The others are passed over without a trace: pages are as long as
 * they would be without them, and where one ends is a name that is on it. Only where something may be visible is looked
 * at, so who sees little of a large registry costs it little.
 * @param signal aborts when nobody waits for it any more.
 * @throws {ClientGoneError}
 */
export async function visibleRepositories(
  catalog: Catalog,
  rights: Rights,
  { after, limit }: PageRequest<string>,
  signal: AbortSignal,
): Promise<Page<RepositoryName>> {
  if (rights.everywhere('pull')) return catalog.listRepositories({ after, limit })
  const found: RepositoryName[] = []
  for (const range of rights.ranges('pull')) {
    for (const names of chunksOf(catalog, range, after)) {
      found.push(...names.filter((name) => rights.allows('pull', name)))
      // One more than asked for, to know whether there is another page.
      if (found.length > limit) return { items: found.slice(0, limit), more: true }
      await turn()
      if (signal.aborted) throw new ClientGoneError('the client left before the list was made')
    }
  }
  return { items: found, more: false }
}

/** The names of a range that come after one, some at a time. */
function* chunksOf(
  catalog: Catalog,
  range: NameRange,
  after: string | undefined,
): Generator<RepositoryName[]> {
  const limit = range.single ? 1 : CHUNK
  let last = laterOf(after, justBefore(range))
  for (;;) {
    const { items, more } = catalog.listRepositories({ after: last, limit })
    const within = items.filter((name) => isWithin(name, range))
    yield within
    if (!more || range.single || within.length < items.length) return
    last = items.at(-1)
  }
}

function laterOf(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b
  return a > b ? a : b
}
