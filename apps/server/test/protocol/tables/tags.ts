import type { ProtocolCase } from '../case.ts'
import { image } from '../content.ts'
import { absentHeader, refused } from '../exchange.ts'
import { pushed, type Registry } from '../registry.ts'
import { parsed } from '../reply.ts'
import { Unmet } from '../unmet.ts'

const ship = image('a ship with tags')
const boat = image('a boat with tags')
const fiveTags = pushed(ship, 'c', 'a', 'e', 'b', 'd')

const lists = (query: string, tags: readonly string[]) =>
  ({
    request: `GET /v2/{name}/tags/list${query}`,
    reply: { status: 200, json: { name: '{name}', tags } },
  }) as const

/** Follows `Link` from the first page to the last and returns the pages. */
async function pages(registry: Registry, query: string, level: ProtocolCase['level']): Promise<string[][]> {
  const found: string[][] = []
  let next: string | undefined = `/v2/{name}/tags/list${query}`
  while (next !== undefined && found.length < 20) {
    const reply = await registry.exchange({ request: `GET ${next}`, reply: { status: 200 } })
    const { tags } = parsed(reply) as { tags: string[] }
    found.push(tags)
    const link = reply.headers.get('link')
    next = link === null ? undefined : /^<([^>]+)>\s*;\s*rel="?next"?/.exec(link)?.[1]
    if (link !== null && next === undefined) {
      throw new Unmet([
        { level, request: reply.request, expected: 'Link: <…>; rel="next"', came: `Link: ${link}` },
      ])
    }
  }
  return found
}

