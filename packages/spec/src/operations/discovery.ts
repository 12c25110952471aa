import { z } from '@hono/zod-openapi'
import { imageIndexSchema } from '../image/index.ts'
import { mediaTypes } from '../media-types.ts'
import { operation } from '../operation.ts'

export const tagListSchema = z
  .object({ name: z.string(), tags: z.array(z.string()) })
  .openapi('TagList', { example: { name: 'library/app', tags: ['1.0', '1.1', 'latest'] } })

export const repositoryListSchema = z
  .object({ repositories: z.array(z.string()) })
  .openapi('RepositoryList', { example: { repositories: ['library/app', 'library/base'] } })

/** end-8a and end-8b: the tags of a repository. */
export const listTags = operation({
  id: 'listTags',
  endpoints: ['end-8a', 'end-8b'],
  action: 'pull',
  method: 'GET',
  path: '/v2/{name}/tags/list',
  tag: 'Content discovery',
  summary: 'List tags',
  description: 'Tags in byte order, in pages of at most `n` ("Listing Tags").',
  query: { optional: ['n', 'last', 'ns'] },
  replies: {
    200: {
      description: 'The tags, or one page of them.',
      headers: [],
      optional: ['Link', 'OCI-Namespace'],
      content: { json: tagListSchema },
    },
  },
  errors: { 400: ['NAME_INVALID', 'UNSUPPORTED'], 404: ['NAME_UNKNOWN'] },
})

/** end-12a and end-12b: the manifests whose subject is a digest. */
export const listReferrers = operation({
  id: 'listReferrers',
  endpoints: ['end-12a', 'end-12b'],
  action: 'pull',
  method: 'GET',
  path: '/v2/{name}/referrers/{digest}',
  tag: 'Content discovery',
  summary: 'List referrers',
  description:
    'An image index of the manifests whose `subject` is this digest: signatures, attestations, bills of materials ("Listing Referrers"). Never 404: an unknown subject has no referrers.',
  query: { optional: ['artifactType', 'n', 'last', 'ns'] },
  replies: {
    200: {
      description: 'The referrers, or one page of them.',
      headers: [],
      optional: ['Link', 'OCI-Filters-Applied', 'OCI-Namespace'],
      content: { json: imageIndexSchema, mediaType: mediaTypes.ociIndex },
    },
  },
  errors: { 400: ['NAME_INVALID', 'DIGEST_INVALID', 'UNSUPPORTED'] },
})

/** `_catalog`: every repository. Not in the specification's table; every client that browses relies on it. */
export const listRepositories = operation({
  id: 'listRepositories',
  endpoints: [],
  action: 'catalog',
  method: 'GET',
  path: '/v2/_catalog',
  tag: 'Content discovery',
  summary: 'List repositories',
  description:
    'Names of repositories in byte order, in pages of at most `n`. From the Docker registry API; `_` cannot start a repository name, so nothing is hidden by it.',
  query: { optional: ['n', 'last'] },
  replies: {
    200: {
      description: 'The repositories, or one page of them.',
      headers: [],
      optional: ['Link'],
      content: { json: repositoryListSchema },
    },
  },
  errors: { 400: ['UNSUPPORTED'] },
})
