import { randomUUID } from 'node:crypto'
import type { RepositoryName } from '@berth/spec/grammar'
import type { BlobStore } from './blob-store.ts'
import type { MetadataStore } from './metadata-store.ts'
import { StoredRepository } from './repository.ts'
import { RunningHashes } from './running-hashes.ts'
import type { Page, PageRequest, Repository, Storage, StorageOptions } from './storage.ts'
import type { UploadDesk } from './upload-session.ts'

const defaults: Required<StorageOptions> = { sparse: false, maxManifestBytes: 4 * 1024 * 1024 }

/** Sessions that are expired in one transaction: other writers wait for no more than that. */
const EXPIRE_BATCH = 500

/** A storage over a metadata store and a blob store. Whoever opened those passes how to close them. */
export class ComposedStorage implements Storage {
  readonly #desk: UploadDesk
  readonly #options: Required<StorageOptions>
  readonly #close: () => Promise<void>
  #closed: Promise<void> | undefined

  constructor(
    stores: { metadata: MetadataStore; blobs: BlobStore },
    options: StorageOptions,
    close: () => Promise<void>,
  ) {
    this.#desk = { ...stores, hashes: new RunningHashes(), opening: randomUUID() }
    this.#options = { ...defaults, ...options }
    this.#close = close
  }

  repository(name: RepositoryName): Repository {
    return new StoredRepository(name, this.#desk, this.#options)
  }

  listRepositories(page: PageRequest<string>): Page<RepositoryName> {
    return this.#desk.metadata.listRepositories(page)
  }

  async expireUploads(olderThanMs: number): Promise<number> {
    const now = Date.now()
    const batch = { before: now - olderThanMs, now, limit: EXPIRE_BATCH }
    let count = 0
    for (;;) {
      const ids = await this.#desk.metadata.write('expireUploads', batch)
      for (const id of ids) {
        this.#desk.hashes.take(id)
        await this.#desk.blobs.discard(id)
      }
      count += ids.length
      if (ids.length < EXPIRE_BATCH) return count
    }
  }

  async check(): Promise<void> {
    await this.#desk.blobs.check()
    await this.#desk.metadata.write('setProperty', { key: 'checked', value: new Date().toISOString() })
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }
}
