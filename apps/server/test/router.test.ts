import { type Operation, operations, pathOf } from '@berth/spec'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ContractRouter } from '../src/router.ts'

const DIGEST = `sha256:${'0'.repeat(64)}`
const SESSION = '0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e'

/** Components that could be mistaken for the API's own words, and ordinary ones. */
const component = fc.constantFrom(
  ...[
    'blobs',
    'manifests',
    'tags',
    'uploads',
    'referrers',
    'list',
    'latest',
    'v2',
    'a',
    'a-b',
    'x__y',
    '0.1',
    'app',
  ],
)
const name = fc.array(component, { minLength: 1, maxLength: 6 }).map((components) => components.join('/'))
const named = (Object.values(operations) as readonly Operation[]).filter((operation) =>
  operation.path.includes('{name}'),
)

function contractRouter(): ContractRouter<string> {
  const router = new ContractRouter<string>()
  for (const operation of Object.values(operations) as readonly Operation[]) {
    for (const path of [operation.path, ...(operation.aliases ?? [])])
      router.add(operation.method, path, operation.id)
  }
  return router
}

function route(router: ContractRouter<string>, method: string, path: string) {
  const [matched] = router.match(method, path)
  return matched?.[0] && { id: matched[0][0], params: matched[0][1] as Record<string, string> }
}

describe('the router', () => {
  const router = contractRouter()

  it('routes 20 000 names made of the words of the API to the right operation, with the whole name', () => {
    fc.assert(
      fc.property(
        name,
        fc.constantFrom(...named),
        fc.constantFrom('latest', 'list', 'uploads', 'blobs', DIGEST),
        (repository, operation, reference) => {
          const params = { name: repository, digest: DIGEST, reference, session: SESSION }
          const path = pathOf(operation, params as never)
          const found = route(router, operation.method, path)
          expect(found?.id).toBe(operation.id)
          expect(found?.params.name).toBe(repository)
        },
      ),
      { numRuns: 20_000 },
    )
  })

  it('of 20 000 arbitrary paths takes apart only those that, put together again, are the same', () => {
    const piece = fc.oneof(
      component,
      fc.string({ maxLength: 8 }),
      fc.constantFrom('', '..', '%2e%2e', '%2F', '_catalog', 'A'),
    )
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.constantFrom('GET', 'PUT', 'POST', 'PATCH', 'DELETE', 'BREW'),
        (pieces, method) => {
          const path = `/v2/${pieces.join('/')}`
          const found = route(router, method, path)
          if (found === undefined) return
          const { path: template, aliases = [] } = operations[
            found.id as keyof typeof operations
          ] as Operation
          const filled = [template, ...aliases].map((text) =>
            text.replace(/\{(\w+)\}/g, (_, key) => found.params[key] ?? ''),
          )
          expect(filled).toContain(path)
        },
      ),
      { numRuns: 20_000 },
    )
  })

  it.each([
    ['GET', '/v2', 'getBase', {}],
    ['GET', '/v2/', 'getBase', {}],
    ['GET', '/v2/_catalog', 'listRepositories', {}],
    ['POST', '/v2/a/blobs/uploads', 'startUpload', { name: 'a' }],
    ['POST', '/v2/a/blobs/uploads/', 'startUpload', { name: 'a' }],
    ['GET', '/v2/a/blobs/b/tags/list', 'listTags', { name: 'a/blobs/b' }],
    ['GET', '/v2/x/tags/list/tags/list', 'listTags', { name: 'x/tags/list' }],
    [
      'GET',
      '/v2/a/manifests/manifests/manifests',
      'getManifest',
      { name: 'a/manifests', reference: 'manifests' },
    ],
    ['GET', `/v2/a%2Fb/blobs/${DIGEST}`, 'getBlob', { name: 'a%2Fb', digest: DIGEST }],
    ['PUT', `/v2/a/blobs/uploads/${SESSION}`, 'finishUpload', { name: 'a', session: SESSION }],
    ['GET', '/docs/index.css', 'getDocsAsset', { asset: 'index.css' }],
  ])('%s %s is %s', (method, path, id, params) => {
    expect(route(router, method, path)).toEqual({ id, params })
  })

  it.each([
    '/',
    '/v2/a',
    '/v2/manifests/latest',
    '/v2//manifests/latest',
    '/v2/a/uploads/x',
    '/v3/',
    '/v2/tags/list',
  ])('%s is nothing of the contract', (path) => expect(router.templateOf(path)).toBeUndefined())

  it('knows the path of the contract behind any path it has', () => {
    expect(router.templateOf('/v2/a/b/manifests/latest')).toBe('/v2/{name}/manifests/{reference}')
  })

  it('refuses a route for all methods: the contract has none', () => {
    expect(() => router.add('ALL', '*', 'x')).toThrow(/no ALL routes/)
  })
})
