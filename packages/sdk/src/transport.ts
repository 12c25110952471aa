import { ConnectionError, ProtocolError } from './errors.ts'
import { resolveAddress } from './location.ts'

/** A `fetch`: the runtime's own, or one that adds a proxy, a cache, or a registry within the same process. */
export type Fetch = (request: Request) => Promise<Response>

/** Sends one request and hands back one reply, whatever its status. */
export type Send = (request: Request) => Promise<Response>

interface TransportOptions {
  readonly registry: URL
  readonly fetch: Fetch
  /** Headers for the registry itself; they may hold secrets. */
  readonly headers: Headers
}

/** What a redirected request keeps on another host; everything else may tell that host a secret (protocol fact 7). */
const HEADERS_FOR_ANYONE = ['Accept', 'Accept-Encoding', 'Range', 'If-Range', 'If-None-Match', 'User-Agent']

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308]

/** A registry sends a blob's reader to its object store and that is that; a longer chain is a loop. */
const MAX_REDIRECTS = 5

/** Headers that only the registry may see never leave its origin, so redirects are followed here and not by fetch. */
export function createTransport({ registry, fetch, headers }: TransportOptions): Send {
  async function answer(request: Request): Promise<Response> {
    if (new URL(request.url).origin === registry.origin) {
      for (const [name, value] of headers) if (!request.headers.has(name)) request.headers.set(name, value)
    }
    try {
      const response = await fetch(request)
      // One made by hand, as an injected fetch may answer with, has no address to resolve a Location against.
      if (response.url === '') Object.defineProperty(response, 'url', { value: request.url })
      return response
    } catch (error) {
      if (request.signal.aborted) throw request.signal.reason
      throw new ConnectionError(request.method, request.url, error)
    }
  }

  return async function send(first) {
    // A body is gone once sent, so a redirected write is answered as the refusal it is (protocol fact 1).
    if (first.method !== 'GET' && first.method !== 'HEAD') return answer(first)
    let request = first
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const response = await answer(request)
      if (response.type === 'opaqueredirect') {
        // A page may not look at a redirect, only follow it; there fetch itself keeps Authorization back.
        return answer(redirected(request, request.url, true, 'follow'))
      }
      const location = response.headers.get('Location')
      if (!REDIRECTS.includes(response.status) || location === null) return response
      await response.body?.cancel()
      const target = resolveAddress(request.url, location)
      request = redirected(request, target.href, target.origin === new URL(request.url).origin, 'manual')
    }
    throw new ProtocolError(first.url, `redirected more than ${MAX_REDIRECTS} times`)
  }
}

function redirected(
  request: Request,
  url: string,
  sameOrigin: boolean,
  redirect: 'follow' | 'manual',
): Request {
  const { method, signal } = request
  const kept = [...request.headers].filter(
    ([name]) => sameOrigin || HEADERS_FOR_ANYONE.some((open) => open.toLowerCase() === name),
  )
  return new Request(url, { method, headers: kept, redirect, signal })
}
