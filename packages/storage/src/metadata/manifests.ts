import { type Digest, isDigest } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import type { Reference, RepositoryName, Tag } from '@berth/spec/grammar'
import type { ManifestReference } from '../manifest/inspect.ts'
import type { ManifestStat, StoredManifest } from '../storage.ts'
import { findBlob } from './blobs.ts'
import { change, type Database, first } from './connection.ts'
import { columnDigest, digestColumn } from './digest-column.ts'
import { recordEvent } from './events.ts'
import { ensureRepository } from './repositories.ts'
import { deleteTagsOf, moveTag } from './tags.ts'

/** How many missing digests an error names: enough to act on, and no amplifier for a manifest of 4 MiB. */
const MISSING_LISTED = 20

const BY_DIGEST = `FROM manifest
  WHERE repository = (SELECT id FROM repository WHERE name = ?) AND digest = ?`
const BY_TAG = `FROM tag JOIN manifest ON manifest.id = tag.manifest
  WHERE tag.repository = (SELECT id FROM repository WHERE name = ?) AND tag.name = ?`
const STAT_COLUMNS = 'SELECT manifest.digest, media_type, size'

interface StatRow {
  digest: Uint8Array
  media_type: string
  size: number
}

export function findManifest(
  db: Database,
  repository: RepositoryName,
  reference: Reference,
): ManifestStat | undefined {
  const row =
    reference.kind === 'tag'
      ? first<StatRow>(db, `${STAT_COLUMNS} ${BY_TAG}`, repository, reference.tag)
      : first<StatRow>(db, `${STAT_COLUMNS} ${BY_DIGEST}`, repository, digestColumn(reference.digest))
  return row && stat(row)
}

export function readManifest(
  db: Database,
  repository: RepositoryName,
  reference: Reference,
): StoredManifest | undefined {
  const row =
    reference.kind === 'tag'
      ? first<StatRow & { bytes: Uint8Array }>(
          db,
          `${STAT_COLUMNS}, bytes ${BY_TAG}`,
          repository,
          reference.tag,
        )
      : first<StatRow & { bytes: Uint8Array }>(
          db,
          `${STAT_COLUMNS}, bytes ${BY_DIGEST}`,
          repository,
          digestColumn(reference.digest),
        )
  return row && { ...stat(row), bytes: row.bytes }
}

function stat(row: StatRow): ManifestStat {
  return { digest: columnDigest(row.digest), mediaType: row.media_type, size: row.size }
}

/** A manifest as it is recorded: checked, its digest computed, its bytes untouched. */
export interface ManifestRecord {
  repository: RepositoryName
  digest: Digest
  mediaType: string
  bytes: Uint8Array
  subject: Digest | undefined
  artifactType: string | undefined
  /** The document's annotations as JSON. */
  annotations: string | undefined
  references: readonly ManifestReference[]
  tags: readonly Tag[]
  /** Whether content that the manifest names may be missing. */
  sparse: boolean
  now: number
}

/**
 * Manifest, edges, tags and their history in one transaction. What the manifest names is looked for here, inside the
 * transaction, so that nothing can be deleted between the look and the record (durability 1.1, "Manifest PUT").
 * True when other bytes were stored under its digest before: the disk's doing, and mended now.
 * @throws {RegistryError} MANIFEST_BLOB_UNKNOWN, MANIFEST_INVALID
 */
export function putManifest(db: Database, record: ManifestRecord): boolean {
  checkReferences(db, record)
  const repositoryId = ensureRepository(db, record.repository, record.now)
  const { id: manifestId, healed } = upsertManifest(db, repositoryId, record)
  for (const tag of record.tags) {
    moveTag(db, { repositoryId, tag, manifestId, digest: record.digest, now: record.now })
  }
  if (healed) {
    const detail = `was pushed again, to ${record.repository}`
    recordEvent(db, { at: record.now, kind: 'manifest.healed', digest: record.digest, detail })
  }
  return healed
}

