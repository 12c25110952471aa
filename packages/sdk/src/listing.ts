import type { Connection } from './connection.ts'
import { ProtocolError } from './errors.ts'
import type { OperationId } from './generated/operations.gen.ts'
import { resolveAddress } from './location.ts'

/**
 * A list that is fetched page by page while it is read.
 * @example for await (const tag of repository.tags()) console.log(tag)
 */
export interface Listing<Item> extends AsyncIterable<Item> {
  /** The pages as the registry cuts them. */
  pages(): AsyncIterable<readonly Item[]>
}

/** A reply of a list, already read. */
export interface Page<Item> {
  readonly items: readonly Item[]
  readonly response: Response
}

/** Where a list comes from. */
export interface Pages<Item> {
  readonly operation: OperationId
  readonly signal: AbortSignal
  /** Asks for the first page. */
  first(): Promise<Page<Item>>
  /** Reads a page that `Link` led to. */
  read(document: unknown, response: Response): readonly Item[]
  /** What tells one item from another. */
  key(item: Item): string
}

/** Pages without a single item that are passed over in a row. A filter makes some; a registry astray makes no end. */
const MAX_EMPTY_PAGES = 100

/** The next page's address: `<url>; rel="next"` (RFC 8288), of the same registry (protocol fact 36). */
export function nextPage(response: Response): URL | undefined {
  const link = response.headers.get('Link')
  if (link === null) return undefined
  const next = [...link.matchAll(/<([^>]*)>([^<]*)/g)].find(([, , parameters = '']) =>
    /;\s*rel\s*=\s*"?next"?/i.test(parameters),
  )
  if (next === undefined) return undefined
  const url = resolveAddress(response.url, next[1] ?? '')
  if (url.origin !== new URL(response.url).origin)
    throw new ProtocolError(response.url, `its next page is on another host, ${url.host}`)
  return url
}

async function* pagesOf<Item>(
  connection: Connection,
  pages: Pages<Item>,
): AsyncGenerator<readonly Item[], void> {
  const { operation, signal } = pages
  const asked = new Set<string>()
  let previous: string | undefined
  let empty = 0
  let page = await pages.first()
  for (;;) {
    const { items, response } = page
    const last = items.at(-1)
    const end = last === undefined ? undefined : pages.key(last)
    // A registry that gives the same page for ever would keep the reader for ever.
    if (end !== undefined && end === previous)
      throw new ProtocolError(response.url, 'its next page is the same page again')
    empty = end === undefined ? empty + 1 : 0
    if (empty > MAX_EMPTY_PAGES)
      throw new ProtocolError(response.url, `it gave ${empty} pages in a row with nothing on them`)
    previous = end ?? previous
    yield items
    asked.add(response.url)
    const url = nextPage(response)
    if (url === undefined) return
    if (asked.has(url.href)) throw new ProtocolError(response.url, 'its next page is one it has given before')
    const reply = await connection.retry.run(async () => {
      const answer = await connection.follow({ operation, method: 'GET', url, signal })
      return { answer, text: await answer.text() }
    }, signal)
    page = { items: pages.read(parse(reply.text, reply.answer), reply.answer), response: reply.answer }
  }
}

function parse(text: string, response: Response): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new ProtocolError(response.url, 'the reply is not JSON', { cause })
  }
}

/** The items of some pages, fetched as they are read. Each iteration asks anew. */
export function listing<Item>(connection: Connection, pages: Pages<Item>): Listing<Item> {
  return {
    pages: () => pagesOf(connection, pages),
    async *[Symbol.asyncIterator]() {
      for await (const items of pagesOf(connection, pages)) yield* items
    },
  }
}

/** A list of strings in a document. Old registries say null for an empty one (protocol fact 37). */
export function strings(document: unknown, field: string, response: Response): readonly string[] {
  const list: unknown =
    typeof document === 'object' && document !== null && field in document
      ? (document as Record<string, unknown>)[field]
      : undefined
  if (list === null) return []
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string'))
    throw new ProtocolError(response.url, `the reply lacks the list of ${field}`)
  return list
}
