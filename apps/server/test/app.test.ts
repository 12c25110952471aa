import { errorTable, type OperationId, operations } from '@berth/spec'
import { openMemoryStorage, type Storage } from '@berth/storage'
import fc from 'fast-check'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openAccess } from '../src/access/access.ts'
import { type App, createApp } from '../src/app.ts'
import { Context } from '../src/context.ts'
import { ContractViolation } from '../src/contract-mode.ts'
import { dispatch, type Wiring } from '../src/dispatch.ts'
import type { DispatchTable } from '../src/handler.ts'
import { dispatchTable } from '../src/handlers/index.ts'
import { webRequest } from '../src/http/request.ts'
import { OperatorScrub } from '../src/operator-scrub.ts'
import { defaultSettings, type Settings } from '../src/settings.ts'

let storage: Storage
let app: App

beforeEach(async () => {
  storage = await openMemoryStorage()
  app = createApp({ storage, settings: { contractMode: true } })
})
afterEach(() => storage.close())

const get = (path: string, init: RequestInit = {}) =>
  app.fetch(new Request(`http://registry.test${path}`, init))

function wiring(table: DispatchTable, settings: Partial<Settings> = {}): Wiring {
  const log = pino({ level: 'silent' })
  return {
    storage,
    log,
    settings: { ...defaultSettings, contractMode: true, ...settings },
    access: openAccess(),
    health: app.health,
    scrub: new OperatorScrub(storage, log),
    metrics: app.metrics,
    table,
    proxies: { baseOf: () => '', addressOf: () => '', clientOf: () => undefined },
  }
}

const served = (id: OperationId, params: Record<string, string>, path: string, parts: Wiring) =>
  dispatch(id, params, webRequest(new Request(`http://registry.test${path}`)), parts)

describe('dispatch', () => {
  it('builds a Context and a handler of its own for each of two concurrent requests', async () => {
    const contexts: Context[] = []
    const handlers: unknown[] = []
    let release = () => {}
    const both = new Promise<void>((resolve) => {
      release = resolve
    })
    const table: DispatchTable = {
      ...dispatchTable,
      listTags: (context) => {
        contexts.push(context)
        const handler = async () => {
          // Neither ends before both have begun: what they share, they would now share.
          if (contexts.length === 2) release()
          await both
          return {
            status: 200 as const,
            headers: {},
            body: { name: context.repository.name, tags: [context.id] },
          }
        }
        handlers.push(handler)
        return handler
      },
    }
    const answers = await Promise.all(
      ['team/one', 'team/two'].map((name) =>
        served('listTags', { name }, `/v2/${name}/tags/list`, wiring(table)),
      ),
    )
    expect(contexts).toHaveLength(2)
    expect(contexts[0]).not.toBe(contexts[1])
    expect(handlers[0]).not.toBe(handlers[1])
    expect(contexts.map((context) => context.repository.name)).toEqual(['team/one', 'team/two'])
    const bodies = answers.map(({ reply }) => JSON.parse(Buffer.from(reply.body as Uint8Array).toString()))
    expect(bodies.map((body) => body.name)).toEqual(['team/one', 'team/two'])
    expect(bodies.map((body) => body.tags[0])).toEqual(contexts.map((context) => context.id))
  })

  it('gives a handler no way back to the App or its storage', () => {
    const reachable = Object.getOwnPropertyNames(Context.prototype)
    expect(reachable.filter((name) => /app|storage|wiring|table/i.test(name))).toEqual([])
  })

  it('builds no handler for a request that may not run', async () => {
    let built = 0
    const table: DispatchTable = {
      ...dispatchTable,
      deleteBlob: (context) => {
        built += 1
        return dispatchTable.deleteBlob(context)
      },
    }
    const params = { name: 'a', digest: `sha256:${'0'.repeat(64)}` }
    const { reply } = await served('deleteBlob', params, '/', wiring(table, { deleteEnabled: false }))
    expect(reply.status).toBe(405)
    expect(reply.headers.Allow).toBe('GET, HEAD')
    expect(built).toBe(0)
  })

  it('answers a fault with UNKNOWN and keeps its text for the log', async () => {
    const table: DispatchTable = {
      ...dispatchTable,
      getBase: () => () => {
        throw new Error('the secret path /var/x')
      },
    }
    const { reply, error } = await served('getBase', {}, '/v2/', wiring(table))
    expect(reply.status).toBe(500)
    expect(Buffer.from(reply.body as Uint8Array).toString()).not.toContain('secret')
    expect(String(error)).toContain('secret')
  })
})

