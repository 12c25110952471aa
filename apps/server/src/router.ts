import type { Result, Router } from 'hono/router'
import { METHOD_NAME_ALL } from 'hono/router'

interface Leaf<T> {
  /** The path as the contract writes it. */
  readonly path: string
  readonly handlers: Map<string, T>
}

interface Tail<T> extends Leaf<T> {
  /** What stands between `{name}` and the last but one segment: `/blobs` of `/blobs/uploads/{session}`. */
  readonly before: string
  /** The last segment: literal, or a parameter in braces. */
  readonly last: string
}

interface Found<T> {
  template: string
  handlers: Map<string, T>
  params: Record<string, string>
}

const MULTI_SEGMENT = '/v2/{name}/'

/**
 * Routes the contract's paths. `{name}` spans slashes and may hold the words the API itself uses, so such paths are
 * read from their end: the last segments say the operation, what stands before them is the name ("protocol fact 32").
 * hono's own routers read from the left and take `/v2/a/blobs/b/tags/list` apart at the wrong place.
 *
 * Parameters are given as they stand in the raw path, not decoded.
 */
export class ContractRouter<T> implements Router<T> {
  readonly name = 'ContractRouter'
  readonly #exact = new Map<string, Leaf<T>>()
  readonly #prefixed = new Map<string, Leaf<T> & { readonly param: string }>()
  /** Tails by their last but one segment, literal last segments first. */
  readonly #tails = new Map<string, Tail<T>[]>()

  /** @param path a path of the contract: literal, with one parameter at its end, or with `{name}` behind `/v2/`. */
  add(method: string, path: string, handler: T): void {
    if (method === METHOD_NAME_ALL) throw new Error(`the contract has no ${method} routes (${path})`)
    this.#leaf(path).handlers.set(method, handler)
  }

  match(method: string, path: string): Result<T> {
    const found = this.#find(path)
    const handler = found?.handlers.get(method)
    return found === undefined || handler === undefined ? [[]] : [[[handler, found.params]]]
  }

  /** The path as the contract writes it, whatever the method; undefined when it has no such path. */
  templateOf(path: string): string | undefined {
    return this.#find(path)?.template
  }

  #leaf(path: string): Leaf<T> {
    if (path.startsWith(MULTI_SEGMENT)) return this.#tail(path)
    const brace = path.indexOf('{')
    if (brace === -1) return getOrAdd(this.#exact, path, () => ({ path, handlers: new Map() }))
    const param = path.slice(brace + 1, -1)
    return getOrAdd(this.#prefixed, path.slice(0, brace), () => ({ path, param, handlers: new Map() }))
  }

  #tail(path: string): Leaf<T> {
    const segments = path.slice(MULTI_SEGMENT.length).split('/')
    const last = segments.pop() ?? ''
    const verb = segments.pop() ?? ''
    const tails = getOrAdd(this.#tails, verb, () => [])
    const known = tails.find((tail) => tail.path === path)
    if (known !== undefined) return known
    const before = segments.map((segment) => `/${segment}`).join('')
    const tail: Tail<T> = { path, before, last, handlers: new Map() }
    tails.push(tail)
    tails.sort((a, b) => Number(isParameter(a.last)) - Number(isParameter(b.last)))
    return tail
  }

  #find(path: string): Found<T> | undefined {
    const exact = this.#exact.get(path)
    if (exact !== undefined) return { template: exact.path, handlers: exact.handlers, params: {} }
    return path.startsWith('/v2/') ? this.#findByTail(path) : this.#findByPrefix(path)
  }

  #findByPrefix(path: string): Found<T> | undefined {
    const slash = path.lastIndexOf('/') + 1
    const found = this.#prefixed.get(path.slice(0, slash))
    return (
      found && {
        template: found.path,
        handlers: found.handlers,
        params: { [found.param]: path.slice(slash) },
      }
    )
  }

  #findByTail(path: string): Found<T> | undefined {
    const lastSlash = path.lastIndexOf('/')
    const verbSlash = path.lastIndexOf('/', lastSlash - 1)
    const last = path.slice(lastSlash + 1)
    for (const tail of this.#tails.get(path.slice(verbSlash + 1, lastSlash)) ?? []) {
      if (!isParameter(tail.last) && tail.last !== last) continue
      const nameEnd = verbSlash - tail.before.length
      if (nameEnd <= '/v2/'.length || !path.startsWith(tail.before, nameEnd)) continue
      const params: Record<string, string> = { name: path.slice('/v2/'.length, nameEnd) }
      if (isParameter(tail.last)) params[tail.last.slice(1, -1)] = last
      return { template: tail.path, handlers: tail.handlers, params }
    }
    return undefined
  }
}

function isParameter(segment: string): boolean {
  return segment.startsWith('{')
}

function getOrAdd<K, V, Added extends V>(map: Map<K, V>, key: K, make: () => Added): V {
  const known = map.get(key)
  if (known !== undefined) return known
  const added = make()
  map.set(key, added)
  return added
}
