import { DIGEST_PATTERN } from './grammar.ts'

interface HeaderRow {
  readonly description: string
  readonly type: 'string' | 'integer'
  /** What a value looks like, anchored. Replies are held against it in contract mode. */
  readonly pattern: RegExp
  readonly example: string
}

const INTEGER = /^(?:0|[1-9][0-9]*)$/
const TEXT = /^[\x20-\x7e]+$/

/** Every header of the contract, once: what it says and what its value looks like. */
export const headers = {
  // Requests
  Accept: {
    description:
      'Manifest media types the client can read; several lines and comma lists are one list. The stored bytes are served unless manifest media types are listed and none of them fits.',
    type: 'string',
    pattern: TEXT,
    example: 'application/vnd.oci.image.manifest.v1+json, application/vnd.oci.image.index.v1+json',
  },
  'If-None-Match': {
    description: 'Entity tags the client has; the reply is 304 when one is current (RFC 9110 13.1.2).',
    type: 'string',
    pattern: TEXT,
    example: '"sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f"',
  },
  'If-Range': {
    description:
      'Serve the range only when this entity tag is current, the whole content otherwise (RFC 9110 13.1.5).',
    type: 'string',
    pattern: TEXT,
    example: '"sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"',
  },
  'Content-Range': {
    description:
      'In an upload: the chunk, `start-end`, both inclusive, no unit. In a partial reply: `bytes start-end/size` (RFC 9110 14.4).',
    type: 'string',
    pattern: /^(?:[0-9]+-[0-9]+|bytes (?:[0-9]+-[0-9]+|\*)\/(?:[0-9]+|\*))$/,
    example: '0-16383',
  },
  // Replies
  'Content-Type': {
    description:
      'Media type of the body, without parameters for manifests. Metrics name the version of their format.',
    type: 'string',
    pattern: /^[^\s;]+\/[^\s;]+(?:; ?version=0\.0\.4)?(?:; ?charset=utf-8)?$/,
    example: 'application/vnd.oci.image.manifest.v1+json',
  },
  'Content-Length': {
    description: 'Size of the body in bytes; of a HEAD reply, the size a GET would have.',
    type: 'integer',
    pattern: INTEGER,
    example: '32654',
  },
  'Docker-Content-Digest': {
    description: 'Digest of the content, in the algorithm it was asked for or pushed with.',
    type: 'string',
    pattern: DIGEST_PATTERN,
    example: 'sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0',
  },
  Location: {
    description:
      'Where the content or the upload session is. Opaque: follow it as given, relative or absolute.',
    type: 'string',
    pattern: /^(?:https?:\/\/[^\s]+)?\/[^\s]*$/,
    example: '/v2/library/app/blobs/uploads/0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e',
  },
  Range: {
    description:
      'In a request: the wanted bytes, `bytes=start-end` (RFC 9110 14.2). In a reply about an upload: `0-` and the position of the last byte received; `0-0` also when nothing was received yet, so `Upload-Offset` is the figure to trust.',
    type: 'string',
    pattern: /^(?:0-[0-9]+|bytes=.*)$/,
    example: '0-16383',
  },
  'Upload-Offset': {
    description:
      'Bytes of the upload received so far: where the next chunk starts. Unambiguous where `Range: 0-0` is not.',
    type: 'integer',
    pattern: INTEGER,
    example: '16384',
  },
  'Docker-Upload-UUID': {
    description: 'Id of the upload session.',
    type: 'string',
    pattern: /^[0-9a-f-]{36}$/,
    example: '0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e',
  },
  'OCI-Chunk-Min-Length': {
    description: 'Smallest chunk, in bytes, this registry takes before the last one.',
    type: 'integer',
    pattern: INTEGER,
    example: '1',
  },
  'OCI-Subject': {
    description: 'Digest of the subject the registry has recorded for the pushed manifest.',
    type: 'string',
    pattern: DIGEST_PATTERN,
    example: 'sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f',
  },
  'OCI-Tag': {
    description: 'The tags that now point at the pushed manifest, as a comma list.',
    type: 'string',
    pattern: /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}(?:, [a-zA-Z0-9_][a-zA-Z0-9._-]{0,127})*$/,
    example: '1.2.3, 1.2, latest',
  },
  'OCI-Filters-Applied': {
    description: 'The filters the registry has applied to the list.',
    type: 'string',
    pattern: /^artifactType$/,
    example: 'artifactType',
  },
  'OCI-Namespace': {
    description: 'The `ns` of the request, when it was given ("Registry Proxying").',
    type: 'string',
    pattern: TEXT,
    example: 'registry.example.org',
  },
  Link: {
    description: 'The next page: `<url>; rel="next"` (RFC 8288). Absent on the last page.',
    type: 'string',
    pattern: /^<[^<>\s]+>; rel="next"$/,
    example: '</v2/library/app/tags/list?n=100&last=v1.9>; rel="next"',
  },
  ETag: {
    description: 'Entity tag: the digest in quotes.',
    type: 'string',
    pattern: /^"[^"]+"$/,
    example: '"sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f"',
  },
  'Accept-Ranges': {
    description: 'Ranges of the content can be asked for.',
    type: 'string',
    pattern: /^bytes$/,
    example: 'bytes',
  },
  'Cache-Control': {
    description: 'Content named by digest never changes; what a tag names may change at any time.',
    type: 'string',
    pattern: TEXT,
    example: 'max-age=31536000, immutable',
  },
  Vary: {
    description: 'The request headers the reply depends on.',
    type: 'string',
    pattern: TEXT,
    example: 'Accept',
  },
  Allow: {
    description: 'The methods this path has.',
    type: 'string',
    pattern: /^[A-Z]+(?:, [A-Z]+)*$/,
    example: 'GET, HEAD, PUT, DELETE',
  },
  'WWW-Authenticate': {
    description: 'How to authenticate (RFC 9110 11.6.1).',
    type: 'string',
    pattern: TEXT,
    example: 'Bearer realm="https://registry.example.org/token",service="registry.example.org"',
  },
  'Retry-After': {
    description: 'Seconds to wait before the next try (RFC 9110 10.2.3).',
    type: 'integer',
    pattern: INTEGER,
    example: '5',
  },
  'Content-Security-Policy': {
    description: 'What a page served here may load: nothing from elsewhere.',
    type: 'string',
    pattern: TEXT,
    example: "default-src 'self'",
  },
  // On every reply
  'Docker-Distribution-Api-Version': {
    description: 'The API spoken here.',
    type: 'string',
    pattern: /^registry\/2\.0$/,
    example: 'registry/2.0',
  },
  'X-Request-Id': {
    description: "The request's id, also in the registry's log.",
    type: 'string',
    pattern: /^[\x21-\x7e]{1,128}$/,
    example: '7b1f8a52-6a54-4c0e-8f3c-1f5d6f3e2a11',
  },
  'X-Content-Type-Options': {
    description: 'Stored content is never to be guessed at.',
    type: 'string',
    pattern: /^nosniff$/,
    example: 'nosniff',
  },
  Warning: {
    description: 'A notice for people: `299 - "text"` ("Warnings").',
    type: 'string',
    pattern: /^299 - "[^"\\]*"(?:, 299 - "[^"\\]*")*$/,
    example: '299 - "This image is deprecated and will be removed soon."',
  },
  'Access-Control-Allow-Origin': {
    description: 'Origins that may read the reply (CORS).',
    type: 'string',
    pattern: TEXT,
    example: '*',
  },
  'Access-Control-Expose-Headers': {
    description: 'Reply headers a page may read (CORS).',
    type: 'string',
    pattern: TEXT,
    example: 'Docker-Content-Digest, Location, Link',
  },
  'Access-Control-Allow-Methods': {
    description: 'Methods a page may use (CORS).',
    type: 'string',
    pattern: TEXT,
    example: 'GET, HEAD, POST, PUT, PATCH, DELETE',
  },
  'Access-Control-Allow-Headers': {
    description: 'Request headers a page may send (CORS).',
    type: 'string',
    pattern: TEXT,
    example: 'Authorization, Content-Type, Content-Range, Range, Accept, If-None-Match',
  },
  'Access-Control-Max-Age': {
    description: 'Seconds a preflight answer holds (CORS).',
    type: 'integer',
    pattern: INTEGER,
    example: '86400',
  },
} as const satisfies Record<string, HeaderRow>

