import type { Algorithm, Digest } from '@berth/digest'
import type { Reference, RepositoryName, Tag } from '@berth/spec/grammar'
import type { Descriptor } from '@berth/spec/image'
import type { AccessRecords } from './access-records.ts'

/** One page of an ordered list. `more` says that entries follow the last one of `items`. */
export interface Page<Item> {
  items: Item[]
  more: boolean
}

/** Where a page starts (exclusive, in byte order) and how many entries it may hold. */
export interface PageRequest<Key> {
  after?: Key | undefined
  limit: number
}

/** A blob of a repository: its content address and size in bytes. */
export interface BlobStat {
  digest: Digest
  size: number
}

/**
 * A stored blob, opened and measured: whoever gets one owns it and must `close()` it, also after an error.
 */
export interface OpenBlob extends BlobStat {
  /**
   * The bytes from `start` (inclusive) to `end` (exclusive), whole blob when absent. The iteration fails, rather than
   * end early, when the file is shorter than recorded. Chunks are valid until the next one is asked for.
   *
   * The whole blob is checked as it passes: its last chunk comes only when all of them together are what was pushed.
   * A part of a large blob cannot be checked by itself, only its size was; who joins parts checks the whole.
   */
  read(range?: { start: number; end: number }): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

/** A manifest as it was pushed, without its bytes. `size` in bytes. */
export interface ManifestStat {
  digest: Digest
  mediaType: string
  size: number
}

/** A manifest as it was pushed: exactly the bytes that arrived. */
export interface StoredManifest extends ManifestStat {
  bytes: Uint8Array
}

export interface PutManifest {
  bytes: Uint8Array
  /** From Content-Type, without parameters; taken from the document when the client sent none. */
  mediaType?: string | undefined
  /** The digest the client named, if it pushed by digest; the content must match it. sha256 otherwise. */
  digest?: Digest | undefined
  /** Tags to point at the manifest in the same transaction. */
  tags: readonly Tag[]
}

export interface PutManifestResult extends ManifestStat {
  /** The digest in the manifest's `subject`, when it has one. */
  subject?: Digest | undefined
}

/**
 * One resumable upload. Every method that writes takes the session's lease: a second writer gets
 * BLOB_UPLOAD_INVALID (409) while the first is at work.
 */
export interface UploadSession {
  readonly id: string
  /** The algorithm announced at the start, if any. */
  readonly algorithm: Algorithm | undefined
  /** Bytes received so far. Up to date after every `append`, also a failed one. */
  readonly offset: number
  /**
   * The same, written down first: for whoever tells a client, which goes on from there after a crash as well.
   * @throws {RegistryError} BLOB_UPLOAD_UNKNOWN when the session ended meanwhile; UNAVAILABLE.
   */
  recordedOffset(): Promise<number>
  /**
   * Appends all of `source`. When the source fails (the client went away), every byte that arrived is kept and
   * counted before the error is passed on. Chunks must stay as they are until this resolves. A Node stream is left
   * paused, not destroyed, when it is the storage that fails.
   * @param at the offset the client believes to be at; anything else than `offset` is BLOB_UPLOAD_INVALID (416).
   */
  append(source: AsyncIterable<Uint8Array>, at?: number): Promise<void>
  /**
   * Ends the session: content durable, then named, then recorded (durability 1.1). Resolves after that.
   * @throws {RegistryError} DIGEST_INVALID when the content does not match; the session is gone then.
   */
  commit(digest: Digest): Promise<BlobStat>
  /** Ends the session and drops its bytes. */
  cancel(): Promise<void>
}

/** Everything one request may do to one repository. Cheap to make; nothing is created until something is pushed. */
export interface Repository {
  readonly name: RepositoryName
  /** Whether anything was ever pushed here (an emptied repository still exists). */
  exists(): boolean

  statBlob(digest: Digest): BlobStat | undefined
  /**
   * Opens and measures the content before it resolves, so that a missing file is an error and never an empty 200; a
   * small one is also checked by then.
   * @throws {RegistryError} UNKNOWN when it is not as it was pushed. Once that is certain the blob is unknown, so that
   *   clients push it again, which heals it.
   */
  openBlob(digest: Digest): Promise<OpenBlob | undefined>
  /**
   * Makes a blob of another repository one of this one ("end-11"). Without `from`, any repository that has it will do.
   * Undefined when no such repository has it, as is so when there is none in `from`.
   */
  mountBlob(digest: Digest, from?: readonly RepositoryName[]): Promise<BlobStat | undefined>
  /** @throws {RegistryError} BLOB_UNKNOWN */
  deleteBlob(digest: Digest): Promise<void>

  /** @throws {RegistryError} TOOMANYREQUESTS when as many sessions are open as may be. */
  startUpload(options: { algorithm?: Algorithm | undefined; principal: string }): Promise<UploadSession>
  /** @throws {RegistryError} BLOB_UPLOAD_UNKNOWN when there is none of this id in this repository for this principal. */
  openUpload(id: string, principal: string): UploadSession

  statManifest(reference: Reference): ManifestStat | undefined
  /** @throws {RegistryError} UNKNOWN when its bytes are not those of its digest any more; a push of it heals that. */
  getManifest(reference: Reference): StoredManifest | undefined
  /**
   * @throws {RegistryError} MANIFEST_INVALID, DIGEST_INVALID, MANIFEST_BLOB_UNKNOWN.
   */
  putManifest(push: PutManifest): Promise<PutManifestResult>
  /** Deletes a manifest and every tag that points at it. @throws {RegistryError} MANIFEST_UNKNOWN */
  deleteManifest(digest: Digest): Promise<void>
  /** @throws {RegistryError} MANIFEST_UNKNOWN */
  deleteTag(tag: Tag): Promise<void>

