import { RegistryError } from '@berth/spec/errors'
import type { NewToken, TokenRecord } from '../access-records.ts'
import type { Page, PageRequest } from '../storage.ts'
import { change, type Database, first, rows } from './connection.ts'

/** How long a revoked token is remembered, for whoever asks what became of it. */
const REVOKED_KEPT_MS = 90 * 24 * 60 * 60 * 1000

interface TokenRow {
  id: string
  name: string
  scopes: string
  created: number
  created_by: string
  expires: number | null
  revoked: number | null
  last_used: number | null
}

const COLUMNS = 'id, name, scopes, created, created_by, expires, revoked, last_used'

/** @throws {RegistryError} UNSUPPORTED (400) when a token that is not revoked has the name. */
export function createToken(db: Database, token: NewToken & { now: number }): TokenRecord {
  const { id, name, secretHash, scopes, createdBy, expires, now } = token
  // One that has run out is good for nothing, and must not keep its name from the next.
  change(db, 'UPDATE token SET revoked = ?1 WHERE name = ?2 AND revoked IS NULL AND expires <= ?1', now, name)
  if (first(db, 'SELECT 1 FROM token WHERE name = ? AND revoked IS NULL', name) !== undefined) {
    throw new RegistryError(
      'UNSUPPORTED',
      `there is a token named ${name} already: revoke it first, or choose another name`,
      { status: 400 },
    )
  }
  // Robots that get a new token for each of their runs would otherwise leave rows for ever.
  change(db, 'DELETE FROM token WHERE revoked < ?', now - REVOKED_KEPT_MS)
  change(
    db,
    `INSERT INTO token (id, name, secret_hash, scopes, created, created_by, expires) VALUES (?, ?, ?, ?, ?, ?, ?)`,
    id,
    name,
    secretHash,
    JSON.stringify(scopes),
    now,
    createdBy,
    expires ?? null,
  )
  return { id, name, scopes, created: now, createdBy, expires }
}

/** The token of an id, whatever became of it. */
export function findToken(db: Database, id: string): (TokenRecord & { secretHash: Uint8Array }) | undefined {
  const row = first<TokenRow & { secret_hash: Uint8Array }>(
    db,
    `SELECT ${COLUMNS}, secret_hash FROM token WHERE id = ?`,
    id,
  )
  return row && { ...recordOf(row), secretHash: row.secret_hash }
}

/** Tokens that are not revoked, in the byte order of their names. */
export function listTokens(db: Database, { after, limit }: PageRequest<string>): Page<TokenRecord> {
  const found = rows<TokenRow>(
    db,
    `SELECT ${COLUMNS} FROM token WHERE revoked IS NULL AND name > ? ORDER BY name LIMIT ?`,
    after ?? '',
    limit + 1,
  )
  return { items: found.slice(0, limit).map(recordOf), more: found.length > limit }
}

/** @throws {RegistryError} UNSUPPORTED (404) when no token that is not revoked has the name. */
export function revokeToken(db: Database, { name, now }: { name: string; now: number }): void {
  const revoked = change(db, 'UPDATE token SET revoked = ? WHERE name = ? AND revoked IS NULL', now, name)
  if (revoked === 0)
    throw new RegistryError('UNSUPPORTED', `there is no token named ${name}`, { status: 404 })
}

/** Notes when tokens were last used. */
export function touchTokens(db: Database, uses: readonly { id: string; at: number }[]): void {
  for (const { id, at } of uses)
    change(db, 'UPDATE token SET last_used = max(coalesce(last_used, 0), ?) WHERE id = ?', at, id)
}

function recordOf(row: TokenRow): TokenRecord {
  return {
    id: row.id,
    name: row.name,
    scopes: JSON.parse(row.scopes) as string[],
    created: row.created,
    createdBy: row.created_by,
    expires: row.expires ?? undefined,
    revoked: row.revoked ?? undefined,
    lastUsed: row.last_used ?? undefined,
  }
}