describe('contract mode', () => {
  const violating = async (id: OperationId, params: Record<string, string>, reply: unknown) => {
    const table = { ...dispatchTable, [id]: () => () => reply } as DispatchTable
    const { reply: sent, error } = await served(id, params, '/', wiring(table))
    expect(sent.status).toBe(500)
    expect(error).toBeInstanceOf(ContractViolation)
    return (error as Error).message
  }

  it.each([
    ['an undeclared status', 'getBase', {}, { status: 418, headers: {} }, /getBase 418: status/],
    [
      'a missing header',
      'cancelUpload',
      {},
      { status: 204, headers: { Location: '/' } },
      /header Location is not declared/,
    ],
    [
      'a header of another shape',
      'getUpload',
      {},
      {
        status: 204,
        headers: {
          Location: '/a',
          Range: 'x',
          'Upload-Offset': '0',
          'Docker-Upload-UUID': '0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e',
        },
      },
      /header Range may not be "x"/,
    ],
    [
      'a document of another shape',
      'listTags',
      {},
      { status: 200, headers: {}, body: { name: 'a', tags: null } },
      /listTags 200: body/,
    ],
    [
      'a missing body',
      'getDocs',
      {},
      {
        status: 200,
        headers: {
          'Content-Type': 'text/html',
          'Content-Length': '1',
          'Cache-Control': 'no-cache',
          'Content-Security-Policy': 'x',
        },
      },
      /body is missing/,
    ],
  ] as const)('turns %s into a 500 that names it', async (_, id, params, reply, message) => {
    const named = { name: 'a', session: '0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e', ...params }
    const wanted = [...operations[id].path.matchAll(/\{(\w+)\}/g)].map(
      ([, name]) => name as keyof typeof named,
    )
    const given = Object.fromEntries(wanted.map((name) => [name, named[name]]))
    expect(await violating(id, given, reply)).toMatch(message)
  })
})

describe('any path', () => {
  const word = fc.constantFrom(
    'blobs',
    'manifests',
    'tags',
    'uploads',
    'referrers',
    'list',
    '_catalog',
    'v2',
    'app',
    'a.b',
    'A',
    'a__b',
    '..',
    '',
    '%2F',
    '%zz',
    'sha256:abc',
    'ä',
    'x y',
  )

  it('of 20 000 fuzzed ones is routed, or refused with 400, 404 or 405 in the envelope', async () => {
    const statuses = new Set<number>()
    await fc.assert(
      fc.asyncProperty(
        fc.array(word, { minLength: 1, maxLength: 7 }),
        fc.constantFrom('GET', 'HEAD', 'PUT', 'DELETE'),
        async (words, method) => {
          const response = await get(`/v2/${words.join('/')}`, { method })
          statuses.add(response.status)
          if (response.status < 400) return
          expect([400, 404, 405]).toContain(response.status)
          expect(response.headers.get('content-type')).toBe('application/json')
          if (method === 'HEAD') return
          const { errors } = (await response.json()) as { errors: { code: keyof typeof errorTable }[] }
          expect(errors.map(({ code }) => Object.hasOwn(errorTable, code))).toEqual([true])
        },
      ),
      { numRuns: 20_000 },
    )
    expect([...statuses].sort()).toEqual([200, 400, 404, 405])
  })
})

