import type { Digest } from '@berth/digest'
import type { RepositoryName } from '@berth/spec/grammar'
import type { Page, PageRequest } from '../storage.ts'
import { type Database, first, rows } from './connection.ts'
import { digestColumn } from './digest-column.ts'

/** Up to so many names are sorted for each page. */
const SORTED_AT_MOST = 1000

/**
 * The repositories that hold a live blob, in byte order. The index by blob is in the order of ids, so its names have to
 * be sorted; for what nearly everybody holds (the empty config) that would be all names for each page, and going
 * through the repositories by name meets a page of holders soon.
 */
export function repositoriesWith(
  db: Database,
  digest: Digest,
  { after, limit }: PageRequest<string>,
): Page<RepositoryName> {
  const blob = first<{ id: number }>(
    db,
    `SELECT id FROM blob WHERE digest = ? AND state = 'live'`,
    digestColumn(digest),
  )
  if (blob === undefined) return { items: [], more: false }
  const isCommon =
    first(db, 'SELECT 1 FROM repo_blob WHERE blob = ? LIMIT 1 OFFSET ?', blob.id, SORTED_AT_MOST) !==
    undefined
  const found = rows<{ name: RepositoryName }>(
    db,
    isCommon ? BY_NAME : BY_BLOB,
    blob.id,
    after ?? '',
    limit + 1,
  )
  return { items: found.slice(0, limit).map((row) => row.name), more: found.length > limit }
}

// CROSS JOIN: SQLite keeps the order of the tables as it is written.
const BY_NAME = `SELECT repository.name FROM repository
   CROSS JOIN repo_blob ON repo_blob.repository = repository.id AND repo_blob.blob = ?
 WHERE repository.name > ? ORDER BY repository.name LIMIT ?`

const BY_BLOB = `SELECT repository.name FROM repo_blob
   CROSS JOIN repository ON repository.id = repo_blob.repository
 WHERE repo_blob.blob = ? AND repository.name > ? ORDER BY repository.name LIMIT ?`