  /** Tags in byte order. */
  listTags(page: PageRequest<string>): Page<Tag>
  /** Manifests whose `subject` is this digest, in digest order, entries of an older referrers tag merged in. */
  listReferrers(
    subject: Digest,
    page: PageRequest<Digest> & { artifactType?: string | undefined },
  ): Page<Descriptor>
}

/**
 * What happened to stored content:
 * - `blob.damaged`: its bytes are not those of its digest. It is set aside and unknown until it is pushed again.
 * - `blob.missing`: there is no file for it. It is unknown until it is pushed again.
 * - `blob.unreadable`: the disk or the file system refuses to read it. Nothing was changed: that may pass.
 * - `blob.misread`: a read gave wrong bytes, a second one the right ones. Suspect the memory or the disk.
 * - `blob.fingerprint`: its bytes are right and its recorded fingerprint was not; that was replaced.
 * - `blob.healed`: it was damaged or missing and was pushed again.
 * - `blob.restored`: it was damaged or missing, and its file is there again and right.
 * - `manifest.damaged`: the database gave other bytes for it than were pushed. It is not served.
 * - `manifest.healed`: its bytes were others than were pushed, and it was pushed again.
 */
export interface StorageEvent {
  kind:
    | 'blob.damaged'
    | 'blob.missing'
    | 'blob.unreadable'
    | 'blob.misread'
    | 'blob.fingerprint'
    | 'blob.healed'
    | 'blob.restored'
    | 'manifest.damaged'
    | 'manifest.healed'
  digest: Digest
  /** In words for people. */
  detail: string
  /** Milliseconds since the epoch. */
  at: number
}

/** How often each event was met since the storage was opened. */
export type EventCounts = { readonly [Kind in StorageEvent['kind']]: number }

export interface ScrubOptions {
  /** Most bytes to read per second; as fast as it can when absent. */
  bytesPerSecond?: number
  /** Go on where the last pass was stopped, if it was. Default false. */
  resume?: boolean
  /** Stop where it is when another pass is asked for that does not give way itself. Default false. */
  givesWay?: boolean
  /** Stops the pass where it is. */
  signal?: AbortSignal
  /** Told about once a second how much was read. */
  onProgress?: (progress: { blobs: number; bytes: number }) => void
}

/** A pass was asked for while another one reads all content already. */
export class ScrubUnderWay extends Error {
  override readonly name = 'ScrubUnderWay'
  constructor() {
    super('a scrub is under way')
  }
}

/** How far a pass over all content is, or came. Times in milliseconds since the epoch. */
export interface ScrubProgress {
  readonly startedAt: number
  readonly blobs: number
  readonly bytes: number
  /** How often it met each event. */
  readonly events: EventCounts
  /** The first thousand of those events; the counts go on. */
  readonly found: readonly StorageEvent[]
  /** How many blobs were known to be missing before, and still are. */
  readonly known: number
}

/** A pass that is under way. It counts on as long as it is. */
export interface RunningScrub extends ScrubProgress {
  /** Whether it stops when another one is asked for. */
  readonly givesWay: boolean
  /** Resolves when nothing is being read for it any more, however it ended. */
  readonly ended: Promise<void>
}

/** What a pass over all content found. */
export interface ScrubReport extends ScrubProgress {
  readonly endedAt: number
  /** Whether it came to the end, rather than being stopped. */
  readonly finished: boolean
}

/** The registry's content, on disk or in memory. */
export interface Storage {
  repository(name: RepositoryName): Repository
  /** Repository names in byte order. */
  listRepositories(page: PageRequest<string>): Page<RepositoryName>
  /** What access control keeps. */
  readonly access: AccessRecords
  /** How many upload sessions are open. */
  countUploads(): number
  /** Drops upload sessions nobody touched for `olderThanMs`. Resolves to how many. */
  expireUploads(olderThanMs: number): Promise<number>
  /** How often each event was met since the storage was opened. */
  eventCounts(): EventCounts
  /**
   * Reads all content and compares it with the fingerprints recorded when it was pushed. What is damaged or missing is
   * set aside and unknown from then on, so that clients push it again. One pass at a time; `close` stops it.
   * @throws {ScrubUnderWay} when another one is, and does not give way to this one.
   */
  scrub(options?: ScrubOptions): Promise<ScrubReport>
  /** The pass that is under way. */
  scrubbing(): RunningScrub | undefined
  /** The last pass that came to its end, also one of an earlier process. */
  lastScrub(): ScrubReport | undefined
  /** Whether the store can take writes now (for readiness). @throws when it cannot, saying why. */
  check(): Promise<void>
  close(): Promise<void>
}

export interface StorageOptions {
  /** Accept manifests whose children are not (yet) here: sparse indexes, lazily mirrored images. Default false. */
  sparse?: boolean
  /** Largest manifest in bytes. Default 4 MiB. */
  maxManifestBytes?: number
  /** Most upload sessions open at a time: each is a row, and a file once it has bytes. Default 10 000. */
  maxUploads?: number
  /**
   * Most of them that are one principal's: so that one cannot use up what there is for all. Default: as many as there
   * may be at all, since there may be one principal for everybody.
   */
  maxUploadsPerPrincipal?: number
  /**
   * Free space, in bytes, that is kept for deletions and the database: with less than that, pushes are refused
   * (UNAVAILABLE, 507). Default 64 MiB.
   */
  reserveBytes?: number
  /** Whether to make a data folder where there is none. Default true. */
  create?: boolean
  /** Told of every event after it was written down. It must not throw. */
  onEvent?: (event: StorageEvent) => void
}
