import { type Digest, isAlgorithm, isDigest } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import { MEDIA_TYPE_PATTERN } from '@berth/spec/grammar'
import {
  annotationsSchema,
  type Descriptor,
  descriptorSchema,
  firstFlaw,
  LEGACY_MANIFEST_MEDIA_TYPES,
  manifestSchemas,
  mediaTypes,
} from '@berth/spec/image'
import { scanManifest } from './scan.ts'

/** Content that a manifest names. */
export interface ManifestReference {
  /** A child is an entry of an index. */
  kind: 'config' | 'layer' | 'child'
  /** As written: also of an algorithm this registry cannot store. */
  digest: string
  size: number
  /** Whether the manifest makes no sense without it here. */
  required: boolean
}

/** What a manifest says, as far as a registry has to know. */
export interface InspectedManifest {
  mediaType: string
  artifactType: string | undefined
  annotations: Record<string, string> | undefined
  subject: Digest | undefined
  references: ManifestReference[]
}

/** A manifest as parsed JSON. */
export interface Document {
  mediaType?: unknown
  artifactType?: unknown
  schemaVersion?: unknown
  config?: unknown
  layers?: unknown
  manifests?: unknown
  blobs?: unknown
  subject?: unknown
  annotations?: unknown
}

/**
 * Reads a manifest: refuses what is not JSON of its media type, or could mean two things, and returns what it names.
 * The bytes themselves are never changed or re-serialised.
 * @param mediaType what the client called it; taken from the document when it did not.
 * @throws {RegistryError} MANIFEST_INVALID
 */
export function inspectManifest(bytes: Uint8Array, mediaType?: string): InspectedManifest {
  return inspectDocument(parseManifest(bytes), mediaType)
}

/**
 * The second half of {@link inspectManifest}, for those who let others have a turn between the two.
 * @throws {RegistryError} MANIFEST_INVALID
 */
export function inspectDocument(parsed: Document, mediaType?: string): InspectedManifest {
  refuseAmbiguity(parsed)
  const document = withoutNulls(parsed)
  const type = resolveMediaType(document, mediaType)
  refuseSchema1(type)
  const found = facts(document, type)
  if (Object.hasOwn(manifestSchemas, type)) {
    // There may be a hundred thousand annotations: those that were found good need no second look.
    const unseen = found.annotations === undefined ? document : { ...document, annotations: {} }
    checkSchema(unseen, type as keyof typeof manifestSchemas)
    return { ...found, references: references(document, true) }
  }
  // What a registry does not know it stores as it is; but what it names must survive garbage collection.
  return { ...found, references: references(document, false) }
}

/**
 * The first half of {@link inspectManifest}.
 * @throws {RegistryError} MANIFEST_INVALID
 */
export function parseManifest(bytes: Uint8Array): Document {
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw new RegistryError('MANIFEST_INVALID', 'it is not UTF-8', { cause })
  }
  scanManifest(text)
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) throw invalid('it is not a JSON object')
  return value
}

/** One document that is an image to one reader and an index to the next (CVE-2021-41190). */
function refuseAmbiguity({ manifests, config, layers }: Document): void {
  const isIndex = manifests !== undefined && manifests !== null
  const isImage = (config !== undefined && config !== null) || (layers !== undefined && layers !== null)
  if (isIndex && isImage) {
    throw invalid(
      'it has "manifests" beside "config" or "layers": an index to some readers and an image to others',
    )
  }
}

/**
 * Go writes an empty list as `null` (`"layers": null`), and leaves out other empty members or writes `null` or `""`.
 * The document's own members and those of its descriptors are read that way, in a copy of those that mean something.
 */
function withoutNulls(document: Document): Document {
  const read: Record<string, unknown> = {}
  for (const name of members) {
    const member = Object.hasOwn(document, name) ? readMember(name, document[name]) : undefined
    if (member !== undefined && member !== null) read[name] = member
  }
  return read
}

const members = [
  'mediaType',
  'artifactType',
  'schemaVersion',
  'config',
  'layers',
  'manifests',
  'blobs',
  'subject',
  'annotations',
] as const satisfies (keyof Document)[]

function readMember(name: keyof Document, member: unknown): unknown {
  if (name === 'layers' || name === 'manifests' || name === 'blobs') {
    if (member === null) return []
    return Array.isArray(member) ? member.map(withoutNullMembers) : member
  }
  if (name === 'config' || name === 'subject') return withoutNullMembers(member)
  return (name === 'mediaType' || name === 'artifactType') && member === '' ? null : member
}

function withoutNullMembers(value: unknown): unknown {
  if (!isObject(value) || !Object.values(value).includes(null)) return value
  // fromEntries defines its properties: a member called __proto__ stays a member.
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
}

