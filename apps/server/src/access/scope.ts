import { isRight, type Right, rights, SCOPE_PATTERN } from '@berth/spec/grammar'

/** What a token may do, and to which repositories. */
export interface Scope {
  readonly actions: readonly Right[]
  /** A glob over repository names. */
  readonly repositories: string
}

/** A text is no scope. The message says why, and what one looks like. */
export class ScopeSyntaxError extends Error {
  override readonly name = 'ScopeSyntaxError'
  constructor(text: string, problem: string) {
    super(`${JSON.stringify(text.slice(0, 300))} is no scope: ${problem}; write one like pull,push:team/**`)
  }
}

/** Reads `pull,push:team/**`. @throws {ScopeSyntaxError} */
export function parseScope(text: string): Scope {
  const colon = text.indexOf(':')
  if (colon === -1)
    throw new ScopeSyntaxError(text, 'it has no colon between the actions and the repositories')
  const words = text.slice(0, colon).split(',')
  const repositories = text.slice(colon + 1)
  const unknown = words.find((word) => !isRight(word))
  if (unknown !== undefined) {
    const known = rights.join(', ')
    throw new ScopeSyntaxError(
      text,
      `${JSON.stringify(unknown.slice(0, 300))} is not one of the actions ${known}`,
    )
  }
  if (!SCOPE_PATTERN.test(text)) {
    throw new ScopeSyntaxError(
      text,
      'the repositories are 1 to 255 lower-case letters, digits, . _ - / and *, where * is anything but /, ** is anything, and *** is nothing',
    )
  }
  return { actions: rights.filter((action) => words.includes(action)), repositories }
}

/** A scope as it is written: each action once, in the order of the contract. */
export function formatScope({ actions, repositories }: Scope): string {
  return `${actions.join(',')}:${repositories}`
}