describe('every reply', () => {
  it.each([
    ['/v2/', 200],
    ['/v2/a/tags/list', 404],
    ['/nothing/here', 404],
    ['/docs', 200],
  ])('to %s says the API, the request and not to guess', async (path, status) => {
    const response = await get(path, { headers: { 'X-Request-Id': 'my-id' } })
    expect(response.status).toBe(status)
    expect(response.headers.get('docker-distribution-api-version')).toBe('registry/2.0')
    expect(response.headers.get('x-request-id')).toBe('my-id')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('makes an id of its own when the client sends one that cannot stand in a log line', async () => {
    const response = await get('/v2/', { headers: { 'X-Request-Id': 'a b' } })
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('warns people when the operator wants it', async () => {
    const warning = createApp({ storage, settings: { contractMode: true, warning: 'moving to "r2" soon' } })
    const response = await warning.fetch(new Request('http://registry.test/v2/'))
    expect(response.headers.get('warning')).toBe(`299 - "moving to 'r2' soon"`)
  })
})

describe('Location', () => {
  const start = async (settings: Partial<Settings>) => {
    const chosen = createApp({ storage, settings: { contractMode: true, ...settings } })
    const response = await chosen.fetch(
      new Request('http://registry.test/v2/team/app/blobs/uploads/', { method: 'POST' }),
    )
    return response.headers.get('location')
  }

  it('is relative by default', async () =>
    expect(await start({})).toMatch(/^\/v2\/team\/app\/blobs\/uploads\/[0-9a-f-]{36}$/))

  it('is absolute under a configured public URL, with its prefix', async () => {
    expect(await start({ publicUrl: 'https://example.org/registry/' })).toMatch(
      /^https:\/\/example\.org\/registry\/v2\/team\/app\//,
    )
  })
})

describe('a page of another origin', () => {
  const from = async (corsOrigins: string[] | undefined, origin?: string) => {
    const chosen = createApp({
      storage,
      settings: { contractMode: true, ...(corsOrigins && { corsOrigins }) },
    })
    const response = await chosen.fetch(
      new Request('http://registry.test/v2/', { headers: origin === undefined ? {} : { Origin: origin } }),
    )
    return [response.headers.get('access-control-allow-origin'), response.headers.get('vary')]
  }

  it.each([
    ['is let in by nobody unless configured', undefined, 'https://evil.test', [null, null]],
    ['is let in when listed', ['https://ui.test'], 'https://ui.test', ['https://ui.test', 'Origin']],
    ['is kept out when another is listed', ['https://ui.test'], 'https://evil.test', [null, 'Origin']],
    [
      'does not make a cache mix its reply with that to none',
      ['https://ui.test'],
      undefined,
      [null, 'Origin'],
    ],
    ['is let in with all', ['*'], 'https://any.test', ['*', null]],
  ])('%s', async (_, configured, origin, expected) =>
    expect(await from(configured, origin)).toEqual(expected),
  )
})

describe('a manifest list with the nulls Go writes', () => {
  it('still gives old clients its linux/amd64 image, or none', async () => {
    const list = 'application/vnd.docker.distribution.manifest.list.v2+json'
    const put = (tag: string, manifests: unknown) =>
      get(`/v2/a/manifests/${tag}`, {
        method: 'PUT',
        headers: { 'Content-Type': list },
        body: JSON.stringify({ schemaVersion: 2, mediaType: list, manifests }),
      })
    expect((await put('none', null)).status).toBe(201)
    const pulled = await get('/v2/a/manifests/none', {
      headers: { Accept: 'application/vnd.docker.distribution.manifest.v2+json' },
    })
    expect(pulled.status).toBe(404)
  })
})

describe('a registry with deletion turned off', () => {
  const asked = async (method: string, path: string) => {
    const keeping = createApp({ storage, settings: { contractMode: true, deleteEnabled: false } })
    const response = await keeping.fetch(new Request(`http://registry.test${path}`, { method }))
    return [response.status, response.headers.get('allow')]
  }

  it.each([
    ['DELETE', '/v2/a/manifests/latest', [405, 'GET, HEAD, PUT']],
    ['OPTIONS', '/v2/a/manifests/latest', [204, 'GET, HEAD, PUT, OPTIONS']],
    ['POST', '/v2/a/manifests/latest', [405, 'GET, HEAD, PUT']],
    // Cancelling an upload deletes nothing that was pushed.
    ['OPTIONS', `/v2/a/blobs/uploads/${'0'.repeat(36)}`, [204, 'GET, HEAD, PATCH, PUT, DELETE, OPTIONS']],
  ])('answers %s %s with what it offers', async (method, path, expected) =>
    expect(await asked(method, path)).toEqual(expected),
  )
})

describe('a registry with as many uploads open as may be', () => {
  it('answers 429 with when to come again, and takes the next one once another has ended', async () => {
    const full = await openMemoryStorage({ maxUploads: 1 })
    const limited = createApp({ storage: full, settings: { contractMode: true } })
    const ask = (method: string, path: string) =>
      limited.fetch(new Request(new URL(path, 'http://registry.test'), { method }))
    const first = await ask('POST', '/v2/a/blobs/uploads/')
    expect(first.status).toBe(202)

    const second = await ask('POST', '/v2/b/blobs/uploads/')
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '5'])
    expect(await second.json()).toMatchObject({ errors: [{ code: 'TOOMANYREQUESTS' }] })

    expect((await ask('DELETE', first.headers.get('location') ?? '')).status).toBe(204)
    expect((await ask('POST', '/v2/b/blobs/uploads/')).status).toBe(202)
    await full.close()
  })
})
