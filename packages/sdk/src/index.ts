export {
  algorithmOf,
  type Digest,
  DigestMismatchError,
  DigestSyntaxError,
  digestOf,
  isDigest,
  parseDigest,
} from '@berth/digest'
export type { ErrorCode, ErrorEntry } from '@berth/spec/errors'
export type { ByteRange, PullBlobOptions, PulledBlob } from './blobs/pull.ts'
export type { PushBlobOptions, PushedBlob, PushProgress } from './blobs/push.ts'
export type { BlobSource, ReplayableSource } from './blobs/source.ts'
export type { BlobStat, CallOptions } from './blobs/stat.ts'
export type { Bytes } from './bytes.ts'
export { createRegistryClient, type RegistryClient, type RegistryClientOptions } from './client.ts'
export type { Credentials } from './credentials.ts'
export {
  type Descriptor,
  type DockerManifest,
  type DockerManifestList,
  type ImageIndex,
  type ImageManifest,
  isImage,
  isIndex,
  type Manifest,
  manifestMediaTypes,
} from './documents.ts'
export { type AnyErrorCode, ConnectionError, ProtocolError, RegistryError, SourceError } from './errors.ts'
export type { OperationId, Operations } from './generated/operations.gen.ts'
export type { components, paths } from './generated/schema.gen.ts'
export type { Listing } from './listing.ts'
export type { GetManifestOptions, PulledManifest } from './manifests/get.ts'
export type { PushedManifest, PutManifestOptions } from './manifests/put.ts'
export { ReferenceSyntaxError } from './reference.ts'
export type { ReferrersOptions } from './referrers.ts'
export type { RepositoryClient } from './repository.ts'
export type { RetryOptions } from './retry.ts'
export type { ListOptions } from './tags.ts'
export type { Fetch } from './transport.ts'
