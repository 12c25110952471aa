import type { RepositoryName } from '@berth/spec'
import { openMemoryStorage, type Storage } from '@berth/storage'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Glob, parseGlob } from '../../src/access/glob.ts'
import { ALL_RIGHTS, Rights } from '../../src/access/rights.ts'
import { ClientGoneError } from '../../src/http/errors.ts'
import { visibleRepositories } from '../../src/visible-repositories.ts'

const waiting = new AbortController().signal

function rightsTo(...patterns: string[]): Rights {
  return new Rights(
    patterns.map((pattern) => ({
      by: pattern,
      actions: ALL_RIGHTS,
      repositories: [parseGlob(pattern) as Glob],
    })),
  )
}

/** A catalog that keeps in mind which names it was asked for. */
function catalogOf(names: readonly string[]) {
  const sorted = [...new Set(names)].sort() as RepositoryName[]
  const shown: string[] = []
  const listRepositories: Storage['listRepositories'] = ({ after = '', limit }) => {
    const rest = sorted.filter((name) => name > after)
    const items = rest.slice(0, limit)
    shown.push(...items)
    return { items, more: rest.length > limit }
  }
  return { sorted, shown, listRepositories }
}

/** Few letters, and all the separators: names that share much, and stand next to each other in every way. */
const name = fc.stringMatching(/^[az0](?:(?:\.|_|__|-|\/)?[az0]){0,5}$/)
const pattern = fc
  .array(fc.constantFrom('a', 'z', '0', '/', '-', '.', '_', '*', '**'), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''))
  .filter((text) => parseGlob(text) !== undefined)

describe('the repositories somebody may see', () => {
  it('are those a look at each name would find, page by page', async () => {
    const page = fc.record({
      after: fc.option(name, { nil: undefined }),
      limit: fc.integer({ min: 1, max: 8 }),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(name, { maxLength: 40 }),
        fc.array(fc.oneof(pattern, name), { maxLength: 5 }),
        page,
        async (names, patterns, { after, limit }) => {
          const catalog = catalogOf(names)
          const rights = rightsTo(...patterns)
          const all = catalog.sorted.filter((it) => it > (after ?? '') && rights.allows('pull', it))
          expect(await visibleRepositories(catalog, rights, { after, limit }, waiting)).toEqual({
            items: all.slice(0, limit),
            more: all.length > limit,
          })
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('are found in the database as they are in memory, beyond what is looked at in one go', async () => {
    const storage = await openMemoryStorage()
    const names = Array.from({ length: 1500 }, (_, at) => `team/${String(at).padStart(4, '0')}`)
    for (const it of ['a', 'team', 'team-a/b', ...names, 'team0', 'z']) {
      const upload = await storage.repository(it as RepositoryName).startUpload({ principal: 'alice' })
      await upload.append((async function* () {})())
      await upload.commit('sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' as never)
    }
    const rights = rightsTo('team', 'team/**', 'team/1*', 'z')
    const list = (after: string | undefined, limit: number) =>
      visibleRepositories(storage, rights, { after, limit }, waiting)
    expect(await list(undefined, 2000)).toEqual({ items: ['team', ...names, 'z'], more: false })
    expect(await list('team', 1500)).toEqual({ items: names, more: true })
    expect(await list('team/1499', 1)).toEqual({ items: ['z'], more: false })
    await storage.close()
  })

  it('are looked for only where they may be', async () => {
    const others = Array.from({ length: 20_000 }, (_, at) => `hidden/${at}`)
    const below = Array.from({ length: 5000 }, (_, at) => `hidden/1/${at}`)
    const catalog = catalogOf([...others, ...below, 'team/a', 'zoo/a'])
    const rights = rightsTo('hidden/1', 'team/**', 'team/a*', 'zoo/a')
    expect((await visibleRepositories(catalog, rights, { limit: 100 }, waiting)).items).toEqual([
      'hidden/1',
      'team/a',
      'zoo/a',
    ])
    expect(catalog.shown).toEqual(['hidden/1', 'team/a', 'zoo/a', 'zoo/a'])
  })

  it('are looked for no longer when nobody waits for them', async () => {
    const catalog = catalogOf(Array.from({ length: 5000 }, (_, at) => `a/${at}`))
    const left = new AbortController()
    const listRepositories: Storage['listRepositories'] = (page) => {
      left.abort()
      return catalog.listRepositories(page)
    }
    const listing = visibleRepositories({ listRepositories }, rightsTo('**/none'), { limit: 1 }, left.signal)
    await expect(listing).rejects.toThrow(ClientGoneError)
    expect(catalog.shown).toHaveLength(1000)
  })
})
