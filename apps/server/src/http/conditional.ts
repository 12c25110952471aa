import type { Digest } from '@berth/digest'

/** The entity tag of content: its digest in quotes, strong because content never changes under its digest. */
export function entityTag(digest: Digest): string {
  return `"${digest}"`
}

/**
 * Whether a list of entity tags names this content (RFC 9110 13.1.2). Some clients leave the quotes out
 * (protocol fact 30); a weak tag of the same digest names the same bytes.
 */
export function matchesEntityTag(header: string | undefined, digest: Digest): boolean {
  if (header === undefined) return false
  return header
    .split(',')
    .map((tag) =>
      tag
        .trim()
        .replace(/^W\//, '')
        .replace(/^"(.*)"$/, '$1'),
    )
    .some((tag) => tag === '*' || tag === digest)
}

/** Whether `If-Range` names exactly this content: the comparison is strong, so weak tags and dates do not (RFC 9110 13.1.5). */
export function isSameContent(header: string, digest: Digest): boolean {
  return header.trim().replace(/^"(.*)"$/, '$1') === digest
}
