/** Media types of manifests, by the names the specifications give them. */
export const mediaTypes = {
  ociManifest: 'application/vnd.oci.image.manifest.v1+json',
  ociIndex: 'application/vnd.oci.image.index.v1+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  dockerManifestList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  ociEmpty: 'application/vnd.oci.empty.v1+json',
  octetStream: 'application/octet-stream',
  json: 'application/json',
  form: 'application/x-www-form-urlencoded',
} as const

/** Docker's first schema, signed and not: clients still list them, nobody should push them. */
export const LEGACY_MANIFEST_MEDIA_TYPES: readonly string[] = [
  'application/vnd.docker.distribution.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws',
]

/** Media types of documents that list other manifests. */
export const INDEX_MEDIA_TYPES: readonly string[] = [mediaTypes.ociIndex, mediaTypes.dockerManifestList]

/** Media types of documents that describe one image or artifact. */
export const IMAGE_MEDIA_TYPES: readonly string[] = [mediaTypes.ociManifest, mediaTypes.dockerManifest]

/** Every manifest media type this contract names. */
export const MANIFEST_MEDIA_TYPES: readonly string[] = [...IMAGE_MEDIA_TYPES, ...INDEX_MEDIA_TYPES]
