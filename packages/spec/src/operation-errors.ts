import type { ErrorCode } from './errors.ts'
import type { HeaderName } from './headers.ts'
import type { ErrorSpecs, Operation } from './operation.ts'

/** Errors that App may answer with before or around any handler. */
export const commonErrors = {
  401: ['UNAUTHORIZED'],
  403: ['DENIED'],
  429: ['TOOMANYREQUESTS'],
  500: ['UNKNOWN'],
  503: ['UNAVAILABLE'],
} as const satisfies ErrorSpecs

/** Errors of whatever writes: also a deletion needs room for its record. */
export const writeErrors = { 507: ['UNAVAILABLE'] } as const satisfies ErrorSpecs

/** Errors of a body that is a document or a form: it cannot be read, or it is too long. */
export const documentErrors = {
  400: ['UNSUPPORTED'],
  413: ['SIZE_INVALID'],
} as const satisfies ErrorSpecs

/** All errors of an operation by status: its own and the common ones; public operations know no access control. */
export function errorsOf(operation: Operation): Map<number, readonly ErrorCode[]> {
  const all = new Map<number, readonly ErrorCode[]>()
  const { action, method, body } = operation
  const writes = action === 'push' || action === 'delete' || (action === 'admin' && method !== 'GET')
  const readsDocument = typeof body === 'object'
  for (const errors of [
    operation.errors,
    commonErrors,
    writes ? writeErrors : {},
    readsDocument ? documentErrors : {},
  ]) {
    for (const [status, codes] of Object.entries(errors)) {
      if (action === 'public' && errors === commonErrors && Number(status) < 500) continue
      all.set(Number(status), [...(all.get(Number(status)) ?? []), ...codes])
    }
  }
  return all
}

/** What tells a client where an upload is. */
export const uploadProgress = [
  'Location',
  'Range',
  'Upload-Offset',
  'Docker-Upload-UUID',
] as const satisfies readonly HeaderName[]

/** The headers an error of this status always has, beside the common ones. */
export function errorHeadersOf(operation: Operation, status: number): readonly HeaderName[] {
  switch (status) {
    case 401:
      return ['WWW-Authenticate']
    case 416:
      // A refused chunk says where to go on (protocol fact 16); a refused range says how long the content is.
      return operation.tag === 'Push' ? uploadProgress : ['Content-Range', 'Docker-Content-Digest']
    case 405:
      return ['Allow']
    case 409:
      return [...uploadProgress, 'Retry-After']
    case 429:
    case 503:
      return ['Retry-After']
    default:
      return []
  }
}
