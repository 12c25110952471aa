import { type Right, rights } from '@berth/spec'
import type { Glob } from './glob.ts'
import { type NameRange, rangesOf } from './name-range.ts'

/** Something that allows something: who it is for was looked at when it was chosen. */
export interface Grant {
  /** What says so, in words for people: `rule 3`. */
  readonly by: string
  readonly actions: ReadonlySet<Right>
  readonly repositories: readonly Glob[]
}

/** What somebody may do, and by what. */
export class Rights {
  readonly #grants: readonly Grant[]

  constructor(grants: readonly Grant[]) {
    this.#grants = grants
  }

  allows(right: Right, repository: string): boolean {
    return this.grantOf(right, repository) !== undefined
  }

  /** What allows it; undefined when nothing does. */
  grantOf(right: Right, repository: string): Grant | undefined {
    return this.#grants.find(
      ({ actions, repositories }) =>
        actions.has(right) && repositories.some((glob) => glob.matches(repository)),
    )
  }

  /** Whether there may be repositories where it is allowed. */
  somewhere(right: Right): boolean {
    return this.#grants.some(({ actions }) => actions.has(right))
  }

  /** Where to look for the repositories it is allowed in, in the order of names. Not all that is found there is one. */
  ranges(right: Right): NameRange[] {
    const granting = this.#grants.filter(({ actions }) => actions.has(right))
    return rangesOf(granting.flatMap(({ repositories }) => repositories))
  }

  /** Whether it is allowed in all repositories there are and will be. */
  everywhere(right: Right): boolean {
    return this.#grants.some(
      ({ actions, repositories }) => actions.has(right) && repositories.some(({ text }) => text === '**'),
    )
  }
}

export const ALL_RIGHTS: ReadonlySet<Right> = new Set(rights)
