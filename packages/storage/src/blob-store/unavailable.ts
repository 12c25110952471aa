import { RegistryError } from '@berth/spec/errors'
import { diskFull } from '../disk-full.ts'

export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

export function refuse(error: unknown): never {
  throw unavailable(error)
}

/** A failure of the file system in the protocol's words: a full disk is 507, everything else 503. */
export function unavailable(cause: unknown): RegistryError {
  if (hasCode(cause, 'ENOSPC') || hasCode(cause, 'EDQUOT')) {
    return diskFull(cause)
  }
  return new RegistryError('UNAVAILABLE', 'the file system refuses', { cause })
}
