/** The endpoints table of the specification ("Endpoints"), as it numbers and writes them. */
export const endpoints = {
  'end-1': 'GET /v2/',
  'end-2': 'GET / HEAD /v2/<name>/blobs/<digest>',
  'end-3': 'GET / HEAD /v2/<name>/manifests/<tag-or-digest>',
  'end-4a': 'POST /v2/<name>/blobs/uploads/',
  'end-4b': 'POST /v2/<name>/blobs/uploads/?digest=<digest>',
  'end-4c': 'POST /v2/<name>/blobs/uploads/?digest-algorithm=<algorithm>',
  'end-5': 'PATCH <blob-push-location>',
  'end-6': 'PUT <blob-push-location>?digest=<digest>',
  'end-7a': 'PUT /v2/<name>/manifests/<tag-or-digest>',
  'end-7b': 'PUT /v2/<name>/manifests/<digest>?tag=1&tag=2&tag=3',
  'end-8a': 'GET /v2/<name>/tags/list',
  'end-8b': 'GET /v2/<name>/tags/list?n=<integer>&last=<tagname>',
  'end-9': 'DELETE /v2/<name>/manifests/<tag-or-digest>',
  'end-10': 'DELETE /v2/<name>/blobs/<digest>',
  'end-11': 'POST /v2/<name>/blobs/uploads/?mount=<digest>&from=<other_name>',
  'end-12a': 'GET /v2/<name>/referrers/<digest>',
  'end-12b': 'GET /v2/<name>/referrers/<digest>?artifactType=<artifactType>',
  'end-13': 'GET <blob-push-location>',
  'end-14': 'DELETE <blob-push-location>',
} as const

export type EndpointId = keyof typeof endpoints

export const endpointIds = Object.keys(endpoints) as EndpointId[]