function upsertManifest(
  db: Database,
  repositoryId: number,
  record: ManifestRecord,
): { id: number; healed: boolean } {
  const digest = digestColumn(record.digest)
  const existing = first<{ id: number; media_type: string; same: number }>(
    db,
    'SELECT id, media_type, bytes = ? AS same FROM manifest WHERE repository = ? AND digest = ?',
    record.bytes,
    repositoryId,
    digest,
  )
  const healed = existing?.same === 0
  if (existing?.media_type === record.mediaType && !healed) return { id: existing.id, healed }
  // The same bytes under another media type mean something else: everything read out of them is recorded anew.
  const row = first<{ id: number }>(
    db,
    `INSERT INTO manifest
       (repository, digest, media_type, size, subject, artifact_type, annotations, pushed_at, bytes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (repository, digest) DO UPDATE SET
       media_type = excluded.media_type, subject = excluded.subject, artifact_type = excluded.artifact_type,
       annotations = excluded.annotations, size = excluded.size, bytes = excluded.bytes
     RETURNING id`,
    repositoryId,
    digest,
    record.mediaType,
    record.bytes.byteLength,
    record.subject === undefined ? null : digestColumn(record.subject),
    record.artifactType ?? null,
    record.annotations ?? null,
    record.now,
    record.bytes,
  )
  if (row === undefined) throw new Error('SQLite returned no id for a row it inserted')
  change(db, 'DELETE FROM edge WHERE manifest = ?', row.id)
  for (const reference of record.references) {
    if (!isDigest(reference.digest)) continue
    change(
      db,
      'INSERT OR IGNORE INTO edge (manifest, kind, digest) VALUES (?, ?, ?)',
      row.id,
      reference.kind,
      digestColumn(reference.digest),
    )
  }
  return { id: row.id, healed }
}

function checkReferences(db: Database, { repository, references, sparse }: ManifestRecord): void {
  const missing: string[] = []
  for (const reference of references) {
    if (!reference.required) continue
    const content = isDigest(reference.digest)
      ? findContent(db, repository, reference.kind, reference.digest)
      : undefined
    if (content === undefined) {
      if (!sparse) missing.push(reference.digest)
    } else if (content.size !== reference.size) {
      // Clients fetch by the descriptor's size and fail on any other: such a manifest can never be pulled.
      throw new RegistryError(
        'MANIFEST_INVALID',
        `it gives ${reference.digest} a size of ${reference.size} bytes, the content has ${content.size}`,
        { detail: { digest: reference.digest, size: content.size } },
      )
    }
  }
  if (missing.length === 0) return
  throw new RegistryError(
    'MANIFEST_BLOB_UNKNOWN',
    `${missing.length} not in ${repository}, first ${missing[0]}`,
    {
      detail: { missing: missing.slice(0, MISSING_LISTED), total: missing.length },
    },
  )
}

/** Children of an index are manifests, or blobs: buildkit's cache indexes list layers (protocol fact 25). */
function findContent(
  db: Database,
  repository: RepositoryName,
  kind: ManifestReference['kind'],
  digest: Digest,
): { size: number } | undefined {
  const manifest = kind === 'child' ? findManifest(db, repository, { kind: 'digest', digest }) : undefined
  return manifest ?? findBlob(db, repository, digest)
}

/** @throws {RegistryError} MANIFEST_UNKNOWN */
export function deleteManifest(
  db: Database,
  { repository, digest, now }: { repository: RepositoryName; digest: Digest; now: number },
): void {
  const row = first<{ id: number }>(db, `SELECT id ${BY_DIGEST}`, repository, digestColumn(digest))
  if (row === undefined) throw new RegistryError('MANIFEST_UNKNOWN', `${repository} has no ${digest}`)
  deleteTagsOf(db, row.id, now)
  change(db, 'DELETE FROM manifest WHERE id = ?', row.id)
}
