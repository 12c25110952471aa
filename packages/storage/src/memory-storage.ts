import { MemoryBlobStore } from './blob-store/memory.ts'
import { ComposedStorage } from './composed-storage.ts'
import { SqliteMetadata } from './metadata/sqlite.ts'
import type { Storage, StorageOptions } from './storage.ts'

/** A storage in this process's memory: nothing on disk, no thread, and everything gone after `close`. */
export async function openMemoryStorage(options: StorageOptions = {}): Promise<Storage> {
  const metadata = SqliteMetadata.inMemory()
  return new ComposedStorage({ metadata, blobs: new MemoryBlobStore() }, options, () => metadata.close())
}
