import type { RepositoryName } from '@berth/spec/grammar'
import { mountBlob } from './blobs/mount.ts'
import { type PullBlobOptions, type PulledBlob, pullBlob } from './blobs/pull.ts'
import { type PushBlobOptions, type PushedBlob, pushBlob } from './blobs/push.ts'
import type { BlobSource } from './blobs/source.ts'
import { type BlobStat, type CallOptions, statBlob } from './blobs/stat.ts'
import type { Connection } from './connection.ts'
import { deleteBlob, deleteManifest, deleteTag } from './deletes.ts'
import type { Descriptor } from './documents.ts'
import type { Listing } from './listing.ts'
import { type GetManifestOptions, getManifest, type PulledManifest } from './manifests/get.ts'
import { type PushedManifest, type PutManifestOptions, putManifest } from './manifests/put.ts'
import { resolve } from './manifests/resolve.ts'
import { parseName } from './reference.ts'
import { type ReferrersOptions, referrers } from './referrers.ts'
import { type ListOptions, tags } from './tags.ts'

/**
 * One repository of a registry. Every verb throws a `RegistryError` when the registry refuses, and a `ConnectionError`
 * when no answer came after all tries.
 * @example const repository = createRegistryClient('localhost:5000').repository('library/app')
 */
export interface RepositoryClient {
  readonly name: RepositoryName

  /**
   * Pushes a blob. Content the registry has is not sent; an upload whose connection breaks goes on where the registry
   * has lost it, if the source can be read again from there: bytes, Blob, a file, or any stream sent in chunks.
   * @example const { digest, size } = await repository.pushBlob(await fileSource('layer.tar.gz'))
   */
  pushBlob(source: BlobSource, options?: PushBlobOptions): Promise<PushedBlob>

  /**
   * Takes a blob over from another repository of this registry, without its bytes. False when it has to be pushed.
   * Without `from`, any repository that has it will do, where the registry supports that.
   * @example if (!(await repository.mountBlob(digest, 'library/base'))) await repository.pushBlob(source, { digest })
   */
  mountBlob(digest: string, from?: string, options?: CallOptions): Promise<boolean>

  /**
   * Pulls a blob, or a range of one. The body is verified while it streams and fails at its end when it is not the
   * content of `digest`; a broken connection is resumed.
   * @example const text = await new Response((await repository.pullBlob(digest)).body).text()
   */
  pullBlob(digest: string, options?: PullBlobOptions): Promise<PulledBlob>

  /**
   * Size of a blob, or undefined when the repository has none of this digest.
   * @example if ((await repository.statBlob(digest)) === undefined) await repository.pushBlob(source, { digest })
   */
  statBlob(digest: string, options?: CallOptions): Promise<BlobStat | undefined>

  /**
   * Pulls the manifest of a tag or digest, verified.
   * @example const { manifest, bytes } = await repository.getManifest('latest')
   */
  getManifest(reference: string, options?: GetManifestOptions): Promise<PulledManifest>

  /**
   * Pushes a manifest under a tag, a digest, or, without a reference, the digest it has. Bytes are sent untouched, an
   * object is written out once. Where the registry lists no referrers itself, the manifest is added to the list under
   * its subject's referrers tag.
   * @example
   * await repository.putManifest('1.2.3', {
   *   schemaVersion: 2,
   *   mediaType: 'application/vnd.oci.image.manifest.v1+json',
   *   config,
   *   layers,
   * }, { tags: ['1.2', 'latest'] })
   */
  putManifest(
    reference: string | undefined,
    manifest: Uint8Array | object,
    options?: PutManifestOptions,
  ): Promise<PushedManifest>

  /**
   * Media type, digest and size of what a tag points at, without its content.
   * @example const { digest } = await repository.resolve('latest')
   */
  resolve(reference: string, options?: GetManifestOptions): Promise<Descriptor>

  /**
   * The tags, fetched page by page while they are read.
   * @example for await (const tag of repository.tags({ pageSize: 100 })) console.log(tag)
   */
  tags(options?: ListOptions): Listing<string>

  /**
   * The manifests that refer to a digest by their `subject`: signatures, attestations, bills of materials.
   * @example for await (const { digest } of repository.referrers(image.digest, { artifactType })) console.log(digest)
   */
  referrers(digest: string, options?: ReferrersOptions): Listing<Descriptor>

  /**
   * Deletes a tag, and nothing else.
   * @example await repository.deleteTag('nightly')
   */
  deleteTag(tag: string, options?: CallOptions): Promise<void>

  /**
   * Deletes a manifest and every tag that points at it.
   * @example await repository.deleteManifest((await repository.resolve('nightly')).digest)
   */
  deleteManifest(digest: string, options?: CallOptions): Promise<void>

  /**
   * Takes a blob out of this repository.
   * @example await repository.deleteBlob(digest)
   */
  deleteBlob(digest: string, options?: CallOptions): Promise<void>
}

/** Binds the verbs to one repository. */
export function repositoryClient(connection: Connection, text: string): RepositoryClient {
  const name = parseName(text)
  return {
    name,
    pushBlob: (source, options) => pushBlob(connection, name, source, options),
    mountBlob: (digest, from, options) => mountBlob(connection, name, digest, from, options),
    pullBlob: (digest, options) => pullBlob(connection, name, digest, options),
    statBlob: (digest, options) => statBlob(connection, name, digest, options),
    getManifest: (reference, options) => getManifest(connection, name, reference, options),
    putManifest: (reference, manifest, options) =>
      putManifest(connection, name, reference, manifest, options),
    resolve: (reference, options) => resolve(connection, name, reference, options),
    tags: (options) => tags(connection, name, options),
    referrers: (digest, options) => referrers(connection, name, digest, options),
    deleteTag: (tag, options) => deleteTag(connection, name, tag, options),
    deleteManifest: (digest, options) => deleteManifest(connection, name, digest, options),
    deleteBlob: (digest, options) => deleteBlob(connection, name, digest, options),
  }
}
