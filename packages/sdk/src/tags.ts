import type { CallOptions } from './blobs/stat.ts'
import type { Connection } from './connection.ts'
import { type Listing, listing, strings } from './listing.ts'

/** Options of a list. */
export interface ListOptions extends CallOptions {
  /** Most entries of one page; the registry decides when absent, and may always give fewer. */
  readonly pageSize?: number
  /** Entry to start after, whether or not it exists. */
  readonly last?: string
}

/** The query of a list. */
export function pageQuery({ pageSize, last }: ListOptions): { n?: number; last?: string } {
  // Zero would be an empty list and no way on (protocol fact 37).
  if (pageSize !== undefined && !(Number.isSafeInteger(pageSize) && pageSize > 0))
    throw new RangeError(`a page has a whole number of entries, at least one, not ${pageSize}`)
  return { ...(pageSize !== undefined && { n: pageSize }), ...(last !== undefined && { last }) }
}

/** The tags of a repository ("Listing Tags"). */
export function tags(connection: Connection, name: string, options: ListOptions = {}): Listing<string> {
  const query = pageQuery(options)
  const signal = connection.signal(options.signal)
  return listing(connection, {
    operation: 'listTags',
    signal,
    async first() {
      const { data, response } = await connection.call('listTags', signal, () =>
        connection.api.listTags({ params: { path: { name }, query }, signal }),
      )
      return { items: strings(data, 'tags', response), response }
    },
    read: (document, response) => strings(document, 'tags', response),
    key: (tag) => tag,
  })
}
