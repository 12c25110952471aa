import { readdir, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { algorithms, isDigest } from '@berth/digest'
import { syncDirectory } from '../blob-store/filesystem.ts'
import type { Database } from '../metadata/connection.ts'
import { recordedContent } from '../metadata/content.ts'
import type { Say } from './problem.ts'

/** Files nobody vouches for. A crash between a file's name and its row leaves one; no client ever sees it. */
export async function checkStrays({
  root,
  db,
  say,
  repair,
}: {
  root: string
  db: Database
  say: Say
  repair: boolean
}): Promise<void> {
  for (const algorithm of Object.keys(algorithms)) {
    for (const shard of await readdir(join(root, 'blobs', algorithm))) {
      const folder = join(root, 'blobs', algorithm, shard)
      let moved = false
      for (const name of await readdir(folder)) {
        const digest = `${algorithm}:${name}`
        if (isDigest(digest) && name.startsWith(shard) && recordedContent(db, digest) !== undefined) continue
        const subject = join('blobs', algorithm, shard, name)
        say({ severity: 'leftover', kind: 'file', subject, detail: 'it belongs to no blob' })
        if (!repair) continue
        await rename(join(folder, name), join(root, 'quarantine', `${algorithm}-${name}-${Date.now()}`))
        moved = true
      }
      if (!moved) continue
      await syncDirectory(join(root, 'quarantine'))
      await syncDirectory(folder)
    }
  }
}
