import type { Digest } from '@berth/digest'
import type { BlobStore, StagedContent } from '../blob-store.ts'
import type { OpenBlob } from '../storage.ts'
import { DamagedContent } from './damaged.ts'

/** Content in this process's memory, for tests and for trying things out. */
export class MemoryBlobStore implements BlobStore {
  readonly #blobs = new Map<Digest, Uint8Array>()
  readonly #staged = new Map<string, Buffer[]>()

  async open(digest: Digest, size: number): Promise<OpenBlob> {
    const bytes = this.#blobs.get(digest)
    if (bytes === undefined) throw new DamagedContent(digest, 'missing', 'is missing')
    if (bytes.byteLength !== size) {
      const how = `has ${bytes.byteLength} bytes, ${size} were recorded`
      throw new DamagedContent(digest, 'damaged', how)
    }
    return {
      digest,
      size,
      async *read({ start, end } = { start: 0, end: size }) {
        if (end > start) yield bytes.subarray(start, end)
      },
      async close() {},
    }
  }

  async confirm(digest: Digest, size: number): Promise<boolean> {
    return this.#blobs.get(digest)?.byteLength === size
  }

  async stage(id: string, offset: number): Promise<StagedContent | undefined> {
    const before = Buffer.concat(this.#staged.get(id) ?? [])
    if (before.byteLength < offset) return undefined
    const parts = [before.subarray(0, offset)]
    this.#staged.set(id, parts)
    let size = offset
    return {
      get size() {
        return size
      },
      write: async (chunks) => {
        // A copy: a chunk can be a small window on a large buffer, which would be kept as well.
        const part = Buffer.concat(chunks)
        parts.push(part)
        size += part.byteLength
      },
      async *read() {
        yield* parts
      },
      publish: async (digest) => {
        this.#staged.delete(id)
        this.#blobs.set(digest, Buffer.concat(parts))
      },
      close: async () => {},
    }
  }

  async discard(id: string): Promise<void> {
    this.#staged.delete(id)
  }

  async staged(): Promise<Map<string, number>> {
    return new Map([...this.#staged].map(([id, parts]) => [id, Buffer.concat(parts).byteLength]))
  }

  async quarantine(digest: Digest): Promise<void> {
    this.#blobs.delete(digest)
  }

  async check(): Promise<void> {}
}
