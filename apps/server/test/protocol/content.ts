import { type Digest, digestOf } from '@berth/digest'
import { type Descriptor, mediaTypes } from '@berth/spec/image'

/** Some bytes with all that a descriptor says about them. */
export interface Content {
  readonly mediaType: string
  readonly bytes: Uint8Array
  readonly digest: Digest
  /** In bytes. */
  readonly size: number
}

/** A manifest, and what has to be in the repository before it can be pushed. */
export interface ManifestContent extends Content {
  readonly blobs: readonly Content[]
  readonly children: readonly ManifestContent[]
}

export const layerMediaType = 'application/vnd.oci.image.layer.v1.tar+gzip'
export const configMediaType = 'application/vnd.oci.image.config.v1+json'
export const dockerConfigMediaType = 'application/vnd.docker.container.image.v1+json'

export function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

export function content(mediaType: string, bytes: Uint8Array): Content {
  return { mediaType, bytes, digest: digestOf(bytes), size: bytes.byteLength }
}

/** A blob of a few words. */
export function blob(words: string, mediaType: string = layerMediaType): Content {
  return content(mediaType, utf8(words))
}

/** A blob of `size` bytes that is not the same anywhere twice, so that a shifted range cannot look right. */
export function blobOfSize(size: number): Content {
  const bytes = new Uint8Array(size)
  let state = size
  for (let index = 0; index < size; index += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[index] = state >>> 24
  }
  return content(layerMediaType, bytes)
}

export function descriptorOf(
  { mediaType, digest, size }: Content,
  more: Partial<Descriptor> = {},
): Descriptor {
  return { mediaType, digest, size, ...more }
}

/** A document as it is pushed: indented, so that whoever parses and prints it again changes its bytes. */
export function document(mediaType: string, value: unknown): Content {
  return content(mediaType, utf8(JSON.stringify(value, undefined, 2)))
}

/** The same manifest with other bytes or another media type. */
export function altered(
  manifest: ManifestContent,
  change: { bytes?: Uint8Array; mediaType?: string },
): ManifestContent {
  const { bytes = manifest.bytes, mediaType = manifest.mediaType } = change
  return { ...manifest, ...content(mediaType, bytes) }
}

interface ImageFields {
  readonly config?: Content
  readonly layers?: readonly Content[]
  /** Descriptors listed after those of `layers`, of content that is not pushed. */
  readonly unpushed?: readonly Descriptor[]
  /** Further members of the document: `subject`, `artifactType`, `annotations`. */
  readonly more?: Readonly<Record<string, unknown>>
}

/** An image manifest that names its config and layers. `words` makes one image differ from the next. */
export function image(words: string, fields: ImageFields = {}): ManifestContent {
  const {
    config = document(configMediaType, { architecture: 'amd64', os: 'linux', author: words }),
    layers = [blob(`the layer of ${words}`)],
    unpushed = [],
    more = {},
  } = fields
  const manifest = document(mediaTypes.ociManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: descriptorOf(config),
    layers: [...layers.map((layer) => descriptorOf(layer)), ...unpushed],
    ...more,
  })
  return { ...manifest, blobs: [config, ...layers], children: [] }
}

/** Docker's image manifest, version 2, schema 2. */
export function dockerImage(words: string): ManifestContent {
  const config = document(dockerConfigMediaType, { architecture: 'amd64', os: 'linux', author: words })
  const layer = blob(`the layer of ${words}`, 'application/vnd.docker.image.rootfs.diff.tar.gzip')
  const manifest = document(mediaTypes.dockerManifest, {
    schemaVersion: 2,
    mediaType: mediaTypes.dockerManifest,
    config: descriptorOf(config),
    layers: [descriptorOf(layer)],
  })
  return { ...manifest, blobs: [config, layer], children: [] }
}

/** An image index over `children`, each with its platform `linux/<architecture>`. */
export function index(
  children: Readonly<Record<string, ManifestContent>>,
  more: Readonly<Record<string, unknown>> = {},
  mediaType: string = mediaTypes.ociIndex,
): ManifestContent {
  const manifest = document(mediaType, {
    schemaVersion: 2,
    mediaType,
    manifests: Object.entries(children).map(([architecture, child]) =>
      descriptorOf(child, { platform: { architecture, os: 'linux' } }),
    ),
    ...more,
  })
  return { ...manifest, blobs: [], children: Object.values(children) }
}

/** Docker's manifest list, version 2. */
export function dockerList(children: Readonly<Record<string, ManifestContent>>): ManifestContent {
  return index(children, {}, mediaTypes.dockerManifestList)
}
