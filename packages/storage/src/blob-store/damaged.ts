import type { Digest } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'

/** Content that the metadata vouches for is not as it was stored: the registry's fault, never the client's. */
export class DamagedContent extends RegistryError<'UNKNOWN'> {
  readonly kind: 'missing' | 'damaged'
  /** What is wrong, in words that follow "the content". */
  readonly how: string

  constructor(digest: Digest, kind: 'missing' | 'damaged', how: string) {
    super('UNKNOWN', `the stored content of ${digest} ${how}`, { detail: { digest } })
    this.kind = kind
    this.how = how
  }
}
