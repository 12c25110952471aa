import { z } from '@hono/zod-openapi'
import { MEDIA_TYPE_PATTERN } from '../grammar.ts'

/** Any digest of the image specification's grammar: also algorithms this registry cannot store content under. */
const anyDigest = z
  .string()
  .regex(/^[a-z0-9]+(?:[.+_-][a-z0-9]+)*:[a-zA-Z0-9=_-]+$/)
  .max(512)

export const mediaTypeSchema = z.string().regex(MEDIA_TYPE_PATTERN)

export const annotationsSchema = z.record(z.string(), z.string()).openapi('Annotations', {
  description: 'Arbitrary metadata, keys in reverse domain notation (image specification, annotations.md).',
  example: { 'org.opencontainers.image.created': '2026-01-01T00:00:00Z' },
})

export const platformSchema = z
  .looseObject({
    architecture: z.string().openapi({ example: 'arm64' }),
    os: z.string().openapi({ example: 'linux' }),
    'os.version': z.string().optional(),
    'os.features': z.array(z.string()).optional(),
    variant: z.string().optional().openapi({ example: 'v8' }),
    features: z.array(z.string()).optional(),
  })
  .openapi('Platform', { description: 'The platform an image runs on (image-index.md, "platform").' })

export const descriptorSchema = z
  .looseObject({
    mediaType: mediaTypeSchema,
    digest: anyDigest,
    size: z.int().min(0).openapi({ description: 'Size of the content in bytes.', format: 'int64' }),
    urls: z.array(z.string()).optional(),
    annotations: annotationsSchema.optional(),
    data: z.string().optional().openapi({ description: 'The content itself, base64 (RFC 4648 4).' }),
    artifactType: mediaTypeSchema.optional(),
    platform: platformSchema.optional(),
  })
  .openapi('Descriptor', {
    description: 'Type, size and content address of some content (image specification, descriptor.md).',
    example: {
      mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip',
      digest: 'sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0',
      size: 32654,
    },
  })

export type Descriptor = z.infer<typeof descriptorSchema>
export type Platform = z.infer<typeof platformSchema>
export type Annotations = z.infer<typeof annotationsSchema>
