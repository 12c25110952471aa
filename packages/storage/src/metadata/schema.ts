import { change, type Database, first } from './connection.ts'

/** "Brth": tells our database from any other SQLite file. */
const APPLICATION_ID = 0x42727468

/**
 * Each entry brings the database from version N (its index) to N + 1. An entry that was released is never edited;
 * a change is a new entry at the end.
 */
const migrations: readonly string[] = [
  `
  CREATE TABLE property (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

  CREATE TABLE repository (
    id      INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE,
    created INTEGER NOT NULL
  ) STRICT;

  -- Content that lies in the blob store. A row is written after the content is durable, and deleted before it goes.
  CREATE TABLE blob (
    id          INTEGER PRIMARY KEY,
    digest      BLOB NOT NULL UNIQUE,
    size        INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    state       TEXT NOT NULL DEFAULT 'live' CHECK (state IN ('live', 'condemned', 'deleting', 'missing')),
    created     INTEGER NOT NULL
  ) STRICT;

  -- Which repository may show which blob. lease_until keeps a blob no manifest names yet (durability 1.2).
  CREATE TABLE repo_blob (
    repository  INTEGER NOT NULL REFERENCES repository (id),
    blob        INTEGER NOT NULL REFERENCES blob (id),
    lease_until INTEGER NOT NULL,
    PRIMARY KEY (repository, blob)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX repo_blob_by_blob ON repo_blob (blob, repository);

  -- bytes stands last: SQLite reads a row front to back, and the other columns are asked for far more often.
  CREATE TABLE manifest (
    id            INTEGER PRIMARY KEY,
    repository    INTEGER NOT NULL REFERENCES repository (id),
    digest        BLOB NOT NULL,
    media_type    TEXT NOT NULL,
    size          INTEGER NOT NULL,
    subject       BLOB,
    artifact_type TEXT,
    annotations   TEXT,
    pushed_at     INTEGER NOT NULL,
    bytes         BLOB NOT NULL,
    UNIQUE (repository, digest)
  ) STRICT;
  CREATE INDEX manifest_by_subject ON manifest (repository, subject, digest) WHERE subject IS NOT NULL;

  -- What a manifest names, whether here or not. Garbage collection walks these.
  CREATE TABLE edge (
    manifest INTEGER NOT NULL REFERENCES manifest (id) ON DELETE CASCADE,
    kind     TEXT NOT NULL CHECK (kind IN ('config', 'layer', 'child')),
    digest   BLOB NOT NULL,
    PRIMARY KEY (manifest, kind, digest)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX edge_by_digest ON edge (digest, manifest);

  CREATE TABLE tag (
    repository INTEGER NOT NULL REFERENCES repository (id),
    name       TEXT NOT NULL,
    manifest   INTEGER NOT NULL REFERENCES manifest (id),
    updated    INTEGER NOT NULL,
    PRIMARY KEY (repository, name)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX tag_by_manifest ON tag (manifest);

  -- Every movement of a tag. digest is what it points at since then, NULL after its deletion.
  CREATE TABLE tag_history (
    id         INTEGER PRIMARY KEY,
    repository INTEGER NOT NULL REFERENCES repository (id),
    name       TEXT NOT NULL,
    digest     BLOB,
    at         INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX tag_history_by_tag ON tag_history (repository, name, id);

  -- repository is the name: a session alone does not make the repository exist.
  CREATE TABLE upload (
    id          TEXT PRIMARY KEY,
    repository  TEXT NOT NULL,
    principal   TEXT NOT NULL,
    algorithm   TEXT,
    offset      INTEGER NOT NULL DEFAULT 0,
    touched     INTEGER NOT NULL,
    boot_id     TEXT NOT NULL,
    lease_owner TEXT,
    lease_until INTEGER NOT NULL DEFAULT 0
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX upload_by_touch ON upload (touched);
  `,
  `
  -- Counts the pushes of this content: whoever looked at the file of one must not act on the file of another.
  ALTER TABLE blob ADD COLUMN generation INTEGER NOT NULL DEFAULT 1;

  -- What happened to stored content: found damaged, lost, pushed again. The newest ones are kept.
  CREATE TABLE event (
    id     INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    kind   TEXT NOT NULL,
    digest BLOB NOT NULL,
    detail TEXT NOT NULL
  ) STRICT;
  `,
  `
  -- What the session is being published as: a start after a kill between the content's name and its record ends what
  -- was begun, and the client need not send it again.
  ALTER TABLE upload ADD COLUMN closing BLOB;
  ALTER TABLE upload ADD COLUMN closing_fingerprint TEXT;
  `,
  `
  -- How many sessions are open: counted as they come and go, because counting rows takes longer the more there are.
  CREATE TABLE open_uploads (count INTEGER NOT NULL) STRICT;
  INSERT INTO open_uploads SELECT count(*) FROM upload;
  CREATE TRIGGER upload_opened AFTER INSERT ON upload BEGIN UPDATE open_uploads SET count = count + 1; END;
  CREATE TRIGGER upload_ended AFTER DELETE ON upload BEGIN UPDATE open_uploads SET count = count - 1; END;
  `,
  `
  -- API tokens. Of those that are not revoked one has a name.
  CREATE TABLE token (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    secret_hash BLOB NOT NULL CHECK (length(secret_hash) = 32),
    scopes      TEXT NOT NULL,
    created     INTEGER NOT NULL,
    created_by  TEXT NOT NULL,
    expires     INTEGER,
    revoked     INTEGER,
    last_used   INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE UNIQUE INDEX token_by_name ON token (name) WHERE revoked IS NULL;
  CREATE INDEX token_by_revocation ON token (revoked) WHERE revoked IS NOT NULL;

  -- What was done by whom. Pages go by id, so none may be given twice, also when all before it are dropped. An index
  -- ends in the id by itself.
  CREATE TABLE audit (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    at         INTEGER NOT NULL,
    request    TEXT NOT NULL,
    principal  TEXT NOT NULL,
    action     TEXT NOT NULL,
    repository TEXT,
    reference  TEXT,
    digest     BLOB,
    client     TEXT,
    status     INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_time ON audit (at);
  CREATE INDEX audit_by_principal ON audit (principal);
  CREATE INDEX audit_by_repository ON audit (repository) WHERE repository IS NOT NULL;
  CREATE INDEX audit_by_both ON audit (repository, principal) WHERE repository IS NOT NULL;
  `,
  `
  -- How many sessions each principal has open, counted like all of them. Who has none has no row.
  CREATE TABLE open_uploads_by (principal TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  INSERT INTO open_uploads_by SELECT principal, count(*) FROM upload GROUP BY principal;
  CREATE TRIGGER upload_opened_by AFTER INSERT ON upload BEGIN
    INSERT INTO open_uploads_by VALUES (NEW.principal, 1) ON CONFLICT (principal) DO UPDATE SET count = count + 1;
  END;
  CREATE TRIGGER upload_ended_by AFTER DELETE ON upload BEGIN
    UPDATE open_uploads_by SET count = count - 1 WHERE principal = OLD.principal;
    DELETE FROM open_uploads_by WHERE principal = OLD.principal AND count = 0;
  END;
  `,
]