function resolveMediaType(document: Document, given: string | undefined): string {
  const own = document.mediaType
  if (own !== undefined && (typeof own !== 'string' || !MEDIA_TYPE_PATTERN.test(own))) {
    throw invalid('its mediaType is not a media type')
  }
  if (given !== undefined) {
    if (!MEDIA_TYPE_PATTERN.test(given))
      throw invalid(`${JSON.stringify(given.slice(0, 200))} is not a media type`)
    // Protocol fact 23: a client that goes by Content-Type must not read another type than one that goes by content.
    if (own !== undefined && own !== given) throw invalid(`it was pushed as ${given} and calls itself ${own}`)
    return given
  }
  if (own !== undefined) return own
  if (document.schemaVersion === 2) {
    if (document.config !== undefined && document.layers !== undefined) return mediaTypes.ociManifest
    if (document.manifests !== undefined) return mediaTypes.ociIndex
  }
  throw invalid('it has no mediaType, and none was given: send its Content-Type')
}

function refuseSchema1(mediaType: string): void {
  if (LEGACY_MANIFEST_MEDIA_TYPES.includes(mediaType)) {
    throw invalid(
      'Docker image manifests of version 1 are not accepted: push the image with a client newer than 2017',
    )
  }
}

function checkSchema(document: Document, mediaType: keyof typeof manifestSchemas): void {
  const flaw = firstFlaw(manifestSchemas[mediaType], document)
  if (flaw === undefined) return
  const where = flaw.path.length === 0 ? 'the document' : flaw.path.join('.').slice(0, 200)
  throw invalid(`${where}: ${flaw.message()}`)
}

function facts(document: Document, mediaType: string): Omit<InspectedManifest, 'references'> {
  return {
    mediaType,
    artifactType: artifactType(document),
    annotations: annotations(document),
    subject: subject(document),
  }
}

/** "Listing Referrers": the document's own, else its config's media type, else none (an index has no config). */
function artifactType(document: Document): string | undefined {
  if (typeof document.artifactType === 'string') return document.artifactType
  return asDescriptor(document.config)?.mediaType
}

function annotations({ annotations }: Document): Record<string, string> | undefined {
  return firstFlaw(annotationsSchema, annotations) === undefined
    ? (annotations as Record<string, string>)
    : undefined
}

/** The subject need not be here, but it must be a digest: what nobody could look up is no subject. */
function subject(document: Document): Digest | undefined {
  const descriptor = asDescriptor(document.subject)
  if (descriptor === undefined) return undefined
  const { digest } = descriptor
  if (isDigest(digest)) return digest
  const algorithm = digest.slice(0, digest.indexOf(':'))
  if (isAlgorithm(algorithm)) throw invalid(`the subject's digest ${digest.slice(0, 200)} is malformed`)
  // Of an algorithm we cannot answer for: without OCI-Subject in the reply the client keeps its own list.
  return undefined
}

function references(document: Document, known: boolean): ManifestReference[] {
  return [
    ...list([document.config]).map((descriptor) => reference('config', descriptor, known)),
    ...list(document.layers).map((descriptor) => reference('layer', descriptor, known)),
    ...list(document.blobs).map((descriptor) => reference('layer', descriptor, false)),
    ...list(document.manifests).map((descriptor) => reference('child', descriptor, known)),
  ]
}

function list(descriptors: unknown): Descriptor[] {
  if (!Array.isArray(descriptors)) return []
  return descriptors.map(asDescriptor).filter((descriptor) => descriptor !== undefined)
}

function reference(
  kind: ManifestReference['kind'],
  descriptor: Descriptor,
  known: boolean,
): ManifestReference {
  const { digest, size } = descriptor
  return { kind, digest, size, required: known && !isElsewhere(descriptor) }
}

/** Layers that may not be distributed by a registry, or lie somewhere else (protocol fact 27). */
function isElsewhere({ mediaType, urls }: Descriptor): boolean {
  if (urls !== undefined && urls.length > 0) return true
  return (
    mediaType.startsWith('application/vnd.oci.image.layer.nondistributable.v1.') ||
    mediaType.startsWith('application/vnd.docker.image.rootfs.foreign.')
  )
}

function asDescriptor(value: unknown): Descriptor | undefined {
  // A list of hundreds of thousands of anything is gone through faster than the schema says what is wrong with each.
  if (!isObject(value) || !hasMembersOfDescriptor(value)) return undefined
  return firstFlaw(descriptorSchema, value) === undefined ? (value as Descriptor) : undefined
}

function hasMembersOfDescriptor(value: { mediaType?: unknown; digest?: unknown; size?: unknown }): boolean {
  const { mediaType, digest, size } = value
  return typeof mediaType === 'string' && typeof digest === 'string' && typeof size === 'number'
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function invalid(reason: string): RegistryError {
  return new RegistryError('MANIFEST_INVALID', reason)
}
