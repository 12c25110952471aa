import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite'

export type Database = InstanceType<typeof DatabaseSync>

/** What SQLite stores and returns for the columns used here. */
export type Column = string | number | Uint8Array | null

const BUSY_TIMEOUT_MS = 5_000

/** Opens the connection that writes, and asserts that a commit on it will be durable. */
export function openWriting(location: string): Database {
  const db = new DatabaseSync(location, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
  db.exec('PRAGMA journal_mode = WAL; PRAGMA journal_size_limit = 67108864')
  // What does not fit elsewhere goes to memory: a full /tmp, or no descriptor left, is no reason for a write to fail.
  db.exec('PRAGMA temp_store = MEMORY')
  setDurable(db, true)
  db.exec('BEGIN IMMEDIATE; COMMIT')
  // SQLite takes an unknown pragma value without a word, and the first transaction can bring in a default of the file
  // or of how it was compiled: ask afterwards.
  const { synchronous } = first<{ synchronous: number }>(db, 'PRAGMA synchronous') ?? {}
  if (synchronous !== 2) throw new Error(`SQLite runs with synchronous=${synchronous}, expected FULL (2)`)
  return db
}

/** Opens a connection that can only read. Each statement sees every commit acknowledged before it. */
export function openReading(location: string): Database {
  return new DatabaseSync(location, { timeout: BUSY_TIMEOUT_MS, readOnly: true })
}

/** Whether the next commits wait for the disk. Only between transactions. */
export function setDurable(db: Database, durable: boolean): void {
  db.exec(durable ? 'PRAGMA synchronous = FULL' : 'PRAGMA synchronous = NORMAL')
}

const statements = new WeakMap<Database, Map<string, StatementSyncInstance>>()

/** Statements are compiled once per connection; their text is always a constant of this package. */
function prepared(db: Database, sql: string): StatementSyncInstance {
  let ofConnection = statements.get(db)
  if (ofConnection === undefined) {
    ofConnection = new Map()
    statements.set(db, ofConnection)
  }
  let statement = ofConnection.get(sql)
  if (statement === undefined) {
    statement = db.prepare(sql)
    ofConnection.set(sql, statement)
  }
  return statement
}

/** The first row of a query. */
export function first<Row>(db: Database, sql: string, ...parameters: Column[]): Row | undefined {
  return prepared(db, sql).get(...parameters) as Row | undefined
}

/** All rows of a query, which bounds itself. */
export function rows<Row>(db: Database, sql: string, ...parameters: Column[]): Row[] {
  return prepared(db, sql).all(...parameters) as Row[]
}

/** Runs a statement that changes rows. Returns how many. */
export function change(db: Database, sql: string, ...parameters: Column[]): number {
  return prepared(db, sql).run(...parameters).changes
}
