import type { Connection } from './connection.ts'
import { type Listing, listing, strings } from './listing.ts'
import { type ListOptions, pageQuery } from './tags.ts'

/** Every repository of a registry that tells (`_catalog`, of the Docker registry API). */
export function repositories(connection: Connection, options: ListOptions = {}): Listing<string> {
  const query = pageQuery(options)
  const signal = connection.signal(options.signal)
  return listing(connection, {
    operation: 'listRepositories',
    signal,
    async first() {
      const { data, response } = await connection.call('listRepositories', signal, () =>
        connection.api.listRepositories({ params: { query }, signal }),
      )
      return { items: strings(data, 'repositories', response), response }
    },
    read: (document, response) => strings(document, 'repositories', response),
    key: (name) => name,
  })
}
