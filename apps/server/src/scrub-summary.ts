import type { ScrubReport } from '@berth/storage'

/** A pass in one line for people, and how many blobs cannot be served as they were pushed. */
export function scrubSummary({
  finished,
  blobs,
  bytes,
  events,
  known,
}: Pick<ScrubReport, 'finished' | 'blobs' | 'bytes' | 'events' | 'known'>): {
  problems: number
  text: string
} {
  const found = [
    [events['blob.damaged'], 'damaged'],
    [events['blob.missing'], 'missing'],
    [events['blob.unreadable'], 'unreadable'],
    [known, 'known to be missing'],
  ] as const
  const problems = found.reduce((sum, [count]) => sum + count, 0)
  const others = [
    [events['blob.misread'], 'read wrong once'],
    [events['blob.fingerprint'], 'with a wrong fingerprint, replaced'],
    [events['blob.restored'], 'back again'],
  ] as const
  const said = [...found, ...others].filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`)
  const read = `${finished ? 'scrub read' : 'scrub ended early, after'} ${blobs} blobs, ${bytes} bytes`
  const nothing = finished ? 'all right' : 'nothing wrong until then'
  return { problems, text: `${read}: ${said.length === 0 ? nothing : said.join(', ')}` }
}
