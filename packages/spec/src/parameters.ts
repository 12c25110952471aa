import { type Algorithm, algorithms, isAlgorithm } from '@berth/digest'
import type { ErrorCode } from './errors.ts'
import {
  CHUNK_RANGE_PATTERN,
  DIGEST_PATTERN,
  type Digest,
  isDigest,
  isRepositoryName,
  isTag,
  isTokenName,
  MEDIA_TYPE_PATTERN,
  NAME_MAX_LENGTH,
  NAME_PATTERN,
  parseReference,
  type Reference,
  type RepositoryName,
  TAG_PATTERN,
  type Tag,
  TOKEN_NAME_MAX_LENGTH,
  TOKEN_NAME_PATTERN,
} from './grammar.ts'

/** How a parameter reads: from the text of the request to a value, or undefined when the text is not one. */
interface Parameter<Value> {
  readonly description: string
  readonly schema: {
    readonly type: 'string' | 'integer'
    readonly pattern?: RegExp
    readonly maxLength?: number
    readonly minimum?: number
    readonly enum?: readonly string[]
  }
  readonly example: string | number
  readonly parse: (text: string) => Value | undefined
  /** What a text that does not parse is answered with, and how to say it right. */
  readonly error: ErrorCode
  /** The status of that error, when it is not the code's first. */
  readonly status?: 400 | 404
  readonly expected: string
}

function parameter<Value>(row: Parameter<Value>): Parameter<Value> {
  return row
}

/** A parameter that may stand several times in a query: its value is a list. */
function repeated<Value>(row: Parameter<Value>): Parameter<Value> & { readonly multiple: true } {
  return { ...row, multiple: true }
}

const ANYTHING = (text: string): string => text

const DIGEST_EXPECTED = 'expected sha256: and 64, or sha512: and 128, lower-case hex characters'

function nameParameter(description: string): Parameter<RepositoryName> {
  return parameter<RepositoryName>({
    description,
    schema: { type: 'string', pattern: NAME_PATTERN, maxLength: NAME_MAX_LENGTH },
    example: 'library/app',
    parse: (text) => (isRepositoryName(text) ? text : undefined),
    error: 'NAME_INVALID',
    expected:
      'use lower-case letters, digits, single separators (. _ __ -) between them, and / between components',
  })
}

function digestParameter(description: string): Parameter<Digest> {
  return parameter<Digest>({
    description,
    schema: { type: 'string', pattern: DIGEST_PATTERN },
    example: 'sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0',
    parse: (text) => (isDigest(text) ? text : undefined),
    error: 'DIGEST_INVALID',
    expected: DIGEST_EXPECTED,
  })
}

/** What stands in `{…}` of a path. `name` spans slashes, which OpenAPI cannot say (`x-multi-segment`). */
export const pathParameters = {
  name: nameParameter('Repository name. It may hold slashes; they need no escape.'),
  digest: digestParameter('Digest of the content.'),
  reference: parameter<Reference>({
    description: 'A tag, or the digest of a manifest.',
    schema: { type: 'string', pattern: new RegExp(`${TAG_PATTERN.source}|${DIGEST_PATTERN.source}`) },
    example: 'latest',
    parse: parseReference,
    error: 'TAG_INVALID',
    expected:
      'use a digest, or a tag of 1 to 128 letters, digits, _, . and - that starts with a letter, digit or _',
  }),
  session: parameter<string>({
    description: 'Id of the upload session. Take it from `Location`, never build it.',
    schema: { type: 'string', pattern: /^[0-9a-f-]{36}$/ },
    example: '0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e',
    parse: (text) => (/^[0-9a-f-]{36}$/.test(text) ? text : undefined),
    error: 'BLOB_UPLOAD_UNKNOWN',
    expected: 'use the Location the registry gave',
  }),
  token: parameter<string>({
    description: 'Name of the robot whose token it is.',
    schema: { type: 'string', pattern: TOKEN_NAME_PATTERN, maxLength: TOKEN_NAME_MAX_LENGTH },
    example: 'ci',
    parse: (text) => (isTokenName(text) ? text : undefined),
    error: 'UNSUPPORTED',
    status: 404,
    expected: 'there is no token of such a name; GET /api/v1/tokens lists those there are',
  }),
  asset: parameter<string>({
    description: 'A file of the documentation.',
    schema: { type: 'string', pattern: /^[A-Za-z0-9][A-Za-z0-9._-]*$/ },
    example: 'swagger-ui.css',
    parse: (text) => (/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(text) ? text : undefined),
    error: 'UNSUPPORTED',
    status: 404,
    expected: 'open /docs',
  }),
} as const