/** The file is no database of ours, or one of a version this program does not know. */
export class SchemaError extends Error {
  override readonly name = 'SchemaError'
  readonly reason: 'invalid' | 'incompatible'

  constructor(reason: 'invalid' | 'incompatible', message: string) {
    super(message)
    this.reason = reason
  }
}

/**
 * For those who only read.
 * @throws {SchemaError} when the database is not of exactly this version.
 */
export function requireCurrent(db: Database): void {
  const { applicationId, version } = identify(db)
  if (applicationId !== APPLICATION_ID) throw new SchemaError('invalid', 'the database was not made by berth')
  if (version > migrations.length) throw tooNew(version)
  if (version < migrations.length) {
    throw new SchemaError('incompatible', 'the database is of an older version: start the registry once')
  }
}

/**
 * Brings an empty or older database to the current schema, in one transaction.
 * @throws {SchemaError}
 */
export function migrate(db: Database): void {
  const { applicationId, version } = identify(db)
  if (applicationId !== APPLICATION_ID && (applicationId !== 0 || version !== 0)) {
    throw new SchemaError('invalid', 'the database was not made by berth')
  }
  if (version > migrations.length) throw tooNew(version)
  if (version === migrations.length) return
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const migration of migrations.slice(version)) db.exec(migration)
    db.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${migrations.length}`)
    db.exec('COMMIT')
  } catch (error) {
    db.exec('ROLLBACK')
    throw error
  }
}

function identify(db: Database): { applicationId: number; version: number } {
  return {
    applicationId: first<{ application_id: number }>(db, 'PRAGMA application_id')?.application_id ?? 0,
    version: first<{ user_version: number }>(db, 'PRAGMA user_version')?.user_version ?? 0,
  }
}

function tooNew(version: number): SchemaError {
  return new SchemaError(
    'incompatible',
    `the database has version ${version}, this program knows up to ${migrations.length}: use a newer one`,
  )
}

/** One of the few facts about the whole store: whether it was stopped cleanly, when it last took a write. */
export function readProperty(db: Database, key: string): string | undefined {
  return first<{ value: string }>(db, 'SELECT value FROM property WHERE key = ?', key)?.value
}

export function setProperty(db: Database, { key, value }: { key: string; value: string }): void {
  change(
    db,
    'INSERT INTO property (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
    key,
    value,
  )
}
