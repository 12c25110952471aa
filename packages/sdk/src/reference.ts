import { isRepositoryName, isTag, parseReference, type RepositoryName, type Tag } from '@berth/spec/grammar'

/**
 * A name, tag or reference does not match the specification's grammar. Nothing was sent.
 * @example if (error instanceof ReferenceSyntaxError) console.error(`check the spelling: ${error.text}`)
 */
export class ReferenceSyntaxError extends Error {
  override readonly name = 'ReferenceSyntaxError'
  readonly text: string

  constructor(text: string, expected: string) {
    super(`${JSON.stringify(text.slice(0, 200))} is not ${expected}`)
    this.text = text
  }
}

/** Reads a repository name. */
export function parseName(text: string): RepositoryName {
  if (isRepositoryName(text)) return text
  throw new ReferenceSyntaxError(
    text,
    'a repository name: lower-case letters, digits, single separators (. _ __ -) between them, and / between components',
  )
}

/** Reads a tag. */
export function parseTag(text: string): Tag {
  if (isTag(text)) return text
  throw new ReferenceSyntaxError(
    text,
    'a tag: 1 to 128 letters, digits, _, . and -, starting with a letter, digit or _',
  )
}

/** Reads a tag or a digest. */
export function readReference(text: string): ReturnType<typeof parseReference> & object {
  const reference = parseReference(text)
  if (reference !== undefined) return reference
  throw new ReferenceSyntaxError(text, 'a tag, nor a digest of an algorithm known here')
}