export const queryParameters = {
  digest: digestParameter('Digest of the whole blob.'),
  mount: digestParameter('Digest of a blob to take over from another repository.'),
  from: nameParameter('Repository to mount from. Without it any repository that has the blob will do.'),
  'digest-algorithm': parameter<Algorithm>({
    description: 'Algorithm of the digest the upload will be closed with, when it is not sha256.',
    schema: { type: 'string', enum: Object.keys(algorithms) },
    example: 'sha512',
    parse: (text) => (isAlgorithm(text) ? text : undefined),
    error: 'DIGEST_INVALID',
    expected: `use one of ${Object.keys(algorithms).join(', ')}`,
  }),
  tag: repeated<Tag>({
    description: 'A tag to point at the pushed manifest; may be given several times.',
    schema: { type: 'string', pattern: TAG_PATTERN },
    example: 'latest',
    parse: (text) => (isTag(text) ? text : undefined),
    error: 'TAG_INVALID',
    expected: 'use 1 to 128 letters, digits, _, . and -, starting with a letter, digit or _',
  }),
  n: parameter<number>({
    description: 'Most entries to return. Larger figures than the registry allows are cut down to its limit.',
    schema: { type: 'integer', minimum: 0 },
    example: 100,
    // Figures beyond what a number holds exactly still mean "as many as allowed" (protocol fact 37).
    parse: (text) => (/^[0-9]+$/.test(text) ? Math.min(Number(text), Number.MAX_SAFE_INTEGER) : undefined),
    error: 'UNSUPPORTED',
    status: 400,
    expected: 'use a whole number that is not negative',
  }),
  last: parameter<string>({
    description: 'Entry after which the page starts, whether or not it exists. Prefer to follow `Link`.',
    schema: { type: 'string', maxLength: 512 },
    example: 'v1.9',
    parse: (text) => (text.length <= 512 ? text : undefined),
    error: 'UNSUPPORTED',
    status: 400,
    expected: 'use the last entry of the page before',
  }),
  repository: nameParameter('List only what was done to this repository.'),
  principal: parameter<string>({
    description: 'List only what this principal has done.',
    schema: { type: 'string', maxLength: 512 },
    example: 'robot:ci',
    parse: (text) => (text.length <= 512 ? text : undefined),
    error: 'UNSUPPORTED',
    status: 400,
    expected: 'use a principal as the log writes it',
  }),
  artifactType: parameter<string>({
    description: 'List only referrers of this artifact type.',
    schema: { type: 'string', pattern: MEDIA_TYPE_PATTERN },
    example: 'application/vnd.example.sbom.v1',
    // A filter nothing can match is an empty list, not an error.
    parse: ANYTHING,
    error: 'UNSUPPORTED',
    status: 400,
    expected: 'use a media type',
  }),
  service: parameter<string>({
    description: 'What the token is for: `service` of the challenge. This registry issues none for others.',
    schema: { type: 'string', maxLength: 255 },
    example: 'registry.example.org',
    parse: (text) => (text.length <= 255 ? text : undefined),
    error: 'UNSUPPORTED',
    status: 400,
    expected: 'repeat the service of the challenge',
  }),
  scope: repeated<string>({
    description:
      'What the token should allow, `repository:<name>:<actions>`; may be given several times, or several in one, with spaces between. What is not granted is left out of the token.',
    schema: { type: 'string' },
    example: 'repository:library/app:pull,push',
    parse: ANYTHING,
    error: 'UNSUPPORTED',
    status: 400,
    expected: 'repeat the scope of the challenge',
  }),
  account: parameter<string>({
    description: 'The user a client believes to be. Who it is, its credentials say.',
    schema: { type: 'string' },
    example: 'ada',
    parse: ANYTHING,
    error: 'UNSUPPORTED',
    status: 400,
    expected: 'leave it out',
  }),
  client_id: parameter<string>({
    description: 'The name of the client.',
    schema: { type: 'string' },
    example: 'docker',
    parse: ANYTHING,
    error: 'UNSUPPORTED',
    status: 400,
    expected: 'leave it out',
  }),
  offline_token: parameter<boolean>({
    description: 'Whether a refresh token is wanted, which a client keeps instead of a password.',
    schema: { type: 'string', enum: ['true', 'false'] },
    example: 'true',
    parse: (text) => text === 'true' || text === '1',
    error: 'UNSUPPORTED',
    status: 400,
    expected: 'use true or false',
  }),
  ns: parameter<string>({
    description: 'Registry host of the name the client was given ("Registry Proxying"). Never contacted.',
    schema: { type: 'string', pattern: /^[\x21-\x7e]{1,255}$/ },
    example: 'registry.example.org',
    parse: (text) => (/^[\x21-\x7e]{1,255}$/.test(text) ? text : undefined),
    error: 'UNSUPPORTED',
    status: 400,
    expected: 'use the host, and port if any, of the registry',
  }),
} as const

/** A chunk of an upload: first and last byte, both inclusive. */
export interface ChunkRange {
  start: number
  end: number
}

/** Request headers an operation reads. The text stays as it came where its meaning depends on the content. */
export const requestHeaders = {
  Accept: { parse: ANYTHING },
  'If-None-Match': { parse: ANYTHING },
  'If-Range': { parse: ANYTHING },
  Range: { parse: ANYTHING },
  'Content-Type': { parse: ANYTHING },
  'Content-Range': { parse: parseChunkRange },
} as const

/** Reads the chunk's range; `bytes ` before and a total behind are what some clients send (protocol fact 11). */
function parseChunkRange(text: string): ChunkRange | undefined {
  const bare = text
    .trim()
    .replace(/^bytes[ =]/, '')
    .replace(/\/(?:[0-9]+|\*)$/, '')
  if (!CHUNK_RANGE_PATTERN.test(bare)) return undefined
  const [start = 0, end = 0] = bare.split('-').map(Number)
  return Number.isSafeInteger(start) && Number.isSafeInteger(end) && start <= end ? { start, end } : undefined
}

export type PathParameterName = keyof typeof pathParameters
export type QueryParameterName = keyof typeof queryParameters
export type RequestHeaderName = keyof typeof requestHeaders

/** The value a parameter's `parse` makes. */
export type ParsedBy<P extends { parse: (text: string) => unknown }> = Exclude<
  ReturnType<P['parse']>,
  undefined
>
