import { isRepositoryName, type Right, rights } from '@berth/spec'

/** One entry of what a token allows (distribution, "Token Scope Documentation"). */
export interface ScopeEntry {
  readonly type: 'repository' | 'registry'
  /** A repository, or `catalog` or `admin` of the registry. */
  readonly name: string
  readonly actions: readonly string[]
}

/** More than any client needs for one push with its mounts, and few enough for the head of a request. */
const MOST_ENTRIES = 100
/** Of the names of all of them together. */
const MOST_CHARACTERS = 4096

/** All of the registry's own. */
const WHOLE = '*'

/**
 * Reads the scopes a client asks for: `repository:<name>:<actions>`, also with a class behind the type, and
 * `registry:catalog:*`. What is none of that is left out: a client that asks for more than there is gets what there is.
 */
export function parseScopes(texts: readonly string[]): ScopeEntry[] {
  const words = texts.flatMap((text) => text.split(' ')).filter((word) => word !== '')
  const found = new Map<string, Set<string>>()
  let characters = 0
  for (const word of words) {
    const entry = parseScope(word)
    if (entry === undefined) continue
    const key = `${entry.type}:${entry.name}`
    if (!found.has(key)) {
      characters += key.length
      if (found.size === MOST_ENTRIES || characters > MOST_CHARACTERS) break
    }
    const actions = found.get(key) ?? new Set()
    for (const action of entry.actions) actions.add(action)
    found.set(key, actions)
  }
  return [...found].map(([key, actions]) => {
    const [type = '', name = ''] = key.split(/:(.*)/s)
    return { type: type as ScopeEntry['type'], name, actions: [...actions] }
  })
}

function parseScope(word: string): ScopeEntry | undefined {
  const first = word.indexOf(':')
  const last = word.lastIndexOf(':')
  if (first === -1 || first === last) return undefined
  // `repository(plugin)`: the class says what is in it, which changes nothing here.
  const type = word.slice(0, first).replace(/\([a-z0-9]+\)$/, '')
  const name = word.slice(first + 1, last)
  const actions = word.slice(last + 1).split(',')
  if (type === 'repository' && isRepositoryName(name)) {
    // Some clients ask for everything before they delete.
    const known = rights.filter((right) => actions.includes(right) || actions.includes(WHOLE))
    return known.length === 0 ? undefined : { type, name, actions: known }
  }
  if (type === 'registry' && (name === 'catalog' || name === 'admin') && actions.includes(WHOLE))
    return { type, name, actions: [WHOLE] }
  return undefined
}

/** A scope as challenges and replies write it. */
export function formatScope({ type, name, actions }: ScopeEntry): string {
  return `${type}:${name}:${actions.join(',')}`
}

export const CATALOG_SCOPE: ScopeEntry = { type: 'registry', name: 'catalog', actions: [WHOLE] }
export const ADMIN_SCOPE: ScopeEntry = { type: 'registry', name: 'admin', actions: [WHOLE] }

export function repositoryScope(name: string, actions: readonly Right[]): ScopeEntry {
  return { type: 'repository', name, actions }
}

/** What a token was issued for: it allows no more, whoever has it. */
export class Limit {
  readonly #actions: ReadonlyMap<string, ReadonlySet<string>>

  constructor(entries: readonly ScopeEntry[]) {
    this.#actions = new Map(entries.map(({ type, name, actions }) => [`${type}:${name}`, new Set(actions)]))
  }

  allows(right: Right, repository: string): boolean {
    return this.#actions.get(`repository:${repository}`)?.has(right) ?? false
  }

  allowsWhole(name: 'catalog' | 'admin'): boolean {
    return this.#actions.get(`registry:${name}`)?.has(WHOLE) ?? false
  }
}
