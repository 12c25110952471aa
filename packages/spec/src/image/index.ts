export {
  IMAGE_MEDIA_TYPES,
  INDEX_MEDIA_TYPES,
  LEGACY_MANIFEST_MEDIA_TYPES,
  MANIFEST_MEDIA_TYPES,
  mediaTypes,
} from '../media-types.ts'
export {
  type Annotations,
  annotationsSchema,
  type Descriptor,
  descriptorSchema,
  type Platform,
  platformSchema,
} from './descriptor.ts'
export { type Flaw, firstFlaw } from './flaw.ts'
export {
  type DockerManifest,
  type DockerManifestList,
  dockerManifestListSchema,
  dockerManifestSchema,
  type ImageIndex,
  type ImageManifest,
  imageIndexSchema,
  imageManifestSchema,
  type Manifest,
  manifestSchemas,
} from './manifest.ts'
