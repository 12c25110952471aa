import type { StorageEvent } from '../storage.ts'
import { change, type Database, rows } from './connection.ts'
import { columnDigest, digestColumn } from './digest-column.ts'

/** The oldest events go when there are more than this: a failing disk must not fill itself with reports. */
const KEPT = 10_000

/** Writes down that something happened to stored content, for whoever looks later. */
export function recordEvent(db: Database, { at, kind, digest, detail }: StorageEvent): void {
  change(
    db,
    'INSERT INTO event (at, kind, digest, detail) VALUES (?, ?, ?, ?)',
    at,
    kind,
    digestColumn(digest),
    detail,
  )
  change(db, 'DELETE FROM event WHERE id <= (SELECT max(id) FROM event) - ?', KEPT)
}

/** The latest events, newest first. */
export function listEvents(db: Database, limit: number): StorageEvent[] {
  return rows<Omit<StorageEvent, 'digest'> & { digest: Uint8Array }>(
    db,
    'SELECT at, kind, digest, detail FROM event ORDER BY id DESC LIMIT ?',
    limit,
  ).map((row) => ({ ...row, digest: columnDigest(row.digest) }))
}
