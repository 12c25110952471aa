import { algorithmOf, type Digest, DigestMismatchError, digestOf, parseDigest } from '@berth/digest'
import type { CallOptions } from '../blobs/stat.ts'
import type { Connection } from '../connection.ts'
import { parseJson } from '../documents.ts'
import { parseTag, readReference } from '../reference.ts'
import { addReferrer } from '../referrers-tag.ts'
import { mediaTypeOf } from './media-type.ts'
import { sendManifest } from './send.ts'

/** Options of writing a manifest. */
export interface PutManifestOptions extends CallOptions {
  /** Media type; read off the manifest when absent. */
  readonly mediaType?: string
  /** Tags to point at the manifest, beside the one it is pushed under. */
  readonly tags?: readonly string[]
}

/** A manifest that is in the repository now. */
export interface PushedManifest {
  readonly digest: Digest
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  /** Tags that point at it now. */
  readonly tags: readonly string[]
  /** The manifest it refers to, when it has a `subject`. */
  readonly subject: Digest | undefined
}

export async function putManifest(
  connection: Connection,
  name: string,
  reference: string | undefined,
  manifest: Uint8Array | object,
  options: PutManifestOptions = {},
): Promise<PushedManifest> {
  // Written out once: these bytes are hashed, sent, and what everyone will pull.
  const bytes = manifest instanceof Uint8Array ? manifest : new TextEncoder().encode(JSON.stringify(manifest))
  const document = parseJson(bytes)
  const mediaType = mediaTypeOf(document, options.mediaType)
  const wanted = reference === undefined ? undefined : readReference(reference)
  const digest = digestOf(bytes, wanted?.kind === 'digest' ? algorithmOf(wanted.digest) : 'sha256')
  if (wanted?.kind === 'digest' && wanted.digest !== digest)
    throw new DigestMismatchError({ digest: wanted.digest }, { digest, size: bytes.byteLength })
  const tags = new Set((options.tags ?? []).map((tag) => parseTag(tag)))
  if (wanted?.kind === 'tag') tags.add(wanted.tag)

  const pushed = { digest, mediaType, size: bytes.byteLength }
  const signal = connection.signal(options.signal)
  const put = (target: string, also: readonly string[]): Promise<Response> =>
    sendManifest(connection, { name, target, also, bytes, digest, mediaType, signal })

  const [onlyTag] = tags
  const response =
    tags.size === 1 && onlyTag !== undefined ? await put(onlyTag, []) : await put(digest, [...tags])
  if (tags.size > 1) {
    // A registry that does not know the query ignores it (end-7b); what it names in OCI-Tag it has accepted.
    const accepted = (response.headers.get('OCI-Tag') ?? '').split(',').map((tag) => tag.trim())
    for (const tag of tags) if (!accepted.includes(tag)) await put(tag, [])
  }
  const subject = subjectOf(document)
  if (subject !== undefined && !response.headers.has('OCI-Subject'))
    await addReferrer(connection, name, subject, { ...pushed, document }, signal)
  return { ...pushed, tags: [...tags], subject }
}

/** The digest of the manifest another one refers to. */
function subjectOf(document: unknown): Digest | undefined {
  if (typeof document !== 'object' || document === null || !('subject' in document)) return undefined
  const { subject } = document
  if (typeof subject !== 'object' || subject === null || !('digest' in subject)) return undefined
  return parseDigest(String(subject.digest))
}
