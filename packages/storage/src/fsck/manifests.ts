import { algorithmOf, type Digest, digestOf, isDigest } from '@berth/digest'
import { inspectManifest } from '../manifest/inspect.ts'
import { type Database, rows } from '../metadata/connection.ts'
import { columnDigest } from '../metadata/digest-column.ts'
import type { Say } from './problem.ts'

/** Manifests that are in memory at a time, of up to 4 MiB each. */
const PAGE = 16

interface Row {
  id: number
  repository: string
  digest: Uint8Array
  media_type: string
  size: number
  subject: Uint8Array | null
  bytes: Uint8Array
}

/** Every manifest against its digest, and what is recorded of it against what it says. Returns how many there are. */
export function checkManifests(db: Database, say: Say): number {
  let count = 0
  let after = 0
  for (;;) {
    const page = rows<Row>(
      db,
      `SELECT manifest.id, repository.name AS repository, digest, media_type, size, subject, bytes
       FROM manifest JOIN repository ON repository.id = manifest.repository
       WHERE manifest.id > ? ORDER BY manifest.id LIMIT ?`,
      after,
      PAGE,
    )
    for (const row of page) {
      const digest = columnDigest(row.digest)
      const flaw = flawOfBytes(row, digest) ?? flawOfRecord(db, row)
      if (flaw !== undefined) {
        say({ severity: 'violation', kind: 'manifest', subject: `${row.repository}@${digest}`, detail: flaw })
      }
      after = row.id
      count += 1
    }
    if (page.length < PAGE) return count
  }
}

function flawOfBytes({ bytes, size }: Row, digest: Digest): string | undefined {
  const actual = digestOf(bytes, algorithmOf(digest))
  if (actual !== digest) return `its bytes are ${actual}`
  return bytes.byteLength === size ? undefined : `it has ${bytes.byteLength} bytes, ${size} are recorded`
}

/** What garbage collection and referrers go by has to be what the manifest names. */
function flawOfRecord(db: Database, { id, bytes, media_type, subject }: Row): string | undefined {
  let says: ReturnType<typeof inspectManifest>
  try {
    says = inspectManifest(bytes, media_type)
  } catch (error) {
    return `it was accepted once and would not be now: ${error instanceof Error ? error.message : String(error)}`
  }
  const recorded = new Set(
    rows<{ kind: string; digest: Uint8Array }>(
      db,
      'SELECT kind, digest FROM edge WHERE manifest = ?',
      id,
    ).map((edge) => `${edge.kind} ${columnDigest(edge.digest)}`),
  )
  const named = new Set(
    says.references.filter(({ digest }) => isDigest(digest)).map(({ kind, digest }) => `${kind} ${digest}`),
  )
  for (const edge of named) if (!recorded.has(edge)) return `it names ${edge}, which is not recorded`
  for (const edge of recorded) if (!named.has(edge)) return `it does not name ${edge}, which is recorded`
  const recordedSubject = subject === null ? undefined : columnDigest(subject)
  if (recordedSubject !== says.subject)
    return `its subject is ${says.subject}, recorded is ${recordedSubject}`
  return undefined
}

/** A tag points at a manifest of its own repository; that there is one at all is a foreign key. */
export function checkTags(db: Database, say: Say): void {
  const wrong = rows<{ repository: string; name: string }>(
    db,
    `SELECT repository.name AS repository, tag.name FROM tag
       JOIN manifest ON manifest.id = tag.manifest
       JOIN repository ON repository.id = tag.repository
     WHERE manifest.repository <> tag.repository`,
  )
  for (const { repository, name } of wrong) {
    const detail = 'it points at a manifest of another repository'
    say({ severity: 'violation', kind: 'tag', subject: `${repository}:${name}`, detail })
  }
}
