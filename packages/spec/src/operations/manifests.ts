import { operation } from '../operation.ts'

const validators = [
  'Docker-Content-Digest',
  'ETag',
  'Cache-Control',
  'Content-Type',
  'Content-Length',
] as const

const notModified = {
  description: 'The client has this manifest already.',
  headers: ['Docker-Content-Digest', 'ETag', 'Cache-Control'],
  optional: ['Vary', 'OCI-Namespace'],
  content: 'none',
} as const

const pullErrors = {
  400: ['NAME_INVALID', 'TAG_INVALID', 'DIGEST_INVALID', 'UNSUPPORTED'],
  404: ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'],
} as const

/** end-3: a manifest, byte for byte as it was pushed. */
export const getManifest = operation({
  id: 'getManifest',
  endpoints: ['end-3'],
  action: 'pull',
  method: 'GET',
  path: '/v2/{name}/manifests/{reference}',
  tag: 'Pull',
  summary: 'Pull a manifest',
  description:
    'The manifest a tag points at, or of a digest ("Pulling manifests"): exactly the bytes and the Content-Type that were pushed. A Docker manifest list asked for by tag, by a client that reads no lists, is answered with its linux/amd64 image.',
  query: { optional: ['ns'] },
  headers: ['Accept', 'If-None-Match'],
  replies: {
    200: {
      description: 'The manifest.',
      headers: validators,
      optional: ['Vary', 'OCI-Namespace'],
      content: 'manifest',
    },
    304: notModified,
  },
  errors: pullErrors,
})

/** end-3 by HEAD: whether a manifest exists, its digest, type and size. */
export const headManifest = operation({
  id: 'headManifest',
  endpoints: ['end-3'],
  action: 'pull',
  method: 'HEAD',
  path: '/v2/{name}/manifests/{reference}',
  tag: 'Pull',
  summary: 'Check that a manifest exists',
  description:
    'Digest, media type and size of a manifest without its content ("Checking if content exists").',
  query: { optional: ['ns'] },
  headers: ['Accept', 'If-None-Match'],
  replies: {
    200: {
      description: 'The manifest is in the repository.',
      headers: validators,
      optional: ['Vary', 'OCI-Namespace'],
      content: 'none',
    },
    304: notModified,
  },
  errors: pullErrors,
})

/** end-7a and end-7b: a manifest, and the tags that shall point at it. */
export const putManifest = operation({
  id: 'putManifest',
  endpoints: ['end-7a', 'end-7b'],
  action: 'push',
  method: 'PUT',
  path: '/v2/{name}/manifests/{reference}',
  tag: 'Push',
  summary: 'Push a manifest',
  description:
    'Stores the manifest exactly as sent and points the tag, or each `tag` of the query, at it ("Pushing Manifests"). What it references must have been pushed to the repository before, but for its `subject`.',
  query: { optional: ['tag'] },
  headers: ['Content-Type'],
  body: 'manifest',
  replies: {
    201: {
      description: 'The manifest is stored, and every tag points at it.',
      headers: ['Location', 'Docker-Content-Digest'],
      optional: ['OCI-Subject', 'OCI-Tag'],
      content: 'none',
    },
  },
  errors: {
    400: [
      'NAME_INVALID',
      'TAG_INVALID',
      'DIGEST_INVALID',
      'MANIFEST_INVALID',
      'MANIFEST_BLOB_UNKNOWN',
      'SIZE_INVALID',
    ],
    413: ['MANIFEST_INVALID'],
  },
})

/** end-9: a tag, or a manifest with every tag that points at it. */
export const deleteManifest = operation({
  id: 'deleteManifest',
  endpoints: ['end-9'],
  action: 'delete',
  method: 'DELETE',
  path: '/v2/{name}/manifests/{reference}',
  tag: 'Content management',
  summary: 'Delete a tag or a manifest',
  description:
    'By tag: the tag alone ("Deleting tags"). By digest: the manifest and every tag that points at it ("Deleting Manifests").',
  replies: { 202: { description: 'It is gone.', headers: [], content: 'none' } },
  errors: {
    400: ['NAME_INVALID', 'TAG_INVALID', 'DIGEST_INVALID'],
    404: ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'],
    405: ['UNSUPPORTED'],
  },
})
