import { type ErrorCode, type ErrorEntry, errorTable } from '@berth/spec/errors'
import { contract, type OperationId } from './generated/operations.gen.ts'
import { redact } from './redact.ts'

/** A code of the protocol's error table, or whatever else a registry has answered with. */
export type AnyErrorCode = ErrorCode | (string & Record<never, never>)

interface RegistryErrorFields {
  message: string
  code: AnyErrorCode
  status: number
  method: string
  url: string
  requestId: string | undefined
  retryAfter: number | undefined
  errors: readonly ErrorEntry[]
}

/** Statuses after which the same request may succeed later (protocol fact 19). */
const RETRYABLE_STATUSES: readonly number[] = [408, 425, 429, 500, 502, 503, 504]

/** Codes that say the same whatever the status is. */
const RETRYABLE_CODES: readonly AnyErrorCode[] = ['TOOMANYREQUESTS', 'UNAVAILABLE'] satisfies ErrorCode[]

/** A full disk says UNAVAILABLE too, and does not empty itself in seconds. */
const INSUFFICIENT_STORAGE = 507

/**
 * The registry, or something in front of it, has refused a request.
 * @example
 * try {
 *   await repository.getManifest('latest')
 * } catch (error) {
 *   if (error instanceof RegistryError && error.code === 'MANIFEST_UNKNOWN') return undefined
 *   throw error
 * }
 */
export class RegistryError extends Error {
  override readonly name = 'RegistryError'
  /** First code of the reply; read off the contract when the reply names none, as those of HEAD cannot. */
  readonly code: AnyErrorCode
  /** HTTP status. */
  readonly status: number
  readonly method: string
  /** What was asked, without anything that could be a secret. */
  readonly url: string
  /** The registry's id of the request: the way to its log line. */
  readonly requestId: string | undefined
  /** Seconds to wait before the next try, when the registry has said so. */
  readonly retryAfter: number | undefined
  /** Every entry of the reply's error envelope; empty when there was none. */
  readonly errors: readonly ErrorEntry[]
  /** Whether the same request may succeed later. */
  readonly retryable: boolean

  constructor(fields: RegistryErrorFields) {
    super(fields.message)
    this.code = fields.code
    this.status = fields.status
    this.method = fields.method
    this.url = fields.url
    this.requestId = fields.requestId
    this.retryAfter = fields.retryAfter
    this.errors = fields.errors
    this.retryable =
      RETRYABLE_STATUSES.includes(fields.status) ||
      (RETRYABLE_CODES.includes(fields.code) && fields.status !== INSUFFICIENT_STORAGE)
  }
}

/**
 * No answer came, or only a part of one: refused, reset, timed out.
 * @example if (error instanceof ConnectionError) console.warn(`no answer from ${error.url}`)
 */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError'
  /** What was asked, without anything that could be a secret. */
  readonly url: string
  readonly retryable = true

  constructor(method: string, url: string, cause: unknown) {
    const shown = redact(url)
    super(`${method} ${shown}: the connection failed: ${reasonOf(cause)}`, { cause })
    this.url = shown
  }
}

/**
 * The registry has answered with success and with something the specification does not allow, so that going on would
 * be a guess.
 * @example if (error instanceof ProtocolError) console.error(`${error.url} is not a working registry`)
 */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError'
  /** What was asked, without anything that could be a secret. */
  readonly url: string

  constructor(url: string, problem: string, options?: ErrorOptions) {
    const shown = redact(url)
    super(`${shown}: ${problem}`, options)
    this.url = shown
  }
}

/**
 * What was given to push is not what it was said to be: another size, or a stream that cannot be read a second time
 * where that became necessary.
 * @example if (error instanceof SourceError) console.error(`push again from a source that can be reopened`)
 */
export class SourceError extends Error {
  override readonly name = 'SourceError'
}

/** Fetch says only "fetch failed"; the sentence worth reading is in its cause. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  return cause.cause instanceof Error ? `${cause.message}: ${reasonOf(cause.cause)}` : cause.message
}

/** Codes that a status alone proves, whoever has answered: a proxy knows these too, but nothing of manifests. */
const CODES_OF_ANYBODY = ['UNAUTHORIZED', 'DENIED', 'TOOMANYREQUESTS', 'UNAVAILABLE', 'UNKNOWN'] as const

function codeOfStatus(status: number): ErrorCode {
  return (
    CODES_OF_ANYBODY.find((code) => (errorTable[code].statuses as readonly number[]).includes(status)) ??
    'UNKNOWN'
  )
}

/** Text of a registry goes to terminals and logs: no control bytes, and no more than a person reads. */
function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]+/g, ' ').slice(0, 500)
}

function isEntry(value: unknown): value is ErrorEntry {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    (!('message' in value) || typeof value.message === 'string')
  )
}

/** The entries of an error envelope ("Error Codes"), or none when the body is something else. */
function entriesOf(body: unknown): ErrorEntry[] {
  if (typeof body !== 'object' || body === null || !('errors' in body) || !Array.isArray(body.errors))
    return []
  return body.errors.filter(isEntry)
}

/** Seconds of `Retry-After`: a number or a date (RFC 9110 10.2.3). */
function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('Retry-After')?.trim()
  if (text === undefined || text === '') return undefined
  if (/^[0-9]+$/.test(text)) return Number(text)
  const date = Date.parse(text)
  return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000)
}

/** What there is to say about a refusal that is no error envelope. */
function describeForeign(response: Response, body: unknown): string {
  const location = response.headers.get('Location')
  if (response.status >= 300 && response.status < 400 && location !== null)
    return `redirected to ${redact(location)}, which is not followed; use that address for the registry`
  if (body === undefined || body === '') return response.statusText || 'no explanation was given'
  const type = response.headers.get('Content-Type') ?? 'no Content-Type'
  const title = typeof body === 'string' ? /<title>([^<]*)<\/title>/i.exec(body)?.[1]?.trim() : undefined
  const shown = title === undefined ? '' : ` ("${printable(title)}")`
  return `the reply is ${printable(type)}${shown}, not a registry's error; a proxy in between may have answered`
}

/** The error a refused request throws. `body` is its reply's content: parsed JSON, or text, or undefined. */
export function registryError(operation: OperationId, response: Response, body: unknown): RegistryError {
  const errors = entriesOf(body)
  const [first] = errors
  const silent = body === undefined || body === ''
  const declared = contract[operation].errors[response.status]?.[0]
  const code = first?.code ?? (silent ? declared : undefined) ?? codeOfStatus(response.status)
  const { method } = contract[operation]
  const url = redact(response.url)
  const told = errors.map((entry) => printable(entry.message ?? entry.code)).join('; ')
  const said = told !== '' ? told : describeForeign(response, body)
  return new RegistryError({
    message: `${method} ${url}: ${response.status} ${printable(code)}: ${said}`,
    code,
    status: response.status,
    method,
    url,
    requestId: response.headers.get('X-Request-Id') ?? undefined,
    retryAfter: retryAfterOf(response.headers),
    errors,
  })
}

/** Whether the answer was that what was asked for does not exist. */
export function isNotFound(error: unknown): error is RegistryError {
  return error instanceof RegistryError && error.status === 404
}
