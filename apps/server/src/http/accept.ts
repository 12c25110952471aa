import { LEGACY_MANIFEST_MEDIA_TYPES, MANIFEST_MEDIA_TYPES } from '@berth/spec/image'

const NEGOTIABLE = new Set([...MANIFEST_MEDIA_TYPES, ...LEGACY_MANIFEST_MEDIA_TYPES])

/**
 * Whether a client that sent this `Accept` takes a manifest of `mediaType` (protocol fact 22). Everybody stays alive
 * when the stored bytes are served unless manifest types are listed and none of them fits: many clients send nothing,
 * or only what their HTTP library puts there.
 */
export function accepts(header: string | undefined, mediaType: string): boolean {
  const ranges = parseAccept(header)
  // The most specific range decides (RFC 9110 12.5.1).
  for (const range of [mediaType.toLowerCase(), 'application/*', '*/*']) {
    const wanted = ranges.get(range)
    if (wanted !== undefined) return wanted
  }
  return ![...ranges].some(([range, wanted]) => wanted && NEGOTIABLE.has(range))
}

/** The media ranges of a header, and whether each is wanted: quality 0 says it is not. */
function parseAccept(header: string | undefined): Map<string, boolean> {
  const ranges = new Map<string, boolean>()
  for (const entry of (header ?? '').split(',')) {
    const [range = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
    if (range !== '') ranges.set(range, !parameters.some((parameter) => /^q=0(?:\.0{0,3})?$/.test(parameter)))
  }
  return ranges
}
