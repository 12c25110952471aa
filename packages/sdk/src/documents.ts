import { manifestMediaTypes } from './generated/operations.gen.ts'
import type { components } from './generated/schema.gen.ts'

/** Type, size and content address of some content (image specification, descriptor.md). */
export type Descriptor = components['schemas']['Descriptor']

/** OCI image manifest (image specification, manifest.md). */
export type ImageManifest = components['schemas']['ImageManifest']

/** OCI image index (image specification, image-index.md). */
export type ImageIndex = components['schemas']['ImageIndex']

/** Docker image manifest, version 2, schema 2. */
export type DockerManifest = components['schemas']['DockerManifest']

/** Docker manifest list, version 2. */
export type DockerManifestList = components['schemas']['DockerManifestList']

/** A manifest of one of the contract's media types. */
export type Manifest = ImageManifest | ImageIndex | DockerManifest | DockerManifestList

/** The media types of manifests this client reads; sent as `Accept` unless another list is given. */
export { manifestMediaTypes }

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isDescriptor(value: unknown): value is Descriptor {
  return (
    isObject(value) &&
    typeof value.mediaType === 'string' &&
    typeof value.digest === 'string' &&
    typeof value.size === 'number'
  )
}

/**
 * Whether a manifest lists other manifests.
 * @example if (isIndex(manifest)) for (const child of manifest.manifests) console.log(child.platform)
 */
export function isIndex(manifest: unknown): manifest is ImageIndex | DockerManifestList {
  return isObject(manifest) && Array.isArray(manifest.manifests) && manifest.manifests.every(isDescriptor)
}

/**
 * Whether a manifest describes one image or artifact.
 * @example if (isImage(manifest)) for (const layer of manifest.layers) await repository.pullBlob(layer.digest)
 */
export function isImage(manifest: unknown): manifest is ImageManifest | DockerManifest {
  return (
    isObject(manifest) &&
    isDescriptor(manifest.config) &&
    Array.isArray(manifest.layers) &&
    manifest.layers.every(isDescriptor)
  )
}

/** JSON of some bytes, or undefined when they are none. */
export function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}

/** The manifest some bytes hold, when it is one a client can read; of its extra fields nothing is known. */
export function readManifest(bytes: Uint8Array): Manifest | undefined {
  const document = parseJson(bytes)
  return isIndex(document) || isImage(document) ? document : undefined
}
