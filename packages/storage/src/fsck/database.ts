import { type Database, rows } from '../metadata/connection.ts'
import type { Say } from './problem.ts'

/** SQLite's own checks. False when the tables cannot be relied on, so that nothing else can be checked by them. */
export function checkDatabase(db: Database, say: Say): boolean {
  const found = (detail: string) =>
    say({ severity: 'violation', kind: 'database', subject: 'meta.db', detail })
  try {
    const flaws = rows<{ integrity_check: string }>(db, 'PRAGMA integrity_check')
      .map((row) => row.integrity_check)
      .filter((line) => line !== 'ok')
    for (const flaw of flaws) found(flaw)
    for (const { table, parent } of rows<{ table: string; parent: string }>(db, 'PRAGMA foreign_key_check')) {
      found(`a row of ${table} names one of ${parent} that does not exist`)
    }
    return flaws.length === 0
  } catch (error) {
    found(error instanceof Error ? error.message : String(error))
    return false
  }
}
