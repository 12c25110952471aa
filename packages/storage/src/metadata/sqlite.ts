import type { Digest } from '@berth/digest'
import type { Reference, RepositoryName, Tag } from '@berth/spec/grammar'
import type { AuditRequest } from '../access-records.ts'
import type { Ballast } from '../data-folder/ballast.ts'
import type { MetadataStore } from '../metadata-store.ts'
import type { PageRequest } from '../storage.ts'
import { listAudit } from './audit.ts'
import { isSqliteError, unavailable } from './batch.ts'
import { findBlob } from './blobs.ts'
import { type Database, openReading, openWriting } from './connection.ts'
import { contentAfter, findContent, recordedContent } from './content.ts'
import { listEvents } from './events.ts'
import { findManifest, readManifest } from './manifests.ts'
import { listReferrers } from './referrers.ts'
import { listRepositories, repositoryExists } from './repositories.ts'
import { migrate, readProperty } from './schema.ts'
import { listTags, tagHistory } from './tags.ts'
import { findToken, listTokens } from './tokens.ts'
import { allUploads, countUploads, findUpload, type UploadKey } from './uploads.ts'
import { ThreadWriter } from './writer/thread.ts'
import { InlineWriter, type Writer } from './writer.ts'
import type { WriteArguments, WriteName, WriteResult } from './writes.ts'

/** The metadata in SQLite: reads here and now on a connection of their own, writes through a {@link Writer}. */
export class SqliteMetadata implements MetadataStore {
  readonly #reader: Database
  readonly #writer: Writer

  private constructor(reader: Database, writer: Writer) {
    this.#reader = reader
    this.#writer = writer
  }

  /**
   * Opens the database in a file, or makes it. `ballast` is dropped when there is no room left to write.
   * @throws {SchemaError} when it is not ours or too new.
   */
  static async open(location: string, ballast?: Ballast): Promise<SqliteMetadata> {
    const setup = openWriting(location)
    try {
      migrate(setup)
    } finally {
      setup.close()
    }
    const writer = await ThreadWriter.start(location, ballast)
    return new SqliteMetadata(openReading(location), writer)
  }

  /** A database in this process's memory, gone with it. */
  static inMemory(): SqliteMetadata {
    return SqliteMetadata.over(openWriting(':memory:'))
  }

  /** Reads and writes on one connection and this thread. It is closed with the store. */
  static over(db: Database): SqliteMetadata {
    migrate(db)
    return new SqliteMetadata(db, new InlineWriter(db))
  }

  repositoryExists(name: RepositoryName) {
    return this.#read(repositoryExists, name)
  }

  listRepositories(page: PageRequest<string>) {
    return this.#read(listRepositories, page)
  }

  findBlob(repository: RepositoryName, digest: Digest) {
    return this.#read(findBlob, repository, digest)
  }

  findContent(repository: RepositoryName, digest: Digest) {
    return this.#read(findContent, repository, digest)
  }

  recordedContent(digest: Digest) {
    return this.#read(recordedContent, digest)
  }

  contentAfter(after: number, limit: number) {
    return this.#read(contentAfter, after, limit)
  }

  listEvents(limit: number) {
    return this.#read(listEvents, limit)
  }

  findManifest(repository: RepositoryName, reference: Reference) {
    return this.#read(findManifest, repository, reference)
  }

  readManifest(repository: RepositoryName, reference: Reference) {
    return this.#read(readManifest, repository, reference)
  }

  listTags(repository: RepositoryName, page: PageRequest<string>) {
    return this.#read(listTags, repository, page)
  }

  tagHistory(repository: RepositoryName, tag: Tag, limit: number) {
    return this.#read(tagHistory, repository, tag, limit)
  }

  listReferrers(
    repository: RepositoryName,
    subject: Digest,
    page: PageRequest<Digest> & { artifactType?: string | undefined },
  ) {
    return this.#read(listReferrers, repository, subject, page)
  }

  findUpload(key: UploadKey) {
    return this.#read(findUpload, key)
  }

  allUploads() {
    return this.#read(allUploads)
  }

  countUploads() {
    return this.#read(countUploads)
  }

  findToken(id: string) {
    return this.#read(findToken, id)
  }

  listTokens(page: PageRequest<string>) {
    return this.#read(listTokens, page)
  }

  listAudit(request: AuditRequest) {
    return this.#read(listAudit, request)
  }

  readProperty(key: string) {
    return this.#read(readProperty, key)
  }

  /** @throws {RegistryError} UNAVAILABLE when the database cannot be read. */
  #read<Arguments extends unknown[], Result>(
    read: (db: Database, ...args: Arguments) => Result,
    ...args: Arguments
  ): Result {
    try {
      return read(this.#reader, ...args)
    } catch (error) {
      throw isSqliteError(error) ? unavailable('read', error) : error
    }
  }

  write<Name extends WriteName>(name: Name, args: WriteArguments<Name>): Promise<WriteResult<Name>> {
    return this.#writer.run(name, args)
  }

  async close(): Promise<void> {
    await this.#writer.close()
    this.#reader.close()
  }
}
