import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { FilesystemBlobStore } from '../../src/blob-store/filesystem.ts'
import { ComposedStorage } from '../../src/composed-storage.ts'
import type { Storage } from '../../src/index.ts'
import { SqliteMetadata } from '../../src/metadata/sqlite.ts'
import { recoverUploads } from '../../src/recovery.ts'
import { blobPath } from '../fixtures.ts'
import { type Fault, FaultyStores, type Point } from './faulty-stores.ts'
import { allDigests } from './script.ts'

/**
 * What outlives a process: files in a folder, and a database. That one is in memory: each write is one transaction,
 * done or not, and what a disk may make of it is tried elsewhere, with real processes.
 */
export class Stage implements AsyncDisposable {
  readonly folder: string
  readonly #stores: { blobs: FilesystemBlobStore; metadata: SqliteMetadata }

  private constructor(folder: string) {
    this.folder = folder
    this.#stores = { blobs: new FilesystemBlobStore(folder), metadata: SqliteMetadata.inMemory() }
  }

  static async set(): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'berth-stage-'))
    for (const place of ['uploads', 'quarantine']) await mkdir(join(folder, place))
    // Only those that are used: to lay all of them out takes longer than the script.
    for (const digest of allDigests) await mkdir(dirname(blobPath(folder, digest)), { recursive: true })
    return new Stage(folder)
  }

  /** A process with a fault in its stores. */
  faulty(point: Point | undefined, fault: Fault): { stores: FaultyStores; storage: Storage } {
    const stores = new FaultyStores(this.#stores, point, fault)
    return { stores, storage: new ComposedStorage(stores, {}, async () => {}) }
  }

  /** The next process, after whatever ended the last one. */
  async recovered(): Promise<Storage> {
    await recoverUploads(this.#stores.metadata, this.#stores.blobs, '')
    return new ComposedStorage(this.#stores, {}, async () => {})
  }

  /** What is on its way when all uploads were dropped. */
  async staged(): Promise<readonly string[]> {
    return [...(await this.#stores.blobs.staged()).keys()]
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#stores.metadata.close()
    await rm(this.folder, { recursive: true })
  }
}
