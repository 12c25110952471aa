import { randomUUID } from 'node:crypto'
import { setImmediate as turn } from 'node:timers/promises'
import { type Algorithm, algorithmOf, type Digest, digestOf } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import type { Reference, RepositoryName, Tag } from '@berth/spec/grammar'
import type { Descriptor } from '@berth/spec/image'
import { DamagedContent } from './blob-store/damaged.ts'
import { bootId } from './boot.ts'
import { openVerified } from './integrity/verified-blob.ts'
import { inspectDocument, parseManifest } from './manifest/inspect.ts'
import type {
  BlobStat,
  ManifestStat,
  OpenBlob,
  Page,
  PageRequest,
  PutManifest,
  PutManifestResult,
  Repository,
  StorageOptions,
  StoredManifest,
  UploadSession,
} from './storage.ts'
import { StoredUpload, type UploadDesk } from './upload-session.ts'

/** No image that people build has a manifest of this size. */
const LARGE_BYTES = 256 * 1024

/** One repository of a storage: its name, over the stores all repositories share. */
export class StoredRepository implements Repository {
  readonly name: RepositoryName
  readonly #desk: UploadDesk
  readonly #options: Required<StorageOptions>

  constructor(name: RepositoryName, desk: UploadDesk, options: Required<StorageOptions>) {
    this.name = name
    this.#desk = desk
    this.#options = options
  }

  exists(): boolean {
    return this.#desk.metadata.repositoryExists(this.name)
  }

  statBlob(digest: Digest): BlobStat | undefined {
    return this.#desk.metadata.findBlob(this.name, digest)
  }

  async openBlob(digest: Digest): Promise<OpenBlob | undefined> {
    const { metadata, blobs, integrity } = this.#desk
    const content = metadata.findContent(this.name, digest)
    return content && (await openVerified(blobs, content, (suspected) => integrity.suspect(suspected)))
  }

  async mountBlob(digest: Digest, from?: readonly RepositoryName[]): Promise<BlobStat | undefined> {
    await this.#desk.room.take(0)
    return await this.#desk.metadata.write('mountBlob', {
      repository: this.name,
      digest,
      from,
      now: Date.now(),
    })
  }

  deleteBlob(digest: Digest): Promise<void> {
    return this.#desk.metadata.write('deleteBlob', { repository: this.name, digest })
  }

  async startUpload(options: {
    algorithm?: Algorithm | undefined
    principal: string
  }): Promise<UploadSession> {
    const { algorithm, principal } = options
    const key = { id: randomUUID(), repository: this.name, principal }
    const { maxUploads: most, maxUploadsPerPrincipal: mostEach } = this.#options
    await this.#desk.room.take(0)
    await this.#desk.metadata.write('startUpload', {
      ...key,
      algorithm,
      bootId: bootId(),
      most,
      mostEach,
      now: Date.now(),
    })
    return new StoredUpload(this.#desk, key, { algorithm, offset: 0 })
  }

  openUpload(id: string, principal: string): UploadSession {
    const key = { id, repository: this.name, principal }
    return new StoredUpload(this.#desk, key, this.#desk.metadata.findUpload(key))
  }

  statManifest(reference: Reference): ManifestStat | undefined {
    return this.#desk.metadata.findManifest(this.name, reference)
  }

  getManifest(reference: Reference): StoredManifest | undefined {
    const stored = this.#desk.metadata.readManifest(this.name, reference)
    if (stored === undefined) return undefined
    // SQLite keeps no checksums of its pages: a flipped bit in these bytes is the client's to find, or ours.
    if (digestOf(stored.bytes, algorithmOf(stored.digest)) !== stored.digest) {
      this.#desk.integrity.manifestDamaged(stored.digest)
      throw new DamagedContent(stored.digest, 'damaged', 'is not what was pushed')
    }
    return stored
  }

  async putManifest({ bytes, mediaType, digest, tags }: PutManifest): Promise<PutManifestResult> {
    const { maxManifestBytes, sparse } = this.#options
    const size = bytes.byteLength
    if (size > maxManifestBytes) {
      throw new RegistryError('MANIFEST_INVALID', `it has ${size} bytes, the limit is ${maxManifestBytes}`, {
        status: 413,
      })
    }
    // What arrived is hashed first and read second: bytes that are not what the client meant are not looked into.
    const actual = digestOf(bytes, digest === undefined ? 'sha256' : algorithmOf(digest))
    if (digest !== undefined && actual !== digest) {
      throw new RegistryError(
        'DIGEST_INVALID',
        `the ${size} bytes of the manifest are ${actual}, not ${digest}`,
      )
    }
    // To read a large one takes long, so do the look into it and handing on what was found: others get a turn between.
    const othersFirst = () => (size > LARGE_BYTES ? turn() : undefined)
    const document = parseManifest(bytes)
    await othersFirst()
    const inspected = inspectDocument(document, mediaType)
    await othersFirst()
    const { annotations, subject } = inspected
    await this.#desk.room.take(size)
    const healed = await this.#desk.metadata.write('putManifest', {
      ...inspected,
      repository: this.name,
      digest: actual,
      bytes,
      annotations: annotations === undefined ? undefined : JSON.stringify(annotations),
      tags,
      sparse,
      now: Date.now(),
    })
    if (healed) this.#desk.integrity.healed('manifest', actual)
    return {
      digest: actual,
      mediaType: inspected.mediaType,
      size,
      ...(subject === undefined ? {} : { subject }),
    }
  }

  deleteManifest(digest: Digest): Promise<void> {
    return this.#desk.metadata.write('deleteManifest', { repository: this.name, digest, now: Date.now() })
  }

  deleteTag(tag: Tag): Promise<void> {
    return this.#desk.metadata.write('deleteTag', { repository: this.name, tag, now: Date.now() })
  }

  listTags(page: PageRequest<string>): Page<Tag> {
    return this.#desk.metadata.listTags(this.name, page)
  }

  listReferrers(
    subject: Digest,
    page: PageRequest<Digest> & { artifactType?: string | undefined },
  ): Page<Descriptor> {
    return this.#desk.metadata.listReferrers(this.name, subject, page)
  }
}
