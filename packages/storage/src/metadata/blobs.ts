import type { Digest } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import type { RepositoryName } from '@berth/spec/grammar'
import type { BlobStat } from '../storage.ts'
import { change, type Database, first } from './connection.ts'
import { recordedContent } from './content.ts'
import { digestColumn } from './digest-column.ts'
import { recordEvent } from './events.ts'
import { ensureRepository } from './repositories.ts'

/** How long a blob is kept although no manifest names it yet: from its push or mount to the manifest's. */
const LEASE_MS = 60 * 60 * 1000

/** A blob that this repository may show. */
export function findBlob(db: Database, repository: RepositoryName, digest: Digest): BlobStat | undefined {
  const row = first<{ size: number }>(
    db,
    `SELECT blob.size FROM repository
       JOIN blob ON blob.digest = ? AND blob.state = 'live'
       JOIN repo_blob ON repo_blob.repository = repository.id AND repo_blob.blob = blob.id
     WHERE repository.name = ?`,
    digestColumn(digest),
    repository,
  )
  return row && { digest, size: row.size }
}

/** Content that is durable in the blob store becomes a blob of the repository. True when it was missing before. */
export function recordBlob(
  db: Database,
  blob: { repository: RepositoryName; digest: Digest; size: number; fingerprint: string; now: number },
): boolean {
  const healed = recordedContent(db, blob.digest)?.state === 'missing'
  if (healed) {
    const detail = `was pushed again, to ${blob.repository}`
    recordEvent(db, { at: blob.now, kind: 'blob.healed', digest: blob.digest, detail })
  }
  const row = first<{ id: number }>(
    db,
    `INSERT INTO blob (digest, size, fingerprint, created) VALUES (?, ?, ?, ?)
     ON CONFLICT (digest) DO UPDATE
       SET size = excluded.size, fingerprint = excluded.fingerprint, state = 'live', generation = generation + 1
     RETURNING id`,
    digestColumn(blob.digest),
    blob.size,
    blob.fingerprint,
    blob.now,
  )
  if (row === undefined) throw new Error('SQLite returned no id for a row it inserted')
  link(db, blob.repository, row.id, blob.now)
  return healed
}

interface Source {
  readonly id: number
  readonly size: number
}

const FROM_ANY = `SELECT id, size FROM blob WHERE digest = ?1 AND state = 'live'
  AND EXISTS (SELECT 1 FROM repo_blob WHERE repo_blob.blob = blob.id)`

// From the names on: how many others have the blob must not show in how long this takes. CROSS JOIN keeps that order.
const FROM_THESE = `SELECT blob.id, blob.size FROM json_each(?2) AS source
  CROSS JOIN repository ON repository.name = source.value
  CROSS JOIN blob ON blob.digest = ?1 AND blob.state = 'live'
  CROSS JOIN repo_blob ON repo_blob.repository = repository.id AND repo_blob.blob = blob.id
  LIMIT 1`

/** Makes a blob of another repository one of this one. Undefined when none of `from`, or of all, has it. */
export function mountBlob(
  db: Database,
  mount: {
    repository: RepositoryName
    digest: Digest
    from: readonly RepositoryName[] | undefined
    now: number
  },
): BlobStat | undefined {
  const source =
    mount.from === undefined
      ? first<Source>(db, FROM_ANY, digestColumn(mount.digest))
      : first<Source>(db, FROM_THESE, digestColumn(mount.digest), JSON.stringify(mount.from))
  if (source === undefined) return undefined
  link(db, mount.repository, source.id, mount.now)
  return { digest: mount.digest, size: source.size }
}

/** The blob leaves this repository; its content goes when no repository holds it (garbage collection). */
export function deleteBlob(
  db: Database,
  { repository, digest }: { repository: RepositoryName; digest: Digest },
): void {
  const deleted = change(
    db,
    `DELETE FROM repo_blob WHERE repository = (SELECT id FROM repository WHERE name = ?)
       AND blob = (SELECT id FROM blob WHERE digest = ? AND state = 'live')`,
    repository,
    digestColumn(digest),
  )
  if (deleted === 0) throw new RegistryError('BLOB_UNKNOWN', `${repository} has no ${digest}`)
}

function link(db: Database, repository: RepositoryName, blob: number, now: number): void {
  change(
    db,
    `INSERT INTO repo_blob (repository, blob, lease_until) VALUES (?, ?, ?)
     ON CONFLICT (repository, blob) DO UPDATE SET lease_until = excluded.lease_until`,
    ensureRepository(db, repository, now),
    blob,
    now + LEASE_MS,
  )
}
