import { MANIFEST_MEDIA_TYPES } from '@berth/spec/image'

/** Manifest types older clients list beside the current ones. */
const LEGACY_MANIFEST_TYPES = [
  'application/vnd.docker.distribution.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v1+prettyjws',
]

const NEGOTIABLE = new Set([...MANIFEST_MEDIA_TYPES, ...LEGACY_MANIFEST_TYPES])

/**
 * Whether a client that sent this `Accept` takes a manifest of `mediaType` (protocol fact 22). Everybody stays alive
 * when the stored bytes are served unless manifest types are listed and none of them fits: many clients send nothing,
 * or only what their HTTP library puts there.
 */
export function accepts(header: string | undefined, mediaType: string): boolean {
  const ranges = parseAccept(header)
  const restrictive = ranges.some((range) => NEGOTIABLE.has(range))
  return (
    !restrictive ||
    ranges.some((range) => range === '*/*' || range === 'application/*' || range === mediaType.toLowerCase())
  )
}

/** The media ranges a client takes, without those of quality 0 (RFC 9110 12.5.1). */
function parseAccept(header: string | undefined): string[] {
  return (header ?? '').split(',').flatMap((entry) => {
    const [range = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
    const refused = parameters.some((parameter) => /^q=0(?:\.0{0,3})?$/.test(parameter))
    return range === '' || refused ? [] : [range]
  })
}
