import type { Algorithm, Digest } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import type { RepositoryName } from '@berth/spec/grammar'
import type { BlobStat } from '../storage.ts'
import { recordBlob } from './blobs.ts'
import { change, type Database, first, rows } from './connection.ts'
import { columnDigest, digestColumn } from './digest-column.ts'

/** The recorded part of an upload session. `offset` in bytes. */
export interface UploadRow {
  id: string
  algorithm: Algorithm | undefined
  offset: number
}

/** A session belongs to the repository and the principal that started it; to everybody else there is none. */
export interface UploadKey {
  id: string
  repository: RepositoryName
  principal: string
}

const unknown = (id: string) =>
  new RegistryError('BLOB_UPLOAD_UNKNOWN', `no session ${id}, it may have expired: start a new upload`)

/**
 * Opens a session.
 * @throws {RegistryError} TOOMANYREQUESTS when `most` are open already, or `mostEach` of this principal.
 */
export function startUpload(
  db: Database,
  upload: UploadKey & {
    algorithm: Algorithm | undefined
    bootId: string
    most: number
    mostEach: number
    now: number
  },
): void {
  if (countUploads(db) >= upload.most) {
    throw new RegistryError(
      'TOOMANYREQUESTS',
      `${upload.most} uploads are open, which is the limit: finish or cancel some`,
    )
  }
  if (countUploadsBy(db, upload.principal) >= upload.mostEach) {
    throw new RegistryError(
      'TOOMANYREQUESTS',
      `${upload.principal} has ${upload.mostEach} uploads open, which is the limit for one: finish or cancel some`,
    )
  }
  change(
    db,
    'INSERT INTO upload (id, repository, principal, algorithm, touched, boot_id) VALUES (?, ?, ?, ?, ?, ?)',
    upload.id,
    upload.repository,
    upload.principal,
    upload.algorithm ?? null,
    upload.now,
    upload.bootId,
  )
}

/** How many sessions are open. */
export function countUploads(db: Database): number {
  return first<{ count: number }>(db, 'SELECT count FROM open_uploads')?.count ?? 0
}

/** How many of them are one principal's. */
function countUploadsBy(db: Database, principal: string): number {
  const counted = first<{ count: number }>(
    db,
    'SELECT count FROM open_uploads_by WHERE principal = ?',
    principal,
  )
  return counted?.count ?? 0
}

/** Principals whose sessions are not as many as were counted, which would be a fault. */
export function miscountedPrincipals(db: Database): { principal: string; counted: number; open: number }[] {
  return rows(
    db,
    `SELECT principal, sum(counted) AS counted, sum(open) AS open FROM (
       SELECT principal, count AS counted, 0 AS open FROM open_uploads_by
       UNION ALL SELECT principal, 0, count(*) FROM upload GROUP BY principal)
     GROUP BY principal HAVING sum(counted) <> sum(open)`,
  )
}

/** @throws {RegistryError} BLOB_UPLOAD_UNKNOWN */
export function findUpload(db: Database, { id, repository, principal }: UploadKey): UploadRow {
  const row = first<{ algorithm: Algorithm | null; offset: number }>(
    db,
    'SELECT algorithm, offset FROM upload WHERE id = ? AND repository = ? AND principal = ?',
    id,
    repository,
    principal,
  )
  if (row === undefined) throw unknown(id)
  return { id, algorithm: row.algorithm ?? undefined, offset: row.offset }
}

/** One writer's hold on a session. `owner` is unique to this hold, so that a late writer cannot pass for the next. */
export interface Lease {
  owner: string
  /** Until when the hold lasts without a renewal, in milliseconds since the epoch. */
  until: number
}

/** A session as an earlier process left it. */
export interface LeftUpload {
  id: string
  repository: RepositoryName
  offset: number
  boot_id: string
  /** What it was being published as, when it was. */
  closing: { digest: Digest; fingerprint: string } | undefined
}

/** A session whose content lies in the blob store already. */
export interface FinishedUpload extends BlobStat {
  id: string
  repository: RepositoryName
  fingerprint: string
}

/**
 * Takes the session for one writer.
 * @throws {RegistryError} BLOB_UPLOAD_UNKNOWN; BLOB_UPLOAD_INVALID (409) while another writer has it, (416) when the
 * client is not `at` the session's offset.
 */
export function leaseUpload(
  db: Database,
  { at, lease, now, ...key }: UploadKey & { at: number | undefined; lease: Lease; now: number },
): UploadRow {
  const row = findUpload(db, key)
  const holder = first<{ lease_owner: string | null; lease_until: number }>(
    db,
    'SELECT lease_owner, lease_until FROM upload WHERE id = ?',
    key.id,
  )
  if (holder !== undefined && holder.lease_owner !== null && holder.lease_until > now) {
    throw new RegistryError('BLOB_UPLOAD_INVALID', 'another request is writing to this session', {
      status: 409,
    })
  }
  if (at !== undefined && at !== row.offset) {
    throw new RegistryError(
      'BLOB_UPLOAD_INVALID',
      `the chunk starts at ${at}, the session is at ${row.offset}`,
      {
        status: 416,
        detail: { offset: row.offset },
      },
    )
  }
  change(
    db,
    'UPDATE upload SET lease_owner = ?, lease_until = ?, touched = ? WHERE id = ?',
    lease.owner,
    lease.until,
    now,
    key.id,
  )
  return row
}