/** "Listing Tags" */
export const tags: readonly ProtocolCase[] = [
  {
    name: 'all tags are listed, in order',
    by: 'end-8a',
    level: 'must',
    given: [fiveTags],
    exchanges: [lists('', ['a', 'b', 'c', 'd', 'e'])],
  },
  {
    name: 'tags are listed by their bytes: digits, upper case, underscore, lower case',
    by: 'end-8a',
    fact: 37,
    level: 'berth',
    given: [pushed(ship, 'b', 'B', '_', '10', '9', 'a-b', 'a.b', 'a')],
    exchanges: [lists('', ['10', '9', 'B', '_', 'a', 'a-b', 'a.b', 'b'])],
  },
  {
    name: 'the list of tags is plain JSON and ends without a Link',
    by: 'end-8a',
    fact: 36,
    level: 'berth',
    given: [fiveTags],
    exchanges: [
      {
        request: 'GET /v2/{name}/tags/list',
        reply: { status: 200, headers: { 'content-type': 'application/json', link: absentHeader } },
      },
    ],
  },
  {
    name: 'a tag that was pushed again is listed once',
    by: 'end-8a',
    level: 'must',
    given: [pushed(ship, 'latest'), pushed(boat, 'latest'), pushed(ship, 'latest')],
    exchanges: [lists('', ['latest'])],
  },
  {
    name: 'a repository nobody has pushed to has no list',
    by: 'end-8a',
    fact: 38,
    level: 'berth',
    exchanges: [{ request: 'GET /v2/{name}/tags/list', reply: refused('NAME_UNKNOWN') }],
  },
  {
    name: 'a repository that is there and has no tags has an empty list',
    by: 'end-8a',
    fact: 38,
    level: 'should',
    given: [pushed(ship)],
    exchanges: [lists('', [])],
  },
  {
    name: 'a repository that has lost its last tag has an empty list',
    by: 'end-8a',
    fact: 38,
    level: 'should',
    needs: ['tag-delete'],
    given: [pushed(ship, 'latest')],
    exchanges: [{ request: 'DELETE /v2/{name}/manifests/latest', reply: { status: 202 } }, lists('', [])],
  },
  {
    name: 'n gives the first n tags',
    by: 'end-8b',
    level: 'must',
    given: [fiveTags],
    exchanges: [lists('?n=2', ['a', 'b'])],
  },
  {
    name: 'n and last give the n tags after last',
    by: 'end-8b',
    level: 'must',
    given: [fiveTags],
    exchanges: [lists('?n=2&last=b', ['c', 'd']), lists('?last=b&n=2', ['c', 'd'])],
  },
  {
    name: 'last alone gives all tags after it',
    by: 'end-8b',
    level: 'must',
    given: [fiveTags],
    exchanges: [lists('?last=b', ['c', 'd', 'e'])],
  },
  {
    name: 'last need not be a tag that is there: the list goes on in order',
    by: 'end-8b',
    fact: 37,
    level: 'berth',
    given: [fiveTags],
    exchanges: [lists('?n=2&last=bb', ['c', 'd']), lists('?last=0', ['a', 'b', 'c', 'd', 'e'])],
  },
  {
    name: 'nothing comes after the last tag',
    by: 'end-8b',
    level: 'must',
    given: [fiveTags],
    exchanges: [lists('?n=2&last=e', []), lists('?last=zz', [])],
  },
  {
    name: 'n of 0 gives an empty list and no Link',
    by: 'end-8b',
    fact: 37,
    level: 'must',
    given: [fiveTags],
    exchanges: [
      {
        request: 'GET /v2/{name}/tags/list?n=0',
        reply: { status: 200, headers: { link: absentHeader }, json: { tags: [] } },
      },
    ],
  },
  {
    name: 'there is no Link where nothing follows',
    by: 'end-8b',
    fact: 36,
    level: 'should',
    given: [fiveTags],
    exchanges: ['?n=5', '?n=6', '?n=2&last=c'].map((query) => ({
      request: `GET /v2/{name}/tags/list${query}` as const,
      reply: { status: 200, headers: { link: absentHeader } },
    })),
  },
  {
    name: 'a Link, where one comes, leads through all the tags',
    by: 'end-8b',
    fact: 36,
    level: 'must',
    run: async (registry) => {
      await fiveTags(registry)
      const seen = await pages(registry, '?n=2', 'must')
      if (seen.length === 1) return
      const came = seen.map((page) => page.join(' ')).join(' | ')
      const request = `GET /v2/${registry.name}/tags/list?n=2`
      if (came !== 'a b | c d | e')
        throw new Unmet([{ level: 'must', request, expected: 'a b | c d | e', came }])
    },
  },
  {
    name: 'the Link is relative, bracketed, and says next',
    by: 'end-8b',
    fact: 36,
    level: 'berth',
    given: [fiveTags],
    exchanges: [
      {
        request: 'GET /v2/{name}/tags/list?n=2',
        reply: { status: 200, headers: { link: '</v2/{name}/tags/list?n=2&last=b>; rel="next"' } },
      },
    ],
  },
  {
    name: 'the Link keeps what else was asked for',
    by: 'end-8b',
    fact: 36,
    level: 'berth',
    given: [fiveTags],
    exchanges: [
      {
        request: 'GET /v2/{name}/tags/list?n=2&ns=registry.example',
        reply: { status: 200, headers: { link: /^<[^>]*\bns=registry\.example\b[^>]*>; rel="next"$/ } },
      },
    ],
  },
  {
    name: 'an n beyond all measure gives what there is',
    by: 'end-8b',
    fact: 37,
    level: 'berth',
    given: [fiveTags],
    exchanges: [
      lists('?n=1000000', ['a', 'b', 'c', 'd', 'e']),
      lists('?n=99999999999999999999', ['a', 'b', 'c', 'd', 'e']),
    ],
  },
  ...['-1', 'two', '1.5', '0x10', '%20', '1e3'].map(
    (n): ProtocolCase => ({
      name: `an n of "${decodeURIComponent(n)}" is refused`,
      by: 'end-8b',
      fact: 37,
      level: 'berth',
      given: [fiveTags],
      exchanges: [{ request: `GET /v2/{name}/tags/list?n=${n}`, reply: refused('UNSUPPORTED', 400) }],
    }),
  ),
]
