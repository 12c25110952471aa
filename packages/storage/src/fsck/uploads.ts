import type { BlobStore } from '../blob-store.ts'
import type { Database } from '../metadata/connection.ts'
import { allUploads, countUploads, miscountedPrincipals } from '../metadata/uploads.ts'
import type { Say } from './problem.ts'

/** Uploads under way: what does not fit together is put right by the next start (durability 1.4). */
export async function checkUploads({
  db,
  blobs,
  say,
}: {
  db: Database
  blobs: BlobStore
  say: Say
}): Promise<void> {
  const staged = await blobs.staged()
  const recorded = allUploads(db)
  if (countUploads(db) !== recorded.length) {
    const detail = `counts ${countUploads(db)} open uploads, there are ${recorded.length}`
    say({ severity: 'violation', kind: 'database', subject: 'meta.db', detail })
  }
  for (const { principal, counted, open } of miscountedPrincipals(db)) {
    const detail = `counts ${counted} open uploads of ${principal}, there are ${open}`
    say({ severity: 'violation', kind: 'database', subject: 'meta.db', detail })
  }
  for (const { id, offset } of recorded) {
    const size = staged.get(id) ?? 0
    staged.delete(id)
    if (size >= offset) continue
    const detail = `it has ${size} bytes of the ${offset} recorded, and ends at the next start`
    say({ severity: 'leftover', kind: 'upload', subject: id, detail })
  }
  for (const id of staged.keys()) {
    const detail = 'its bytes belong to no session, and go at the next start'
    say({ severity: 'leftover', kind: 'upload', subject: id, detail })
  }
}
