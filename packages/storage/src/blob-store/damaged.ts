import type { Digest } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'

/** Content that the metadata vouches for is not as it was stored: the registry's fault, never the client's. */
export function damaged(digest: Digest, how: string): RegistryError {
  return new RegistryError('UNKNOWN', `the stored content of ${digest} ${how}`, { detail: { digest } })
}
