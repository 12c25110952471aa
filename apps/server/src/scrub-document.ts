import type { scrubReportSchema } from '@berth/spec'
import type { ScrubProgress, ScrubReport } from '@berth/storage'
import type { z } from 'zod'

/** A pass as the contract writes it: what the API answers with, and what `berth scrub --json` prints. */
export type ScrubReportDocument = z.infer<typeof scrubReportSchema>

export function scrubReportDocument(report: ScrubReport): ScrubReportDocument {
  const { endedAt, finished } = report
  return { ...scrubProgressDocument(report), endedAt: timeOf(endedAt), finished }
}

export function scrubProgressDocument({
  startedAt,
  blobs,
  bytes,
  events,
  found,
  known,
}: ScrubProgress): Omit<ScrubReportDocument, 'endedAt' | 'finished'> {
  return {
    startedAt: timeOf(startedAt),
    blobs,
    bytes,
    events: { ...events },
    found: found.map((event) => ({ ...event, at: timeOf(event.at) })),
    known,
  }
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString()
}
