import type { Digest } from '@berth/digest'
import type { OpenBlob } from './storage.ts'

/** Content of at most this many bytes is read as one chunk. */
export const CHUNK_BYTES = 256 * 1024

/**
 * Bytes by their content address, and bytes on their way to one. It knows nothing of repositories, sessions or who
 * vouches for what: the metadata says which content exists, this holds it.
 */
export interface BlobStore {
  /**
   * Opens content and compares its size in bytes with the recorded one, before any byte is promised to anybody.
   * @throws {DamagedContent} when it is missing or has another size.
   * @throws {RegistryError} UNAVAILABLE when that cannot be found out.
   */
  open(digest: Digest, size: number): Promise<OpenBlob>

  /**
   * Whether content of this size lies under its name, as a publication that was interrupted may have left it. The name
   * is durable once this says so. @throws {RegistryError} UNAVAILABLE
   */
  confirm(digest: Digest, size: number): Promise<boolean>

  /**
   * Opens the staged bytes of an upload for more of them. What lies beyond `offset` (a torn write) is cut off.
   * Undefined when fewer than `offset` bytes are there: what the session promised is lost.
   */
  stage(id: string, offset: number): Promise<StagedContent | undefined>

  /** Drops staged bytes, if there are any. */
  discard(id: string): Promise<void>

  /** The ids of everything staged, with their sizes in bytes. */
  staged(): Promise<Map<string, number>>

  /**
   * Sets content aside, out of the way of the next push of it and where somebody can look at it. Durable once it
   * resolves; nothing happens when there is none.
   */
  quarantine(digest: Digest): Promise<void>

  /** Whether it can take content now. @throws {RegistryError} UNAVAILABLE, saying why it cannot. */
  check(): Promise<void>
}

/** The bytes of one upload, owned by one writer: who opened it closes it. */
export interface StagedContent {
  /** Bytes that are certainly there, also after a failed `write`. */
  readonly size: number

  /** Appends all chunks. They must stay as they are until this resolves. @throws {RegistryError} UNAVAILABLE */
  write(chunks: readonly Uint8Array[]): Promise<void>

  /** The staged bytes from the start. Chunks are valid until the next one is asked for. */
  read(): AsyncIterable<Uint8Array>

  /**
   * Makes the bytes durable, then their name, and ends the staging. Resolves after that: the caller may vouch for the
   * content now. Content that is there under this name already is replaced, always: nobody knows what the disk has
   * made of it since, these bytes were just checked.
   * @throws {RegistryError} UNAVAILABLE. The staged bytes are gone then: after a failed sync nobody can say which of
   * them are on the disk.
   */
  publish(digest: Digest): Promise<void>

  /** @throws {RegistryError} UNAVAILABLE when bytes may have been lost on the way; it is closed all the same. */
  close(): Promise<void>
}
