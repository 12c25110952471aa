import { mediaTypes, RegistryError } from '@berth/spec'
import { type EncodedReply, jsonReply, type ReplyHeaders } from './reply.ts'

/** The client went away, or was cut off, before all of its body had come or all of the reply was sent. */
export class ClientGoneError extends Error {
  override readonly name = 'ClientGoneError'
}

/** An error of the protocol together with headers its reply must carry: where to go on, what would be possible. */
export class Refusal extends Error {
  readonly error: RegistryError
  readonly headers: ReplyHeaders

  constructor(error: RegistryError, headers: ReplyHeaders, cause: Error = error) {
    super(error.message, { cause })
    this.error = error
    this.headers = headers
  }
}

const DISK_FULL = new Set(['ENOSPC', 'EDQUOT'])
const STORAGE_TROUBLE = new Set(['EROFS', 'EIO', 'EMFILE', 'ENFILE', 'EACCES', 'EPERM'])

/** Any error as one of the protocol. What nobody foresaw is UNKNOWN; its text stays in the log. */
export function asRegistryError(error: unknown): RegistryError {
  if (error instanceof Refusal) return error.error
  if (error instanceof RegistryError) return error
  if (error instanceof ClientGoneError)
    return new RegistryError('SIZE_INVALID', error.message, { cause: error })
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (DISK_FULL.has(code)) {
    return new RegistryError(
      'UNAVAILABLE',
      'the disk is full; nothing was lost, try again when there is room',
      {
        status: 507,
        cause: error,
      },
    )
  }
  if (STORAGE_TROUBLE.has(code)) {
    return new RegistryError('UNAVAILABLE', 'the storage cannot be used now; try again later', {
      cause: error,
    })
  }
  return new RegistryError('UNKNOWN', 'a fault of the registry; its log has more under this request id', {
    cause: error,
  })
}

/** Statuses that are over after a while: another writer, a limit, a fault. */
const RETRIED = new Set([409, 429, 503])

/** How long a client should wait before it tries again, in seconds. */
const RETRY_AFTER = '5'

/** The reply to an error: the envelope, and the headers its status calls for. */
export function errorReply(error: unknown): EncodedReply {
  const failure = asRegistryError(error)
  const headers = error instanceof Refusal ? error.headers : {}
  const retry = RETRIED.has(failure.status) ? { 'Retry-After': RETRY_AFTER } : {}
  return jsonReply(failure.status, { ...retry, ...headers }, failure.toEnvelope(), mediaTypes.json)
}
