import { RegistryError } from '@berth/spec/errors'

/** There is no room for what was to be written, whoever of the file system and the database said so. */
export function diskFull(cause?: unknown): RegistryError {
  return new RegistryError('UNAVAILABLE', 'the disk is full', { status: 507, cause })
}
