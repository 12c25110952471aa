import { parseDigest } from '@berth/digest'
import type { CallOptions } from './blobs/stat.ts'
import type { Connection } from './connection.ts'
import { type Descriptor, isIndex } from './documents.ts'
import { isNotFound, ProtocolError } from './errors.ts'
import { type Listing, listing, type Page } from './listing.ts'
import { readReferrersTag } from './referrers-tag.ts'

/** Options of listing referrers. */
export interface ReferrersOptions extends CallOptions {
  /** Only referrers of this type. */
  readonly artifactType?: string
}

/** The manifests whose `subject` is a digest ("Listing Referrers"). */
export function referrers(
  connection: Connection,
  name: string,
  digest: string,
  options: ReferrersOptions = {},
): Listing<Descriptor> {
  const subject = parseDigest(digest)
  const { artifactType } = options
  const signal = connection.signal(options.signal)

  function read(document: unknown, response: Response): readonly Descriptor[] {
    if (!isIndex(document)) throw new ProtocolError(response.url, 'the reply is no list of referrers')
    // Filtering is a favour; a registry that did it says so ("Listing Referrers").
    const filters = (response.headers.get('OCI-Filters-Applied') ?? '').split(',').map((name) => name.trim())
    const done = artifactType === undefined || filters.includes('artifactType')
    return done ? document.manifests : document.manifests.filter((one) => one.artifactType === artifactType)
  }

  /** Where the registry has no such API, clients have kept the list themselves. */
  async function fromTag(answer: Response): Promise<Page<Descriptor>> {
    // The address stays that of the API, which has no next page.
    const response = Object.defineProperty(new Response(null), 'url', { value: answer.url })
    const index = await readReferrersTag(connection, name, subject, signal).catch((error: unknown) => {
      // "the client SHOULD assume there are no referrers" where the tag holds something else.
      if (error instanceof ProtocolError) return undefined
      throw error
    })
    return { items: index === undefined ? [] : read(index, response), response }
  }

  return listing(connection, {
    operation: 'listReferrers',
    signal,
    async first() {
      const query = artifactType === undefined ? {} : { artifactType }
      let answer: Response | undefined
      try {
        const { data, response } = await connection.call('listReferrers', signal, async () => {
          const reply = await connection.api.listReferrers({
            params: { path: { name, digest: subject }, query },
            signal,
          })
          answer = reply.response
          return reply
        })
        return { items: read(data, response), response }
      } catch (error) {
        if (!isNotFound(error) || answer === undefined) throw error
        return fromTag(answer)
      }
    },
    read,
    key: (descriptor) => descriptor.digest,
  })
}