/** Records how far a writer got. Without `until` its hold ends. False when the hold was lost to another writer. */
export function recordProgress(
  db: Database,
  progress: { id: string; owner: string; offset: number; until?: number | undefined; now: number },
): boolean {
  const changed = change(
    db,
    'UPDATE upload SET offset = ?, touched = ?, lease_owner = ?, lease_until = ? WHERE id = ? AND lease_owner = ?',
    progress.offset,
    progress.now,
    progress.until === undefined ? null : progress.owner,
    progress.until ?? 0,
    progress.id,
    progress.owner,
  )
  return changed === 1
}

/**
 * Says what a session is about to be published as. Survives a kill, and need not survive more: after a power cut the
 * session starts over.
 * @throws {RegistryError} BLOB_UPLOAD_UNKNOWN when the session ended meanwhile.
 */
export function announceCommit(
  db: Database,
  commit: { id: string; owner: string; digest: Digest; size: number; fingerprint: string },
): void {
  const announced = change(
    db,
    'UPDATE upload SET offset = ?, closing = ?, closing_fingerprint = ? WHERE id = ? AND lease_owner = ?',
    commit.size,
    digestColumn(commit.digest),
    commit.fingerprint,
    commit.id,
    commit.owner,
  )
  if (announced === 0) throw unknown(commit.id)
}

/** Ends sessions that a kill left published and not recorded. */
export function finishUploads(
  db: Database,
  { finished, now }: { finished: readonly FinishedUpload[]; now: number },
): void {
  for (const { id, ...blob } of finished) {
    change(db, 'DELETE FROM upload WHERE id = ?', id)
    recordBlob(db, { ...blob, now })
  }
}

/**
 * The content is durable: makes it a blob of the session's repository and ends the session (durability 1.1, step 8).
 * True when the content was known to be missing or damaged before.
 * @throws {RegistryError} BLOB_UPLOAD_UNKNOWN when the session ended meanwhile.
 */
export function commitUpload(
  db: Database,
  commit: {
    id: string
    owner: string
    repository: RepositoryName
    digest: Digest
    size: number
    fingerprint: string
    now: number
  },
): boolean {
  const ended = change(db, 'DELETE FROM upload WHERE id = ? AND lease_owner = ?', commit.id, commit.owner)
  if (ended === 0) throw unknown(commit.id)
  return recordBlob(db, commit)
}

/** Ends a session that its writer holds. False when it does not hold it any more: then it is another's. */
export function endUpload(db: Database, { id, owner }: { id: string; owner: string }): boolean {
  return change(db, 'DELETE FROM upload WHERE id = ? AND lease_owner = ?', id, owner) === 1
}

/** Ends up to `limit` sessions that nobody touched since `before` and nobody writes to. Returns their ids. */
export function expireUploads(
  db: Database,
  { before, now, limit }: { before: number; now: number; limit: number },
): string[] {
  return rows<{ id: string }>(
    db,
    `DELETE FROM upload WHERE id IN (
       SELECT id FROM upload WHERE touched <= ? AND (lease_owner IS NULL OR lease_until <= ?)
       ORDER BY touched LIMIT ?)
     RETURNING id`,
    before,
    now,
    limit,
  ).map((row) => row.id)
}

/** All sessions, for the start of the program: no request is served yet, and there is one per upload in progress. */
export function allUploads(db: Database): LeftUpload[] {
  const left = rows<
    Omit<LeftUpload, 'closing'> & { closing: Uint8Array | null; closing_fingerprint: string }
  >(db, 'SELECT id, repository, offset, boot_id, closing, closing_fingerprint FROM upload')
  return left.map(({ closing, closing_fingerprint, ...row }) => ({
    ...row,
    closing:
      closing === null ? undefined : { digest: columnDigest(closing), fingerprint: closing_fingerprint },
  }))
}

/**
 * Takes over what the last process left: ends the sessions in `drop`, makes the others ones of this boot, and voids
 * every hold, since who had one is gone (durability 1.4).
 */
export function adoptUploads(
  db: Database,
  { drop, bootId }: { drop: readonly string[]; bootId: string },
): void {
  for (const id of drop) change(db, 'DELETE FROM upload WHERE id = ?', id)
  change(db, 'UPDATE upload SET boot_id = ?, lease_owner = NULL, lease_until = 0', bootId)
}
