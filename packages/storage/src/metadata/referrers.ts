import { type Digest, isDigest } from '@berth/digest'
import { type RepositoryName, referrersTag } from '@berth/spec/grammar'
import { type Descriptor, INDEX_MEDIA_TYPES } from '@berth/spec/image'
import type { Page, PageRequest } from '../storage.ts'
import { type Database, first, rows } from './connection.ts'
import { columnDigest, digestColumn } from './digest-column.ts'
import { readManifest } from './manifests.ts'

/**
 * Descriptors of one page take at most this many characters of JSON, since their annotations can be megabytes each
 * and clients cap a referrers reply at the size of a manifest.
 */
const PAGE_CHARACTERS = 3 * 1024 * 1024

interface ReferrerRow {
  digest: Uint8Array
  media_type: string
  size: number
  artifact_type: string | null
  annotations: string | null
}

const COLUMNS = 'digest, media_type, size, artifact_type, annotations'

/** Manifests whose subject this is, and those an older client listed under the referrers tag, in digest order. */
export function listReferrers(
  db: Database,
  repository: RepositoryName,
  subject: Digest,
  { after, limit, artifactType }: PageRequest<Digest> & { artifactType?: string | undefined },
): Page<Descriptor> {
  const repositoryId = first<{ id: number }>(db, 'SELECT id FROM repository WHERE name = ?', repository)?.id
  if (repositoryId === undefined) return { items: [], more: false }
  const native = rows<ReferrerRow>(
    db,
    `SELECT ${COLUMNS} FROM manifest
     WHERE repository = ?1 AND subject = ?2 AND digest > ?3 AND (?4 IS NULL OR artifact_type = ?4)
     ORDER BY digest LIMIT ?5`,
    repositoryId,
    digestColumn(subject),
    after === undefined ? new Uint8Array() : digestColumn(after),
    artifactType ?? null,
    limit + 1,
  ).map(descriptor)
  const listed = listedReferrers(db, repository, repositoryId, subject, {
    after,
    limit: limit + 1,
    artifactType,
  })
  return page([...native, ...listed].sort(byDigest), limit)
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
): Descriptor[] {
  const index = readManifest(db, repository, { kind: 'tag', tag: referrersTag(subject) })
  // Protocol fact 29: to everything else it is an ordinary tag.
  if (index === undefined || !INDEX_MEDIA_TYPES.includes(index.mediaType)) return []
  const digests = listedDigests(index.bytes).filter((digest) => after === undefined || digest > after)
  const found: Descriptor[] = []
  for (const digest of digests.sort()) {
    if (found.length === limit) break
    const row = first<ReferrerRow>(
      db,
      `SELECT ${COLUMNS} FROM manifest
       WHERE repository = ?1 AND digest = ?2 AND subject IS NULL AND (?3 IS NULL OR artifact_type = ?3)`,
      repositoryId,
      digestColumn(digest),
      artifactType ?? null,
    )
    if (row !== undefined) found.push(descriptor(row))
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

function byDigest(a: Descriptor, b: Descriptor): number {
  return a.digest < b.digest ? -1 : 1
}

function page(entries: Descriptor[], limit: number): Page<Descriptor> {
  const items: Descriptor[] = []
  let characters = 0
  for (const entry of entries.slice(0, limit)) {
    characters += JSON.stringify(entry).length
    if (items.length > 0 && characters > PAGE_CHARACTERS) break
    items.push(entry)
  }
  return { items, more: items.length < entries.length }
}
