import { operation } from '../operation.ts'
import { uploadProgress } from '../operation-errors.ts'

const stored = {
  description: 'The blob is in the repository, durably.',
  headers: ['Location', 'Docker-Content-Digest'],
  content: 'none',
} as const

/** end-4a, end-4b, end-4c and end-11: an upload session, a blob in one request, or a blob from another repository. */
export const startUpload = operation({
  id: 'startUpload',
  endpoints: ['end-4a', 'end-4b', 'end-4c', 'end-11'],
  action: 'push',
  method: 'POST',
  path: '/v2/{name}/blobs/uploads/',
  aliases: ['/v2/{name}/blobs/uploads'],
  tag: 'Push',
  summary: 'Start an upload, push a blob at once, or mount one',
  description:
    'Without a query: a session to upload into ("POST then PUT"). With `digest`: the body is the whole blob ("Single POST"). With `mount`: takes the blob over from another repository without its bytes; when that cannot be done, the reply is a session ("Mounting a blob from another repository").',
  query: { optional: ['digest', 'digest-algorithm', 'mount', 'from'] },
  body: 'blob',
  replies: {
    201: stored,
    202: {
      description: 'A session is open; its address is in `Location`.',
      headers: uploadProgress,
      optional: ['OCI-Chunk-Min-Length'],
      content: 'none',
    },
  },
  errors: {
    400: ['NAME_INVALID', 'DIGEST_INVALID', 'SIZE_INVALID', 'BLOB_UPLOAD_INVALID'],
  },
})

/** end-13: how far an upload has come. */
export const getUpload = operation({
  id: 'getUpload',
  endpoints: ['end-13'],
  action: 'push',
  continues: true,
  method: 'GET',
  path: '/v2/{name}/blobs/uploads/{session}',
  tag: 'Push',
  summary: 'Ask how far an upload has come',
  description: 'The offset to continue at, after an error or a lost connection ("Pushing a blob in chunks").',
  replies: { 204: { description: 'The session is open.', headers: uploadProgress, content: 'none' } },
  errors: { 400: ['NAME_INVALID'], 404: ['BLOB_UPLOAD_UNKNOWN'] },
})

/** end-5: the next bytes of an upload. */
export const patchUpload = operation({
  id: 'patchUpload',
  endpoints: ['end-5'],
  action: 'push',
  continues: true,
  method: 'PATCH',
  path: '/v2/{name}/blobs/uploads/{session}',
  tag: 'Push',
  summary: 'Upload a chunk',
  description:
    'Appends the body to the upload. `Content-Range` says where the chunk belongs and must start at the offset; without it the body is appended as it streams in. When the connection breaks, what arrived is kept.',
  headers: ['Content-Range'],
  body: 'blob',
  replies: { 202: { description: 'The chunk was received.', headers: uploadProgress, content: 'none' } },
  errors: {
    400: ['NAME_INVALID', 'BLOB_UPLOAD_INVALID', 'SIZE_INVALID'],
    404: ['BLOB_UPLOAD_UNKNOWN'],
    409: ['BLOB_UPLOAD_INVALID'],
    416: ['BLOB_UPLOAD_INVALID'],
  },
})

/** end-6: the last bytes of an upload, and its digest. */
export const finishUpload = operation({
  id: 'finishUpload',
  endpoints: ['end-6'],
  action: 'push',
  continues: true,
  method: 'PUT',
  path: '/v2/{name}/blobs/uploads/{session}',
  tag: 'Push',
  summary: 'Finish an upload',
  description:
    'Closes the session with the digest of the whole blob. The body may be empty, the last chunk, or all of the blob.',
  query: { required: ['digest'] },
  headers: ['Content-Range'],
  body: 'blob',
  replies: { 201: stored },
  errors: {
    400: ['NAME_INVALID', 'DIGEST_INVALID', 'BLOB_UPLOAD_INVALID', 'SIZE_INVALID'],
    404: ['BLOB_UPLOAD_UNKNOWN'],
    409: ['BLOB_UPLOAD_INVALID'],
    416: ['BLOB_UPLOAD_INVALID'],
  },
})

/** end-14: an upload is given up. */
export const cancelUpload = operation({
  id: 'cancelUpload',
  endpoints: ['end-14'],
  action: 'push',
  continues: true,
  method: 'DELETE',
  path: '/v2/{name}/blobs/uploads/{session}',
  tag: 'Push',
  summary: 'Cancel an upload',
  description: 'Ends the session and drops what was received ("Cancel a blob upload").',
  replies: { 204: { description: 'The session is gone.', headers: [], content: 'none' } },
  errors: { 400: ['NAME_INVALID'], 404: ['BLOB_UPLOAD_UNKNOWN'], 409: ['BLOB_UPLOAD_INVALID'] },
})
