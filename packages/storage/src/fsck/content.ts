import type { BlobStore } from '../blob-store.ts'
import { examine, type Finding } from '../integrity/examine.ts'
import type { Database } from '../metadata/connection.ts'
import { contentAfter, type RecordedContent } from '../metadata/content.ts'
import type { Problem, Say } from './problem.ts'

const PAGE = 500

interface ContentCheck {
  db: Database
  blobs: BlobStore
  say: Say
  /** Acts on what was found, when it is to be repaired. */
  settle: ((content: RecordedContent, finding: Finding) => Promise<void>) | undefined
  onProgress: ((progress: { blobs: number; bytes: number }) => void) | undefined
}

/** Every blob's file against its digest, its size and its fingerprint. */
export async function checkContent({ db, blobs, say, settle, onProgress }: ContentCheck) {
  const read = { blobs: 0, bytes: 0 }
  const passed = (bytes: number) => {
    read.bytes += bytes
  }
  let after = 0
  for (;;) {
    const page = contentAfter(db, after, PAGE)
    for (const { id, ...content } of page) {
      const finding = await examine(blobs, content, { thorough: true, passed })
      const problem = problemOf(content, finding)
      if (problem !== undefined) {
        say(problem)
        // Offline and asked to repair, what cannot be read is as good as damaged.
        const { kind } = finding
        await settle?.(content, kind === 'unreadable' ? { kind: 'damaged', detail: finding.detail } : finding)
      }
      after = id
      read.blobs += 1
      onProgress?.(read)
    }
    if (page.length < PAGE) return read
  }
}

function problemOf(content: RecordedContent, finding: Finding): Problem | undefined {
  const problem = { kind: 'blob', subject: content.digest } as const
  const known = content.state === 'missing'
  switch (finding.kind) {
    case 'right':
    case 'misread':
      if (!known) return undefined
      return { ...problem, severity: 'leftover', detail: 'is there, though it was recorded as missing' }
    case 'fingerprint':
      return { ...problem, severity: 'violation', detail: 'is right, the fingerprint recorded of it is not' }
    case 'damaged':
    case 'missing':
    case 'unreadable':
      return {
        ...problem,
        severity: 'violation',
        detail: known ? `${finding.detail}, which is known: push it again` : finding.detail,
      }
  }
}
