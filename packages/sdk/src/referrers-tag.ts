import { type Digest, digestOf } from '@berth/digest'
import { referrersTag } from '@berth/spec/grammar'
import type { Connection } from './connection.ts'
import { type Descriptor, type ImageIndex, isImage, isIndex } from './documents.ts'
import { isNotFound, ProtocolError } from './errors.ts'
import { getManifest } from './manifests/get.ts'
import { sendManifest } from './manifests/send.ts'

const INDEX = 'application/vnd.oci.image.index.v1+json'

interface Referrer {
  readonly digest: Digest
  readonly mediaType: string
  readonly size: number
  readonly document: unknown
}

function isAnnotations(value: unknown): value is Record<string, string> {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.values(value).every((annotation) => typeof annotation === 'string')
  )
}

/** What a list of referrers says of a manifest ("Pushing Manifests with Subject"). */
function describe({ digest, mediaType, size, document }: Referrer): Descriptor {
  const { artifactType, annotations } = (document ?? {}) as { artifactType?: unknown; annotations?: unknown }
  const named = typeof artifactType === 'string' && artifactType !== '' ? artifactType : undefined
  const type = named ?? (isImage(document) ? document.config.mediaType : undefined)
  return {
    mediaType,
    digest,
    size,
    ...(type !== undefined && { artifactType: type }),
    ...(isAnnotations(annotations) && { annotations }),
  }
}

/** The list of referrers that clients keep under a tag; undefined where there is none ("Referrers Tag Schema"). */
export async function readReferrersTag(
  connection: Connection,
  name: string,
  subject: Digest,
  signal: AbortSignal,
): Promise<ImageIndex | undefined> {
  try {
    const { manifest } = await getManifest(connection, name, referrersTag(subject), { signal })
    if (isIndex(manifest)) return manifest as ImageIndex
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
  throw new ProtocolError(referrersTag(subject), 'the tag that should list referrers holds something else')
}

/**
 * Adds a manifest to its subject's list of referrers, where the registry keeps none itself. Two clients that do this
 * at once may lose an entry; a registry with the referrers API is the cure ("Referrers Tag Schema", note).
 */
export async function addReferrer(
  connection: Connection,
  name: string,
  subject: Digest,
  referrer: Referrer,
  signal: AbortSignal,
): Promise<void> {
  const index = await readReferrersTag(connection, name, subject, signal)
  const manifests = index?.manifests ?? []
  if (manifests.some(({ digest }) => digest === referrer.digest)) return
  const list: ImageIndex = {
    ...index,
    schemaVersion: 2,
    mediaType: INDEX,
    manifests: [...manifests, describe(referrer)],
  }
  const bytes = new TextEncoder().encode(JSON.stringify(list))
  const target = referrersTag(subject)
  const digest = digestOf(bytes)
  await sendManifest(connection, { name, target, also: [], bytes, digest, mediaType: INDEX, signal })
}