export type HeaderName = keyof typeof headers

/** Headers that App puts on every reply; handlers never set them. */
export const commonHeaders = [
  'Docker-Distribution-Api-Version',
  'X-Request-Id',
  'X-Content-Type-Options',
] as const satisfies readonly HeaderName[]

/** Headers App may add to any reply: cross-origin access, a warning. */
export const ambientHeaders = [
  'Access-Control-Allow-Origin',
  'Access-Control-Expose-Headers',
  'Vary',
  'Warning',
] as const satisfies readonly HeaderName[]

/** Reply headers a page of another origin may read (protocol fact 46). */
export const exposedHeaders = [
  'Docker-Content-Digest',
  'Docker-Distribution-Api-Version',
  'Docker-Upload-UUID',
  'Location',
  'Link',
  'Range',
  'Content-Range',
  'Content-Length',
  'Accept-Ranges',
  'ETag',
  'OCI-Subject',
  'OCI-Tag',
  'OCI-Filters-Applied',
  'OCI-Chunk-Min-Length',
  'OCI-Namespace',
  'Upload-Offset',
  'WWW-Authenticate',
  'Warning',
  'Retry-After',
  'X-Request-Id',
] as const satisfies readonly HeaderName[]

/** Request headers a page of another origin may send. */
export const crossOriginRequestHeaders = [
  'Authorization',
  'Accept',
  'Content-Type',
  'Content-Range',
  'Range',
  'If-Range',
  'If-None-Match',
  'X-Request-Id',
] as const
