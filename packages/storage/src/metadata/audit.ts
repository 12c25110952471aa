import type { AuditEntry, AuditRecord, AuditRequest } from '../access-records.ts'
import type { Page } from '../storage.ts'
import { change, type Database, rows } from './connection.ts'
import { columnDigest, digestColumn } from './digest-column.ts'

interface AuditRow {
  id: number
  at: number
  request: string
  principal: string
  action: string
  repository: string | null
  reference: string | null
  digest: Uint8Array | null
  client: string | null
  status: number
}

/** Adds entries to the audit trail, in their order. */
export function recordAudit(db: Database, entries: readonly AuditRecord[]): void {
  for (const { at, request, principal, action, repository, reference, digest, client, status } of entries) {
    change(
      db,
      `INSERT INTO audit (at, request, principal, action, repository, reference, digest, client, status)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      at,
      request,
      principal,
      action,
      repository ?? null,
      reference ?? null,
      digest === undefined ? null : digestColumn(digest),
      client ?? null,
      status,
    )
  }
}

/** One page of the audit trail, newest first. Each combination of filters has an index that is in the order of ids. */
export function listAudit(
  db: Database,
  { before = Number.MAX_SAFE_INTEGER, limit, repository, principal }: AuditRequest,
): Page<AuditEntry> {
  const filters = [
    ...(repository === undefined ? [] : [{ condition: 'repository = ? AND ', value: repository }]),
    ...(principal === undefined ? [] : [{ condition: 'principal = ? AND ', value: principal }]),
  ]
  const found = rows<AuditRow>(
    db,
    `SELECT id, at, request, principal, action, repository, reference, digest, client, status FROM audit
     WHERE ${filters.map(({ condition }) => condition).join('')}id < ? ORDER BY id DESC LIMIT ?`,
    ...filters.map(({ value }) => value),
    before,
    limit + 1,
  )
  return { items: found.slice(0, limit).map(entryOf), more: found.length > limit }
}

/** Drops up to `limit` entries from before a time, the oldest first. Returns how many. */
export function trimAudit(db: Database, { before, limit }: { before: number; limit: number }): number {
  return change(
    db,
    'DELETE FROM audit WHERE id IN (SELECT id FROM audit WHERE at < ? ORDER BY at LIMIT ?)',
    before,
    limit,
  )
}

function entryOf({ repository, reference, digest, client, ...row }: AuditRow): AuditEntry {
  return {
    ...row,
    repository: repository ?? undefined,
    reference: reference ?? undefined,
    digest: digest === null ? undefined : columnDigest(digest),
    client: client ?? undefined,
  }
}
