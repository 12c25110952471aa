import { describe, expect, it } from 'vitest'
import { createRegistryClient, ProtocolError } from '../src/index.ts'
import { repositoryOf } from './client-of.ts'
import { envelope, fakeRegistry } from './fake-registry.ts'

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

function tagged(...tags: string[]): ReturnType<typeof fakeRegistry> {
  const registry = fakeRegistry()
  for (const tag of tags) registry.tags.set(tag, 'sha256:0')
  return registry
}

describe('tags', () => {
  it('come page by page, in the order of the registry', async () => {
    const registry = tagged('a', 'b', 'c', 'd', 'e')
    const listing = repositoryOf(registry).tags({ pageSize: 2 })
    expect(await all(listing)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(registry.log).toEqual([
      'GET /v2/a/b/tags/list?n=2',
      'GET /v2/a/b/tags/list?n=2&last=b',
      'GET /v2/a/b/tags/list?n=2&last=d',
    ])
    expect(await all(listing.pages())).toEqual([['a', 'b'], ['c', 'd'], ['e']])
  })

  it('are fetched no further than they are read', async () => {
    const registry = tagged('a', 'b', 'c')
    for await (const tag of repositoryOf(registry).tags({ pageSize: 1 })) if (tag === 'b') break
    expect(registry.log).toHaveLength(2)
  })

  it('start after `last`', async () => {
    expect(await all(repositoryOf(tagged('a', 'b', 'c')).tags({ last: 'a' }))).toEqual(['b', 'c'])
  })

  it('are none where an old registry says null (protocol fact 37)', async () => {
    const registry = fakeRegistry()
    registry.fail('GET', { reply: () => Response.json({ name: 'a/b', tags: null }) })
    expect(await all(repositoryOf(registry).tags())).toEqual([])
  })

  it('go on after a page that failed for the moment', async () => {
    const registry = tagged('a', 'b')
    registry.fail('last=a', { reply: () => envelope(503, 'UNAVAILABLE') })
    expect(await all(repositoryOf(registry).tags({ pageSize: 1 }))).toEqual(['a', 'b'])
  })

  it.each([
    ['leads back to itself', () => '/v2/a/b/tags/list?n=1', () => ['a']],
    [
      'gives the same page under ever new addresses',
      (page: number) => `/v2/a/b/tags/list?x=${page}`,
      () => ['a'],
    ],
    ['gives empty pages for ever', (page: number) => `/v2/a/b/tags/list?x=${page}`, () => []],
    [
      'goes round in a circle',
      (page: number) => `/v2/a/b/tags/list?x=${page % 3}`,
      (page: number) => [`t${page}`],
    ],
  ])('end with ProtocolError when Link %s', async (_, link, tags) => {
    let page = 0
    const fetch = async (): Promise<Response> => {
      page += 1
      const headers = { Link: `<${link(page)}>; rel="next"` }
      return Response.json({ name: 'a/b', tags: tags(page) }, { headers })
    }
    await expect(all(repositoryOf({ fetch }).tags({ pageSize: 1 }))).rejects.toBeInstanceOf(ProtocolError)
    expect(page).toBeLessThan(200)
  })

  it.each(['https://elsewhere.test/v2/a/b/tags/list', 'http://registry.test/v2/a/b/tags/list', 'https://['])(
    'do not follow a Link to %s',
    async (address) => {
      const asked: string[] = []
      const fetch = async (request: Request): Promise<Response> => {
        asked.push(request.url)
        return Response.json({ tags: ['a'] }, { headers: { Link: `<${address}>; rel="next"` } })
      }
      await expect(all(repositoryOf({ fetch }).tags())).rejects.toBeInstanceOf(ProtocolError)
      expect(asked).toHaveLength(1)
    },
  )

  it.each([
    ['HTML', () => new Response('<html></html>', { headers: { 'Content-Type': 'text/html' } })],
    ['another document', () => Response.json({ hello: 'world' })],
    ['no list', () => Response.json({ name: 'a/b', tags: 'all of them' })],
  ])('end with ProtocolError when a 200 is %s', async (_, reply) => {
    const registry = fakeRegistry()
    registry.fail('GET', { reply })
    await expect(all(repositoryOf(registry).tags())).rejects.toBeInstanceOf(ProtocolError)
  })

  it('end with ProtocolError when a page does not end', async () => {
    const chunk = new Uint8Array(1024 * 1024).fill(32)
    let given = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1
        controller.enqueue(chunk)
      },
    })
    const registry = fakeRegistry()
    registry.fail('GET', { reply: () => new Response(body) })
    await expect(all(repositoryOf(registry).tags())).rejects.toBeInstanceOf(ProtocolError)
    expect(given).toBeLessThan(40)
  })

  it.each([0, -1, 0.5])('refuse pages of %d entries', (pageSize) => {
    expect(() => repositoryOf(fakeRegistry()).tags({ pageSize })).toThrow(RangeError)
  })
})

describe('repositories', () => {
  it('come page by page', async () => {
    const client = createRegistryClient('registry.test', { fetch: fakeRegistry().fetch })
    expect(await all(client.repositories({ pageSize: 1 }))).toEqual(['a/b', 'c', 'd'])
  })
})
