import type { Digest } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import type { RepositoryName, Tag } from '@berth/spec/grammar'
import type { Page, PageRequest } from '../storage.ts'
import { change, type Database, first, rows } from './connection.ts'
import { columnDigest, digestColumn } from './digest-column.ts'

/** One movement of a tag: since `at` (milliseconds since the epoch) it pointed at `digest`, or was gone. */
export interface TagMovement {
  digest: Digest | undefined
  at: number
}

/** One page of tags in byte order: SQLite's BINARY collation, which is what the columns have. */
export function listTags(
  db: Database,
  repository: RepositoryName,
  { after, limit }: PageRequest<string>,
): Page<Tag> {
  const found = rows<{ name: Tag }>(
    db,
    `SELECT name FROM tag WHERE repository = (SELECT id FROM repository WHERE name = ?) AND name > ?
     ORDER BY name LIMIT ?`,
    repository,
    after ?? '',
    limit + 1,
  )
  return { items: found.slice(0, limit).map((row) => row.name), more: found.length > limit }
}

/** Points a tag at a manifest, and says so in its history when that is news. */
export function moveTag(
  db: Database,
  move: { repositoryId: number; tag: Tag; manifestId: number; digest: Digest; now: number },
): void {
  const current = first<{ manifest: number }>(
    db,
    'SELECT manifest FROM tag WHERE repository = ? AND name = ?',
    move.repositoryId,
    move.tag,
  )
  if (current?.manifest === move.manifestId) return
  change(
    db,
    `INSERT INTO tag (repository, name, manifest, updated) VALUES (?, ?, ?, ?)
     ON CONFLICT (repository, name) DO UPDATE SET manifest = excluded.manifest, updated = excluded.updated`,
    move.repositoryId,
    move.tag,
    move.manifestId,
    move.now,
  )
  remember(db, move.repositoryId, move.tag, digestColumn(move.digest), move.now)
}

/** @throws {RegistryError} MANIFEST_UNKNOWN */
export function deleteTag(
  db: Database,
  { repository, tag, now }: { repository: RepositoryName; tag: Tag; now: number },
): void {
  const deleted = first<{ repository: number }>(
    db,
    'DELETE FROM tag WHERE repository = (SELECT id FROM repository WHERE name = ?) AND name = ? RETURNING repository',
    repository,
    tag,
  )
  if (deleted === undefined) throw new RegistryError('MANIFEST_UNKNOWN', `${repository} has no tag ${tag}`)
  remember(db, deleted.repository, tag, null, now)
}

/** Deletes every tag of a manifest that is about to go. */
export function deleteTagsOf(db: Database, manifestId: number, now: number): void {
  const deleted = rows<{ repository: number; name: Tag }>(
    db,
    'DELETE FROM tag WHERE manifest = ? RETURNING repository, name',
    manifestId,
  )
  for (const { repository, name } of deleted) remember(db, repository, name, null, now)
}

/** Where a tag pointed over time, newest first. */
export function tagHistory(db: Database, repository: RepositoryName, tag: Tag, limit: number): TagMovement[] {
  const found = rows<{ digest: Uint8Array | null; at: number }>(
    db,
    `SELECT digest, at FROM tag_history WHERE repository = (SELECT id FROM repository WHERE name = ?) AND name = ?
     ORDER BY id DESC LIMIT ?`,
    repository,
    tag,
    limit,
  )
  return found.map(({ digest, at }) => ({ digest: digest === null ? undefined : columnDigest(digest), at }))
}

function remember(
  db: Database,
  repositoryId: number,
  tag: Tag,
  digest: Uint8Array | null,
  now: number,
): void {
  change(
    db,
    'INSERT INTO tag_history (repository, name, digest, at) VALUES (?, ?, ?, ?)',
    repositoryId,
    tag,
    digest,
    now,
  )
}
