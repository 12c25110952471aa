import { randomUUID } from 'node:crypto'
import type { RepositoryName } from '@berth/spec/grammar'
import type { AccessRecords } from './access-records.ts'
import type { BlobStore } from './blob-store.ts'
import { DigestLocks } from './digest-locks.ts'
import { IntegrityDesk } from './integrity/desk.ts'
import { type ScrubTask, scrubPass } from './integrity/scrub-pass.ts'
import { Scrubber } from './integrity/scrubber.ts'
import type { MetadataStore } from './metadata-store.ts'
import { StoredRepository } from './repository.ts'
import { type Room, unlimitedRoom } from './room.ts'
import { RunningHashes } from './running-hashes.ts'
import type {
  EventCounts,
  Page,
  PageRequest,
  Repository,
  RunningScrub,
  ScrubOptions,
  ScrubReport,
  Storage,
  StorageOptions,
} from './storage.ts'
import { StoredAccess } from './stored-access.ts'
import type { UploadDesk } from './upload-session.ts'

export const defaults: Required<StorageOptions> = {
  sparse: false,
  maxManifestBytes: 4 * 1024 * 1024,
  maxUploads: 10_000,
  maxUploadsPerPrincipal: Number.POSITIVE_INFINITY,
  reserveBytes: 64 * 1024 * 1024,
  create: true,
  onEvent: () => {},
}

/** Sessions that are expired in one transaction: other writers wait for no more than that. */
const EXPIRE_BATCH = 500

/**
 * A storage over a metadata store and a blob store. Whoever opened those passes how to close them, and, when a scrub
 * should run elsewhere than on this thread, how.
 */
export class ComposedStorage implements Storage {
  readonly access: AccessRecords
  readonly #desk: UploadDesk
  readonly #options: Required<StorageOptions>
  readonly #scrubber: Scrubber
  readonly #close: () => Promise<void>
  #closed: Promise<void> | undefined

  constructor(
    stores: { metadata: MetadataStore; blobs: BlobStore; room?: Room },
    options: StorageOptions,
    close: () => Promise<void>,
    pass = (task: ScrubTask) => scrubPass(stores, task),
  ) {
    this.#options = { ...defaults, ...options }
    const locks = new DigestLocks()
    const integrity = new IntegrityDesk(stores, locks, this.#options.onEvent)
    this.#desk = {
      ...stores,
      room: stores.room ?? unlimitedRoom,
      hashes: new RunningHashes(),
      underWay: new Map(),
      unrecorded: new Map(),
      published: new Map(),
      locks,
      integrity,
      opening: randomUUID(),
    }
    this.#scrubber = new Scrubber(stores.metadata, integrity, pass)
    this.access = new StoredAccess(stores.metadata)
    this.#close = close
  }

  repository(name: RepositoryName): Repository {
    return new StoredRepository(name, this.#desk, this.#options)
  }

  listRepositories(page: PageRequest<string>): Page<RepositoryName> {
    return this.#desk.metadata.listRepositories(page)
  }

  countUploads(): number {
    return this.#desk.metadata.countUploads()
  }

  async expireUploads(olderThanMs: number): Promise<number> {
    const now = Date.now()
    const batch = { before: now - olderThanMs, now, limit: EXPIRE_BATCH }
    let count = 0
    for (;;) {
      const ids = await this.#desk.metadata.write('expireUploads', batch)
      for (const id of ids) {
        this.#desk.hashes.take(id)
        this.#desk.unrecorded.delete(id)
        this.#desk.published.delete(id)
      }
      const discarded = await Promise.allSettled(ids.map((id) => this.#desk.blobs.discard(id)))
      const failed = discarded.find((outcome) => outcome.status === 'rejected')
      // Their rows are gone: what could not be removed goes at the next start.
      if (failed !== undefined) throw failed.reason
      count += ids.length
      if (ids.length < EXPIRE_BATCH) return count
    }
  }

  async check(): Promise<void> {
    await this.#desk.blobs.check()
    await this.#desk.metadata.write('setProperty', { key: 'checked', value: new Date().toISOString() })
  }

  eventCounts(): EventCounts {
    return this.#desk.integrity.counts()
  }

  scrub(options: ScrubOptions = {}): Promise<ScrubReport> {
    return this.#scrubber.run(options)
  }

  scrubbing(): RunningScrub | undefined {
    return this.#scrubber.running()
  }

  lastScrub(): ScrubReport | undefined {
    return this.#scrubber.last()
  }

  close(): Promise<void> {
    this.#closed ??= this.#stop()
    return this.#closed
  }

  async #stop(): Promise<void> {
    await this.#scrubber.close()
    await this.#desk.integrity.close()
    await this.#close()
  }
}
