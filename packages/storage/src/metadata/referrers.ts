import { type Digest, isDigest } from '@berth/digest'
import { type RepositoryName, referrersTag } from '@berth/spec/grammar'
import { type Descriptor, INDEX_MEDIA_TYPES } from '@berth/spec/image'
import type { Page, PageRequest } from '../storage.ts'
import { type Database, first, rows } from './connection.ts'
import { columnDigest, digestColumn } from './digest-column.ts'
import { readManifest } from './manifests.ts'

/**
 * Descriptors of one page take at most about this many bytes of JSON, since their annotations can be megabytes each
 * and clients cap a referrers reply at the size of a manifest.
 */
const PAGE_BYTES = 3 * 1024 * 1024

/** What a descriptor takes beside its annotations, at most: digest, media types and punctuation. */
const DESCRIPTOR_BYTES = 1024

/** A manifest that belongs on the list, and how many bytes of annotations come with it. They are read last. */
interface Candidate {
  digest: Uint8Array
  weight: number
}

interface ReferrerRow {
  digest: Uint8Array
  media_type: string
  size: number
  artifact_type: string | null
  annotations: string | null
}

// octet_length does not read the annotations themselves.
const CANDIDATE = 'digest, ifnull(octet_length(annotations), 0) AS weight'

/** Manifests whose subject this is, and those an older client listed under the referrers tag, in digest order. */
export function listReferrers(
  db: Database,
  repository: RepositoryName,
  subject: Digest,
  { after, limit, artifactType }: PageRequest<Digest> & { artifactType?: string | undefined },
): Page<Descriptor> {
  const repositoryId = first<{ id: number }>(db, 'SELECT id FROM repository WHERE name = ?', repository)?.id
  if (repositoryId === undefined) return { items: [], more: false }
  const native = rows<Candidate>(
    db,
    `SELECT ${CANDIDATE} FROM manifest
     WHERE repository = ?1 AND subject = ?2 AND digest > ?3 AND (?4 IS NULL OR artifact_type = ?4)
     ORDER BY digest LIMIT ?5`,
    repositoryId,
    digestColumn(subject),
    after === undefined ? new Uint8Array() : digestColumn(after),
    artifactType ?? null,
    limit + 1,
  )
  const listed = listedReferrers(db, repository, repositoryId, subject, {
    after,
    limit: limit + 1,
    artifactType,
  })
  const candidates = [...native, ...listed].sort((a, b) => Buffer.compare(a.digest, b.digest))
  const chosen = withinBytes(candidates.slice(0, limit))
  return {
    items: chosen
      .map(({ digest }) => readDescriptor(db, repositoryId, digest))
      .filter((found) => found !== undefined),
    more: chosen.length < candidates.length,
  }
}

/**
 * Entries of the index under the referrers tag ("Enabling the Referrers API": they MUST be included) whose manifest is
 * here. One with a subject of its own is left to the query above, or refers to something else.
 */
function listedReferrers(
  db: Database,
  repository: RepositoryName,
  repositoryId: number,
  subject: Digest,
  { after, limit, artifactType }: PageRequest<Digest> & { artifactType?: string | undefined },
): Candidate[] {
  const index = readManifest(db, repository, { kind: 'tag', tag: referrersTag(subject) })
  // Protocol fact 29: to everything else it is an ordinary tag.
  if (index === undefined || !INDEX_MEDIA_TYPES.includes(index.mediaType)) return []
  const digests = listedDigests(index.bytes).filter((digest) => after === undefined || digest > after)
  const found: Candidate[] = []
  for (const digest of digests.sort()) {
    if (found.length === limit) break
    const row = first<Candidate>(
      db,
      `SELECT ${CANDIDATE} FROM manifest
       WHERE repository = ?1 AND digest = ?2 AND subject IS NULL AND (?3 IS NULL OR artifact_type = ?3)`,
      repositoryId,
      digestColumn(digest),
      artifactType ?? null,
    )
    if (row !== undefined) found.push(row)
  }
  return found
}

/** The children of an index, which was checked when it was pushed. */
function listedDigests(bytes: Uint8Array): Digest[] {
  const { manifests } = JSON.parse(new TextDecoder().decode(bytes)) as {
    manifests: { digest: string }[] | null
  }
  return [...new Set((manifests ?? []).map((entry) => entry.digest))].filter(isDigest)
}

/** As many as fit, and never none: a page that does not advance would be asked for forever. */
function withinBytes(candidates: Candidate[]): Candidate[] {
  let bytes = 0
  const cut = candidates.findIndex(({ weight }, index) => {
    bytes += weight + DESCRIPTOR_BYTES
    return bytes > PAGE_BYTES && index > 0
  })
  return cut === -1 ? candidates : candidates.slice(0, cut)
}

function readDescriptor(db: Database, repositoryId: number, digest: Uint8Array): Descriptor | undefined {
  const row = first<ReferrerRow>(
    db,
    `SELECT digest, media_type, size, artifact_type, annotations FROM manifest
     WHERE repository = ?1 AND digest = ?2`,
    repositoryId,
    digest,
  )
  return row && descriptor(row)
}

function descriptor(row: ReferrerRow): Descriptor {
  return {
    mediaType: row.media_type,
    size: row.size,
    digest: columnDigest(row.digest),
    ...(row.artifact_type === null ? {} : { artifactType: row.artifact_type }),
    ...(row.annotations === null
      ? {}
      : { annotations: JSON.parse(row.annotations) as Record<string, string> }),
  }
}
