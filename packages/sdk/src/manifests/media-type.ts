import { isImage, isIndex } from '../documents.ts'

/** A media type without its parameters (protocol fact 23). */
export function bareMediaType(contentType: string | null): string | undefined {
  const type = contentType?.split(';', 1)[0]?.trim()
  return type === '' ? undefined : type
}

/** The `mediaType` a document says it has. */
export function ownMediaType(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null || !('mediaType' in document)) return undefined
  return typeof document.mediaType === 'string' ? document.mediaType : undefined
}

/** The media type of a manifest to push: what the caller says, else what it says itself, else what it looks like. */
export function mediaTypeOf(document: unknown, given: string | undefined): string {
  const type = given ?? ownMediaType(document)
  if (type !== undefined) return type
  if (isIndex(document)) return 'application/vnd.oci.image.index.v1+json'
  if (isImage(document)) return 'application/vnd.oci.image.manifest.v1+json'
  throw new TypeError('the manifest does not tell its media type; pass it as `mediaType`')
}
