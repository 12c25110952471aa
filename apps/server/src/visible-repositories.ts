import { setImmediate as turn } from 'node:timers/promises'
import type { RepositoryName } from '@berth/spec'
import type { Page, PageRequest, Storage } from '@berth/storage'
import type { Rights } from './access/rights.ts'

/** Names that are looked at in one go: others get a turn between. */
const CHUNK = 1000

/**
 * A page of the repositories somebody may pull from. The others are passed over without a trace: pages are as long as
 * they would be without them, and where one ends is a name that is on it.
 */
export async function visibleRepositories(
  catalog: Pick<Storage, 'listRepositories'>,
  rights: Rights,
  { after, limit }: PageRequest<string>,
): Promise<Page<RepositoryName>> {
  if (rights.everywhere('pull')) return catalog.listRepositories({ after, limit })
  const found: RepositoryName[] = []
  let last = after
  // One more than asked for, to know whether there is another page.
  while (found.length <= limit) {
    const { items, more } = catalog.listRepositories({ after: last, limit: CHUNK })
    found.push(...items.filter((name) => rights.allows('pull', name)))
    if (!more) break
    last = items.at(-1)
    await turn()
  }
  return { items: found.slice(0, limit), more: found.length > limit }
}
