/**
 * The one table of error codes: `code-N` of the distribution specification, then the few that exist beside it. The
 * first of `statuses` is the one used unless the operation asks for another of the row.
 */
export const errorTable = {
  BLOB_UNKNOWN: {
    id: 'code-1',
    statuses: [404],
    message: 'blob unknown to registry',
    description: 'The blob is not in this repository. Push it, or mount it from a repository that has it.',
  },
  BLOB_UPLOAD_INVALID: {
    id: 'code-2',
    statuses: [400, 409, 416],
    message: 'blob upload invalid',
    description:
      'The upload cannot go on as asked: a chunk out of order (416: continue at the offset in `Range`), a second writer on one session (409), or a malformed request (400).',
  },
  BLOB_UPLOAD_UNKNOWN: {
    id: 'code-3',
    statuses: [404],
    message: 'blob upload unknown to registry',
    description: 'The upload session does not exist, has expired or was finished. Start a new one.',
  },
  DIGEST_INVALID: {
    id: 'code-4',
    statuses: [400],
    message: 'provided digest did not match uploaded content',
    description: 'The digest is malformed, uses an unsupported algorithm, or does not match the content.',
  },
  MANIFEST_BLOB_UNKNOWN: {
    id: 'code-5',
    statuses: [400],
    message: 'manifest references a manifest or blob unknown to registry',
    description:
      'Content that the manifest names is not in this repository yet. Push it first, then the manifest.',
  },
  MANIFEST_INVALID: {
    id: 'code-6',
    statuses: [400, 413],
    message: 'manifest invalid',
    description:
      'The manifest is not valid JSON of its media type, contradicts its Content-Type, is ambiguous, or is too large (413).',
  },
  MANIFEST_UNKNOWN: {
    id: 'code-7',
    statuses: [404],
    message: 'manifest unknown to registry',
    description:
      'No manifest has this tag or digest in this repository, or none in a media type the client accepts.',
  },
  NAME_INVALID: {
    id: 'code-8',
    statuses: [400],
    message: 'invalid repository name',
    description:
      'The repository name does not match the grammar: lower-case letters, digits and single separators.',
  },
  NAME_UNKNOWN: {
    id: 'code-9',
    statuses: [404],
    message: 'repository name not known to registry',
    description: 'Nothing was ever pushed to a repository of this name.',
  },
  SIZE_INVALID: {
    id: 'code-10',
    statuses: [400, 413, 416],
    message: 'provided length did not match content length',
    description:
      'The body is not as long as announced (400), longer than the registry accepts (413), or the requested range lies outside the content (416).',
  },
  UNAUTHORIZED: {
    id: 'code-11',
    statuses: [401],
    message: 'authentication required',
    description: 'The request carries no credentials, or ones that are not valid or not sufficient.',
  },
  DENIED: {
    id: 'code-12',
    statuses: [403],
    message: 'requested access to the resource is denied',
    description: 'Who asks is known and may not do this here.',
  },
  UNSUPPORTED: {
    id: 'code-13',
    statuses: [405, 400, 404, 408, 431],
    message: 'the operation is unsupported',
    description:
      'The registry does not offer this: the method or path does not exist, the configuration has turned it off, or the request cannot be read (400, 408, 431).',
  },
  TOOMANYREQUESTS: {
    id: 'code-14',
    statuses: [429],
    message: 'too many requests',
    description: 'A limit was reached. Try again after the seconds in `Retry-After`.',
  },
  TAG_INVALID: {
    id: 'legacy',
    statuses: [400],
    message: 'manifest tag did not match the grammar',
    description:
      'The tag is not one to 128 letters, digits, `_`, `.` or `-`, or starts with a separator. A code of the Docker registry API that the specification keeps as optional.',
  },
  UNKNOWN: {
    id: 'server',
    statuses: [500],
    message: 'unknown error',
    description: 'A fault of the registry. The request id leads to its log line.',
  },
  UNAVAILABLE: {
    id: 'server',
    statuses: [503, 507],
    message: 'service unavailable',
    description:
      'The registry cannot do this now (503), or its disk is full (507). Nothing was lost; try again later.',
  },
} as const satisfies Record<string, ErrorRow>

interface ErrorRow {
  readonly id: `code-${number}` | 'legacy' | 'server'
  readonly statuses: readonly [number, ...number[]]
  readonly message: string
  readonly description: string
}

export type ErrorCode = keyof typeof errorTable

/** The statuses a code may be answered with. */
export type StatusOf<Code extends ErrorCode> = (typeof errorTable)[Code]['statuses'][number]

/** One entry of the error envelope. */
export interface ErrorEntry {
  code: string
  message?: string
  detail?: unknown
}

/** The body of every error reply: `{ errors: [{ code, message, detail }] }` ("Error Codes"). */
export interface ErrorEnvelope {
  errors: ErrorEntry[]
}

interface RegistryErrorOptions<Code extends ErrorCode> {
  /** One of the code's own statuses; its first when absent. */
  status?: StatusOf<Code>
  /** Machine-readable facts that help to resolve the error. Never secrets. */
  detail?: unknown
  cause?: unknown
}

/**
 * An error of the registry protocol, by its code in {@link errorTable}.
 *
 * `reason` continues the table's message in words for people: what is wrong and what to do.
 * @example throw new RegistryError('MANIFEST_UNKNOWN', `no tag "${tag}" in ${name}`)
 */
export class RegistryError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name: string = 'RegistryError'
  readonly code: Code
  readonly status: number
  readonly detail: unknown

  constructor(code: Code, reason?: string, options: RegistryErrorOptions<Code> = {}) {
    const row: ErrorRow = errorTable[code]
    super(reason === undefined ? row.message : `${row.message}: ${reason}`, { cause: options.cause })
    this.code = code
    this.status = options.status ?? row.statuses[0]
    this.detail = options.detail
  }

  /** This error as the specification's envelope. */
  toEnvelope(): ErrorEnvelope {
    const detail = this.detail === undefined ? {} : { detail: this.detail }
    return { errors: [{ code: this.code, message: this.message, ...detail }] }
  }
}
