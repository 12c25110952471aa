import type { Digest } from '@berth/digest'
import type { RepositoryName } from '@berth/spec/grammar'
import type { BlobStat, StorageEvent } from '../storage.ts'
import { change, type Database, first, rows } from './connection.ts'
import { columnDigest, digestColumn } from './digest-column.ts'
import { recordEvent } from './events.ts'

/** Content as it was recorded when it was pushed: what a read of it has to amount to. */
export interface RecordedContent extends BlobStat {
  /** The xxh3 fingerprint of its bytes. */
  fingerprint: string
  /** Counts its pushes. What was found out about one of them says nothing about the next. */
  generation: number
  /** `missing`: known not to be in the blob store as recorded; shown to nobody until it is pushed again. */
  state: 'live' | 'condemned' | 'deleting' | 'missing'
}

type Row = Omit<RecordedContent, 'digest'> & { digest: Uint8Array }

const COLUMNS = 'blob.digest, blob.size, blob.fingerprint, blob.generation, blob.state'

const fromRow = (row: Row): RecordedContent => ({ ...row, digest: columnDigest(row.digest) })

/** The content behind a blob that this repository may show. */
export function findContent(
  db: Database,
  repository: RepositoryName,
  digest: Digest,
): RecordedContent | undefined {
  const row = first<Row>(
    db,
    `SELECT ${COLUMNS} FROM repository
       JOIN blob ON blob.digest = ? AND blob.state = 'live'
       JOIN repo_blob ON repo_blob.repository = repository.id AND repo_blob.blob = blob.id
     WHERE repository.name = ?`,
    digestColumn(digest),
    repository,
  )
  return row && fromRow(row)
}

/** What is recorded of this content, whoever has it and whatever became of it. */
export function recordedContent(db: Database, digest: Digest): RecordedContent | undefined {
  const row = first<Row>(db, `SELECT ${COLUMNS} FROM blob WHERE digest = ?`, digestColumn(digest))
  return row && fromRow(row)
}

/** Content in the order it was first recorded, for those who look at all of it; `id` is where to go on after. */
export function contentAfter(
  db: Database,
  after: number,
  limit: number,
): (RecordedContent & { id: number })[] {
  return rows<Row & { id: number }>(
    db,
    `SELECT blob.id, ${COLUMNS} FROM blob WHERE id > ? AND state <> 'deleting' ORDER BY id LIMIT ?`,
    after,
    limit,
  ).map((row) => ({ ...row, digest: columnDigest(row.digest) }))
}

/** One push of some content, and what was found out about it. */
interface Found {
  generation: number
  event: StorageEvent
}

/**
 * Takes content out of everybody's sight, so that clients push it again. False when it is not the push any more that
 * was looked at: then nothing changes.
 */
export function recordLoss(db: Database, { generation, event }: Found): boolean {
  const changed = change(
    db,
    "UPDATE blob SET state = 'missing' WHERE digest = ? AND generation = ? AND state IN ('live', 'condemned')",
    digestColumn(event.digest),
    generation,
  )
  if (changed === 1) recordEvent(db, event)
  return changed === 1
}

/** Shows content again that was missing and is there after all (a file put back from a backup). */
export function recordReturn(db: Database, { generation, event }: Found): boolean {
  const changed = change(
    db,
    "UPDATE blob SET state = 'live' WHERE digest = ? AND generation = ? AND state = 'missing'",
    digestColumn(event.digest),
    generation,
  )
  if (changed === 1) recordEvent(db, event)
  return changed === 1
}

/** Replaces a fingerprint that does not fit content whose digest is right. */
export function correctFingerprint(
  db: Database,
  { generation, fingerprint, event }: Found & { fingerprint: string },
): boolean {
  const changed = change(
    db,
    'UPDATE blob SET fingerprint = ? WHERE digest = ? AND generation = ?',
    fingerprint,
    digestColumn(event.digest),
    generation,
  )
  if (changed === 1) recordEvent(db, event)
  return changed === 1
}
