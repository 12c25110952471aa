import type { Level } from './case.ts'

/** One thing about a reply that is not as expected. */
export interface Difference {
  readonly level: Level
  /** The request, as in `GET /v2/a/tags/list`. */
  readonly request: string
  readonly expected: string
  readonly came: string
}

/** A reply was not the expected one. */
export class Unmet extends Error {
  override readonly name = 'Unmet'
  readonly differences: readonly Difference[]

  constructor(differences: readonly Difference[]) {
    super(differences.map(inWords).join('\n'))
    this.differences = differences
  }
}

export function inWords({ request, expected, came }: Difference): string {
  return `${request}: expected ${expected}, came ${came}`
}
