import { type Digest, isDigest, mediaTypes, RegistryError } from '@berth/spec'
import type { Dispatcher } from '../handler.ts'
import { nextPage, pageSize } from '../http/paging.ts'
import { visibleRepositories } from '../visible-repositories.ts'

/** end-8a and end-8b */
export const listTags: Dispatcher<'listTags'> =
  (context) =>
  ({ query }) => {
    const { repository, settings } = context
    if (!repository.exists()) {
      throw new RegistryError('NAME_UNKNOWN', `nothing was pushed to ${repository.name} yet`, {
        detail: { name: repository.name },
      })
    }
    const limit = pageSize(query.n, settings.maxPageSize)
    // "When n is zero, this endpoint MUST return an empty list, and MUST NOT include a Link header."
    const page = limit === 0 ? { items: [], more: false } : repository.listTags({ after: query.last, limit })
    const url = context.urlOf('listTags', { name: repository.name })
    return {
      status: 200,
      headers: { Link: page.more ? nextPage(url, { ...query, last: page.items.at(-1) }) : undefined },
      body: { name: repository.name, tags: page.items },
    }
  }

/** `_catalog` */
export const listRepositories: Dispatcher<'listRepositories'> =
  (context) =>
  async ({ query }) => {
    const limit = pageSize(query.n, context.settings.maxPageSize)
    const { catalog, identity, signal } = context
    const page =
      limit === 0
        ? { items: [], more: false }
        : await visibleRepositories(catalog, identity.rights, { after: query.last, limit }, signal)
    const url = context.urlOf('listRepositories', {})
    return {
      status: 200,
      headers: { Link: page.more ? nextPage(url, { ...query, last: page.items.at(-1) }) : undefined },
      body: { repositories: page.items },
    }
  }

/** Most referrers of one page: some clients read only the first, so it is large; annotations may be large too. */
const REFERRERS_LIMIT = 1000

/** end-12a and end-12b */
export const listReferrers: Dispatcher<'listReferrers'> =
  (context) =>
  ({ params, query }) => {
    const { repository, settings } = context
    const { artifactType } = query
    const limit = pageSize(query.n, Math.min(REFERRERS_LIMIT, settings.maxPageSize))
    const page =
      limit === 0
        ? { items: [], more: false }
        : repository.listReferrers(params.digest, { after: afterOf(query.last), limit, artifactType })
    const url = context.urlOf('listReferrers', { name: repository.name, digest: params.digest })
    return {
      status: 200,
      headers: {
        Link: page.more ? nextPage(url, { ...query, last: page.items.at(-1)?.digest }) : undefined,
        'OCI-Filters-Applied': artifactType === undefined ? undefined : 'artifactType',
      },
      body: { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: page.items },
    }
  }

function afterOf(last: string | undefined): Digest | undefined {
  if (last === undefined || isDigest(last)) return last
  throw new RegistryError('UNSUPPORTED', 'last: follow the Link of the page before', { status: 400 })
}
