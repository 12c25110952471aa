import { operation } from '../operation.ts'

const validators = ['Docker-Content-Digest', 'ETag', 'Cache-Control', 'Accept-Ranges'] as const

/** end-2: the content of a blob, or a part of it. */
export const getBlob = operation({
  id: 'getBlob',
  endpoints: ['end-2'],
  action: 'pull',
  method: 'GET',
  path: '/v2/{name}/blobs/{digest}',
  tag: 'Pull',
  summary: 'Pull a blob',
  description:
    'The bytes of a blob ("Pulling blobs"). One range may be asked for (RFC 9110 14): `bytes=0-99`, `bytes=100-`, `bytes=-100`.',
  query: { optional: ['ns'] },
  headers: ['Range', 'If-Range', 'If-None-Match'],
  replies: {
    200: {
      description: 'The whole blob.',
      headers: [...validators, 'Content-Length', 'Content-Type'],
      optional: ['OCI-Namespace'],
      content: 'blob',
    },
    206: {
      description: 'The range of the blob that was asked for, cut at its end.',
      headers: [...validators, 'Content-Length', 'Content-Type', 'Content-Range'],
      optional: ['OCI-Namespace'],
      content: 'blob',
    },
    304: {
      description: 'The client has the blob already.',
      headers: ['Docker-Content-Digest', 'ETag', 'Cache-Control'],
      optional: ['OCI-Namespace'],
      content: 'none',
    },
  },
  errors: {
    400: ['NAME_INVALID', 'DIGEST_INVALID', 'UNSUPPORTED'],
    404: ['BLOB_UNKNOWN', 'NAME_UNKNOWN'],
    416: ['SIZE_INVALID'],
  },
})

/** end-2 by HEAD: whether a blob exists, and its size. */
export const headBlob = operation({
  id: 'headBlob',
  endpoints: ['end-2'],
  action: 'pull',
  method: 'HEAD',
  path: '/v2/{name}/blobs/{digest}',
  tag: 'Pull',
  summary: 'Check that a blob exists',
  description:
    'Size and digest of a blob without its content ("Checking if content exists in the registry").',
  query: { optional: ['ns'] },
  headers: ['If-None-Match'],
  replies: {
    200: {
      description: 'The blob is in the repository.',
      headers: [...validators, 'Content-Length', 'Content-Type'],
      optional: ['OCI-Namespace'],
      content: 'none',
    },
    304: {
      description: 'The client has the blob already.',
      headers: ['Docker-Content-Digest', 'ETag', 'Cache-Control'],
      optional: ['OCI-Namespace'],
      content: 'none',
    },
  },
  errors: {
    400: ['NAME_INVALID', 'DIGEST_INVALID', 'UNSUPPORTED'],
    404: ['BLOB_UNKNOWN', 'NAME_UNKNOWN'],
  },
})

/** end-10: a blob leaves a repository. */
export const deleteBlob = operation({
  id: 'deleteBlob',
  endpoints: ['end-10'],
  action: 'delete',
  method: 'DELETE',
  path: '/v2/{name}/blobs/{digest}',
  tag: 'Content management',
  summary: 'Delete a blob',
  description: 'Takes a blob out of this repository ("Deleting Blobs"). Other repositories keep theirs.',
  replies: { 202: { description: 'The blob is gone from this repository.', headers: [], content: 'none' } },
  errors: {
    400: ['NAME_INVALID', 'DIGEST_INVALID'],
    404: ['BLOB_UNKNOWN', 'NAME_UNKNOWN'],
    405: ['UNSUPPORTED'],
  },
})
