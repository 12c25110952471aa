import { z } from '@hono/zod-openapi'
import { mediaTypes } from '../media-types.ts'
import { annotationsSchema, descriptorSchema, mediaTypeSchema } from './descriptor.ts'

const exampleConfig = {
  digest: 'sha256:b5b2b2c507a0944348e0303114d8d93aaaa081732b86451d9bce1f432a537bc7',
  size: 7023,
}

const exampleLayer = {
  digest: 'sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0',
  size: 32654,
}

const exampleImage = {
  digest: 'sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f',
  size: 7143,
}

export const imageManifestSchema = z
  .looseObject({
    schemaVersion: z.literal(2),
    mediaType: z.literal(mediaTypes.ociManifest).optional(),
    artifactType: mediaTypeSchema.optional(),
    config: descriptorSchema,
    layers: z.array(descriptorSchema),
    subject: descriptorSchema.optional(),
    annotations: annotationsSchema.optional(),
  })
  .openapi('ImageManifest', {
    description: 'OCI image manifest (image specification, manifest.md).',
    example: {
      schemaVersion: 2,
      mediaType: mediaTypes.ociManifest,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', ...exampleConfig },
      layers: [{ mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip', ...exampleLayer }],
    },
  })

export const imageIndexSchema = z
  .looseObject({
    schemaVersion: z.literal(2),
    mediaType: z.literal(mediaTypes.ociIndex).optional(),
    artifactType: mediaTypeSchema.optional(),
    manifests: z.array(descriptorSchema),
    subject: descriptorSchema.optional(),
    annotations: annotationsSchema.optional(),
  })
  .openapi('ImageIndex', {
    description: 'OCI image index (image specification, image-index.md).',
    example: {
      schemaVersion: 2,
      mediaType: mediaTypes.ociIndex,
      manifests: [
        {
          mediaType: mediaTypes.ociManifest,
          ...exampleImage,
          platform: { architecture: 'amd64', os: 'linux' },
        },
      ],
    },
  })

export const dockerManifestSchema = z
  .looseObject({
    schemaVersion: z.literal(2),
    mediaType: z.literal(mediaTypes.dockerManifest),
    config: descriptorSchema,
    layers: z.array(descriptorSchema),
  })
  .openapi('DockerManifest', {
    description: 'Docker image manifest, version 2, schema 2.',
    example: {
      schemaVersion: 2,
      mediaType: mediaTypes.dockerManifest,
      config: { mediaType: 'application/vnd.docker.container.image.v1+json', ...exampleConfig },
      layers: [{ mediaType: 'application/vnd.docker.image.rootfs.diff.tar.gzip', ...exampleLayer }],
    },
  })

export const dockerManifestListSchema = z
  .looseObject({
    schemaVersion: z.literal(2),
    mediaType: z.literal(mediaTypes.dockerManifestList),
    manifests: z.array(descriptorSchema),
  })
  .openapi('DockerManifestList', {
    description: 'Docker manifest list, version 2.',
    example: {
      schemaVersion: 2,
      mediaType: mediaTypes.dockerManifestList,
      manifests: [
        {
          mediaType: mediaTypes.dockerManifest,
          ...exampleImage,
          platform: { architecture: 'amd64', os: 'linux' },
        },
      ],
    },
  })

export type ImageManifest = z.infer<typeof imageManifestSchema>
export type ImageIndex = z.infer<typeof imageIndexSchema>
export type DockerManifest = z.infer<typeof dockerManifestSchema>
export type DockerManifestList = z.infer<typeof dockerManifestListSchema>
export type Manifest = ImageManifest | ImageIndex | DockerManifest | DockerManifestList

/** The schema of each manifest media type; media types that are not here are stored without a look inside. */
export const manifestSchemas = {
  [mediaTypes.ociManifest]: imageManifestSchema,
  [mediaTypes.ociIndex]: imageIndexSchema,
  [mediaTypes.dockerManifest]: dockerManifestSchema,
  [mediaTypes.dockerManifestList]: dockerManifestListSchema,
} as const
