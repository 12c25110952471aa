import { RegistryError } from '@berth/spec/errors'
import { diskFull } from '../disk-full.ts'
import { type Database, setDurable } from './connection.ts'
import { isDurable, type WriteName, writes } from './writes.ts'

/** One write on its way to the database. */
export interface Write {
  name: WriteName
  args: unknown
}

export type Outcome = { ok: true; value: unknown } | { ok: false; error: unknown }

/**
 * Runs writes as one transaction (group commit): one wait for the disk serves them all. Each has a savepoint, so one
 * that throws is undone alone and the others hold. The outcomes are true once this returns.
 */
export function runBatch(db: Database, batch: readonly Write[]): Outcome[] {
  try {
    setDurable(
      db,
      batch.some((write) => isDurable(write.name)),
    )
    db.exec('BEGIN IMMEDIATE')
    const outcomes = batch.map((write) => runOne(db, write))
    db.exec('COMMIT')
    return outcomes
  } catch (cause) {
    if (db.isTransaction) db.exec('ROLLBACK')
    const error = unavailable('written', cause)
    return batch.map(() => ({ ok: false, error }))
  }
}

function runOne(db: Database, { name, args }: Write): Outcome {
  db.exec('SAVEPOINT write')
  try {
    const run = writes[name] as (db: Database, args: unknown) => unknown
    const value = run(db, args)
    db.exec('RELEASE write')
    return { ok: true, value }
  } catch (error) {
    // A full disk or an I/O error can end the whole transaction; then there is nothing left to go on with.
    if (!db.isTransaction) throw error
    db.exec('ROLLBACK TO write; RELEASE write')
    return { ok: false, error: isSqliteError(error) ? unavailable('written', error) : error }
  }
}

interface SqliteError extends Error {
  /** SQLite's extended result code. */
  errcode: number
}

export function isSqliteError(error: unknown): error is SqliteError {
  return error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
}

const SQLITE_FULL = 13

/** A failure of the database in the protocol's words: a full disk is 507, everything else 503. */
export function unavailable(done: 'read' | 'written', cause: unknown): RegistryError {
  if (isSqliteError(cause) && (cause.errcode & 0xff) === SQLITE_FULL) {
    return diskFull(cause)
  }
  const why = cause instanceof Error ? cause.message : String(cause)
  return new RegistryError('UNAVAILABLE', `the metadata could not be ${done} (${why})`, { cause })
}
