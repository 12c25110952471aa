import type { Digest } from '@berth/digest'
import type { Reference, RepositoryName, Tag } from '@berth/spec/grammar'
import type { Descriptor } from '@berth/spec/image'
import type { AuditEntry, AuditRequest, TokenRecord } from './access-records.ts'
import type { RecordedContent } from './metadata/content.ts'
import type { TagMovement } from './metadata/tags.ts'
import type { LeftUpload, UploadKey, UploadRow } from './metadata/uploads.ts'
import type { WriteArguments, WriteName, WriteResult } from './metadata/writes.ts'
import type { BlobStat, ManifestStat, Page, PageRequest, StorageEvent, StoredManifest } from './storage.ts'

/**
 * Everything that is not content: repositories, manifests with their bytes, tags, referrers, who may show which blob,
 * upload sessions. Reads are answered at once from indexes; a write is one transaction, and whoever reads after its
 * promise has resolved sees it.
 */
export interface MetadataStore {
  repositoryExists(name: RepositoryName): boolean
  listRepositories(page: PageRequest<string>): Page<RepositoryName>

  findBlob(repository: RepositoryName, digest: Digest): BlobStat | undefined
  /** The content behind a blob that this repository may show. */
  findContent(repository: RepositoryName, digest: Digest): RecordedContent | undefined
  /** What is recorded of this content, whoever has it and whatever became of it. */
  recordedContent(digest: Digest): RecordedContent | undefined
  /** All content, page by page: what follows the `id` of the last one of the page before, 0 at first. */
  contentAfter(after: number, limit: number): (RecordedContent & { id: number })[]
  /** The latest events, newest first. */
  listEvents(limit: number): StorageEvent[]

  findManifest(repository: RepositoryName, reference: Reference): ManifestStat | undefined
  readManifest(repository: RepositoryName, reference: Reference): StoredManifest | undefined
  listTags(repository: RepositoryName, page: PageRequest<string>): Page<Tag>
  tagHistory(repository: RepositoryName, tag: Tag, limit: number): TagMovement[]
  listReferrers(
    repository: RepositoryName,
    subject: Digest,
    page: PageRequest<Digest> & { artifactType?: string | undefined },
  ): Page<Descriptor>

  /** @throws {RegistryError} BLOB_UPLOAD_UNKNOWN */
  findUpload(key: UploadKey): UploadRow
  allUploads(): LeftUpload[]
  /** How many upload sessions are open. */
  countUploads(): number

  findToken(id: string): (TokenRecord & { secretHash: Uint8Array }) | undefined
  listTokens(page: PageRequest<string>): Page<TokenRecord>
  listAudit(request: AuditRequest): Page<AuditEntry>

  readProperty(key: string): string | undefined

  /**
   * Runs one of the writes, atomically and, where it matters, durably before it resolves.
   * @throws {RegistryError} what the write says it throws; UNAVAILABLE when the store cannot write.
   */
  write<Name extends WriteName>(name: Name, args: WriteArguments<Name>): Promise<WriteResult<Name>>

  /** Finishes the writes under way and lets go of the database. */
  close(): Promise<void>
}
