import { randomFillSync } from 'node:crypto'
import { createHasher, type Digest } from '@berth/digest'
import { bytesNamed } from '../process/random.ts'

const BLOCK_BYTES = 1024 * 1024

/** As many bytes as wanted that occur nowhere else, made for the price of a counter: one block, numbered each time. */
export class Content {
  readonly size: number
  readonly #block: Buffer
  readonly #hasher = createHasher('sha256')
  #made = 0

  constructor(name: string, size: number) {
    this.size = size
    this.#block = bytesNamed(name, BLOCK_BYTES)
  }

  get left(): number {
    return this.size - this.#made
  }

  /** The next bytes, at most so many. They are the caller's. */
  next(most = BLOCK_BYTES): Buffer {
    const bytes = Buffer.from(this.#block.subarray(0, Math.min(most, this.left, BLOCK_BYTES)))
    if (bytes.byteLength >= 8) bytes.writeDoubleLE(this.#made)
    else randomFillSync(bytes)
    this.#made += bytes.byteLength
    this.#hasher.update(bytes)
    return bytes
  }

  /** The digest of all that was made. Ends the making. */
  digest(): Digest {
    return this.#hasher.digest()
  }
}
