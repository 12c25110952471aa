import { type Digest, isDigest, parseDigest, splitDigest } from '@berth/digest'

/** `<name>` of the distribution specification, "Pulling manifests", anchored. */
export const NAME_PATTERN =
  /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/

/** Many clients allow 255 characters for host, `/` and name together; longer names could not be pulled by them. */
export const NAME_MAX_LENGTH = 255

/** `<tag-or-digest>` as a tag, same section, anchored. */
export const TAG_PATTERN = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/

/** A digest of an algorithm Berth stores content under (image specification, descriptor.md). */
export const DIGEST_PATTERN = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/

/** `Content-Range` of an upload chunk: both ends inclusive, no unit, no total ("Pushing a blob in chunks"). */
export const CHUNK_RANGE_PATTERN = /^[0-9]+-[0-9]+$/

/** An RFC 6838 media type without parameters. */
export const MEDIA_TYPE_PATTERN =
  /^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}\/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$/

/** Name of a robot that has an API token: like one component of a repository name. */
export const TOKEN_NAME_PATTERN = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/

export const TOKEN_NAME_MAX_LENGTH = 64

/** What somebody may be allowed to do in a repository. `admin` on all of them is to run the registry. */
export const rights = ['pull', 'push', 'delete', 'admin'] as const

export type Right = (typeof rights)[number]

/** Whether `text` is a right. */
export function isRight(text: string): text is Right {
  return (rights as readonly string[]).includes(text)
}

/** `pull,push:team/**`: actions, and the repositories they are for. `*` is anything but `/`, `**` anything, and
 *  three stars nothing. */
export const SCOPE_PATTERN =
  /^(?:pull|push|delete|admin)(?:,(?:pull|push|delete|admin))*:(?!.*\*{3})[a-z0-9._/*-]{1,255}$/

declare const brand: unique symbol

/** A repository name that matches the grammar. */
export type RepositoryName = string & { readonly [brand]: 'RepositoryName' }

/** A tag that matches the grammar. */
export type Tag = string & { readonly [brand]: 'Tag' }

/** `<tag-or-digest>`, told apart. */
export type Reference =
  | { readonly kind: 'tag'; readonly tag: Tag }
  | { readonly kind: 'digest'; readonly digest: Digest }

/** Whether `text` is a repository name. */
export function isRepositoryName(text: string): text is RepositoryName {
  return text.length <= NAME_MAX_LENGTH && NAME_PATTERN.test(text)
}

/** Whether `text` is a tag. */
export function isTag(text: string): text is Tag {
  return TAG_PATTERN.test(text)
}

/** Whether `text` can be the name of a robot. */
export function isTokenName(text: string): boolean {
  return text.length <= TOKEN_NAME_MAX_LENGTH && TOKEN_NAME_PATTERN.test(text)
}

/** Reads `<tag-or-digest>`: what holds a colon is a digest, the rest is a tag. Undefined when it is neither. */
export function parseReference(text: string): Reference | undefined {
  if (text.includes(':')) return isDigest(text) ? { kind: 'digest', digest: text } : undefined
  return isTag(text) ? { kind: 'tag', tag: text } : undefined
}

/** A reference as it stands in a path. */
export function formatReference(reference: Reference): Tag | Digest {
  return reference.kind === 'tag' ? reference.tag : reference.digest
}

/**
 * The tag under which clients without the referrers API keep a subject's referrers ("Referrers Tag Schema"): the
 * algorithm cut to 32 characters, a dash, the encoded part cut to 64.
 */
export function referrersTag(subject: Digest): Tag {
  const { algorithm, hex } = splitDigest(subject)
  return `${algorithm.slice(0, 32)}-${hex.slice(0, 64)}` as Tag
}

export { type Digest, isDigest, parseDigest }
