import { digestOf } from '@berth/digest'
import { type AuditRecord, openMemoryStorage, type Storage } from '@berth/storage'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type App, createApp } from '../src/app.ts'
import { AuditTrail } from '../src/audit.ts'
import type { Exchange } from '../src/exchanges.ts'
import { basic, guardedRegistry } from './access/guarded-registry.ts'
import { silent } from './access/silent.ts'

const bytes = Buffer.from('{}')
const config = digestOf(bytes)
const manifest = Buffer.from(
  JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: config, size: 2 },
    layers: [],
  }),
)

describe('the audit trail of a registry', () => {
  let storage: Storage
  let app: App
  beforeEach(async () => {
    storage = await openMemoryStorage()
    app = createApp({ storage, settings: { contractMode: true } })
  })
  afterEach(async () => {
    await app.close()
    await storage.close()
  })

  const send = async (
    method: string,
    path: string,
    body?: Buffer,
    { type = 'application/octet-stream', operator = false } = {},
  ) => {
    const request = new Request(`http://registry.test${path}`, {
      method,
      headers: { 'X-Request-Id': 'told', ...(body && { 'Content-Type': type }) },
      ...(body && { body: new Uint8Array(body) }),
    })
    const reply = await app.fetch(request, { overControlSocket: operator })
    await reply.arrayBuffer()
    return reply
  }
  /** What was noted since the last look, oldest first, without what is the same in all. */
  const noted = async () => {
    await app.close()
    const { items } = storage.access.listAudit({ limit: 100 })
    await storage.access.trimAudit(Number.MAX_SAFE_INTEGER)
    return items.reverse().map(({ id: _, at, request, ...entry }) => {
      expect(Math.abs(Date.now() - at)).toBeLessThan(600_000)
      expect(request).toBe('told')
      return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined))
    })
  }
  const pushConfig = () => send('POST', `/v2/team/app/blobs/uploads/?digest=${config}`, bytes)
  const image = { type: 'application/vnd.oci.image.manifest.v1+json' }
  const by = { principal: 'anonymous', repository: 'team/app' }

  it('tells of what is pushed, and not of the requests a push is made of', async () => {
    await send('POST', '/v2/team/app/blobs/uploads/')
    const { headers } = await send('POST', '/v2/team/app/blobs/uploads/')
    const patched = await send('PATCH', headers.get('location') ?? '', bytes)
    const session = patched.headers.get('location') ?? ''
    await send('GET', session)
    await send('HEAD', `/v2/team/app/blobs/${config}`)
    expect(await noted()).toEqual([])
    await send('PUT', `${session}${session.includes('?') ? '&' : '?'}digest=${config}`)
    await send('POST', `/v2/team/other/blobs/uploads/?mount=${config}&from=team/app`)
    await pushConfig()
    await send('PUT', '/v2/team/app/manifests/v1', manifest, image)
    await send('GET', '/v2/team/app/manifests/v1')
    expect(await noted()).toEqual([
      { ...by, action: 'finishUpload', digest: config, status: 201 },
      { ...by, action: 'startUpload', repository: 'team/other', digest: config, status: 201 },
      { ...by, action: 'startUpload', digest: config, status: 201 },
      { ...by, action: 'putManifest', reference: 'v1', digest: digestOf(manifest), status: 201 },
    ])
  })

  it('tells of what is deleted, and not of what fails', async () => {
    await pushConfig()
    await send('PUT', '/v2/team/app/manifests/v1', manifest, image)
    await noted()
    await send('DELETE', '/v2/team/app/manifests/none')
    await send('DELETE', '/v2/team/app/manifests/v1')
    await send('DELETE', `/v2/team/app/manifests/${digestOf(manifest)}`)
    await send('DELETE', `/v2/team/app/blobs/${config}`)
    expect(await noted()).toEqual([
      { ...by, action: 'deleteManifest', reference: 'v1', status: 202 },
      { ...by, action: 'deleteManifest', digest: digestOf(manifest), status: 202 },
      { ...by, action: 'deleteBlob', digest: config, status: 202 },
    ])
  })

  it('tells of what an operator does, and not of what nobody knows was denied', async () => {
    const body = Buffer.from('{"name":"ci","scopes":["pull:**"]}')
    await send('POST', '/api/v1/tokens', body, { type: 'application/json' })
    const operator = { type: 'application/json', operator: true }
    await send('POST', '/api/v1/tokens', body, operator)
    await send('POST', '/api/v1/tokens', body, operator)
    await send('GET', '/api/v1/tokens', undefined, operator)
    await send('GET', '/api/v1/audit', undefined, operator)
    await send('DELETE', '/api/v1/tokens/ci', undefined, operator)
    const as = { principal: 'operator', reference: 'ci', client: 'control socket' }
    expect(await noted()).toEqual([
      { ...as, action: 'createToken', status: 201 },
      { ...as, action: 'revokeToken', status: 204 },
    ])
  })
})

describe('the audit trail of a registry with users', () => {
  it('tells who has logged in, and that somebody has not, by either way to get a token', async () => {
    const rules = [{ who: 'users', repositories: '**', actions: 'pull' } as const]
    const given = await guardedRegistry(rules, { ada: 'right', bob: 'right' })
    try {
      const form = (username: string, password: string) =>
        given.ask('/token', {
          method: 'POST',
          body: new URLSearchParams({
            grant_type: 'password',
            username,
            password,
            service: 's',
            client_id: 'c',
          }),
        })
      const statuses = [
        await given.ask('/token', { as: basic('ada', 'right') }),
        await given.ask('/token', { as: basic('ada', 'right') }),
        await form('bob', 'right'),
        await given.ask('/token'),
        await given.ask('/token', { as: basic('ada', 'wrong') }),
        await form('ada', 'wrong'),
      ].map(({ status }) => status)
      expect(statuses).toEqual([200, 200, 200, 200, 401, 401])
      await given.app.close()
      const { items } = given.storage.access.listAudit({ limit: 10 })
      expect(items.reverse().map(({ principal, action, status }) => [principal, action, status])).toEqual([
        ['user:ada', 'issueToken', 200],
        ['user:bob', 'exchangeToken', 200],
        ['unknown', 'issueToken', 401],
      ])
      const { text } = await given.app.metrics.exposition()
      expect(text).toContain('berth_audit_entries_withheld_total 0')
    } finally {
      await given.close()
    }
  })

  it('tells of a failure by the body of a request as of any other', async () => {
    const given = await guardedRegistry([{ who: 'users', repositories: '**', actions: 'pull' }], {})
    try {
      const body = new URLSearchParams({
        grant_type: 'refresh_token',
        refresh_token: 'x',
        service: 's',
        client_id: 'c',
      })
      expect((await given.ask('/token', { method: 'POST', body })).status).toBe(401)
      await given.app.close()
      const { items } = given.storage.access.listAudit({ limit: 10 })
      expect(items).toMatchObject([{ principal: 'unknown', action: 'exchangeToken', status: 401 }])
    } finally {
      await given.close()
    }
  })
})

describe('an audit trail', () => {
  afterEach(() => vi.useRealTimers())

  const exchange = (id: string, more: { principal?: string; status?: number; action?: string } = {}) =>
    ({
      id: more.action ?? 'putManifest',
      request: { overControlSocket: false },
      params: { name: 'a/b', reference: 'v1' },
      served: {
        id,
        principal: more.principal ?? 'robot:ci',
        reply: { status: more.status ?? 201, headers: {} },
      },
      bytes: 0,
      ms: 0,
    }) as unknown as Exchange

  /** A database that takes what it is given, when it takes writes. */
  function database() {
    const batches: string[][] = []
    const state = { full: false }
    const recordAudit = async (entries: readonly AuditRecord[]) => {
      if (state.full) throw new Error('no room')
      batches.push(entries.map(({ request }) => request))
    }
    return { batches, state, records: { recordAudit } }
  }

  function kept() {
    const lines: { msg: string; lost?: number; first?: string }[] = []
    const log = pino({ level: 'info', base: null }, { write: (line) => lines.push(JSON.parse(line)) })
    return { lines, log }
  }

  it('is written about once a second, and at once when much has come', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { batches, records } = database()
    const trail = new AuditTrail(records, silent)
    trail.note(exchange('a'), undefined)
    await vi.advanceTimersByTimeAsync(999)
    trail.note(exchange('b'), undefined)
    expect(batches).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    expect(batches).toEqual([['a', 'b']])
    for (let count = 0; count < 450; count++) trail.note(exchange(String(count)), undefined)
    await vi.advanceTimersByTimeAsync(0)
    expect(batches.slice(1).map(({ length }) => length)).toEqual([200, 200, 50])
    expect(batches.flat().slice(2)).toEqual(Array.from({ length: 450 }, (_, count) => String(count)))
    await trail.close()
  })

  it('says who was denied, when it is known who that was', async () => {
    const { batches, records } = database()
    const trail = new AuditTrail(records, silent)
    trail.note(exchange('denied', { status: 403 }), undefined)
    trail.note(exchange('nobody', { status: 403, principal: 'anonymous' }), undefined)
    trail.note(exchange('wrong', { status: 400 }), undefined)
    await trail.close()
    expect(batches).toEqual([['denied']])
  })

  it('tells of the first refusals of each principal in a minute, and how many more there were', async () => {
    const { batches, records } = database()
    const { lines, log } = kept()
    const onWithheld = vi.fn()
    let now = 0
    const trail = new AuditTrail(records, log, { onWithheld, now: () => now })
    for (let count = 0; count < 70; count++) trail.note(exchange(`ci ${count}`, { status: 403 }), undefined)
    trail.note(exchange('other', { status: 403, principal: 'user:ada' }), undefined)
    trail.note(exchange('done'), undefined)
    expect(onWithheld).toHaveBeenCalledTimes(10)
    now = 59_999
    trail.note(exchange('too soon', { status: 403 }), undefined)
    now = 60_000
    trail.note(exchange('later', { status: 403 }), undefined)
    await trail.close()
    const first = Array.from({ length: 60 }, (_, count) => `ci ${count}`)
    expect(batches.flat()).toEqual([...first, 'other', 'done', 'later'])
    expect(lines).toMatchObject([{ principal: 'robot:ci', withheld: 11 }])
  })

  it('tells once in ten minutes of logins of a principal from a network', async () => {
    const { batches, records } = database()
    let now = 0
    const trail = new AuditTrail(records, silent, { now: () => now })
    const login = (id: string, client: string, more: { principal?: string; action?: string } = {}) =>
      trail.note(exchange(id, { action: 'issueToken', status: 200, ...more }), client)
    login('first', '2001:db8::1')
    login('again', '2001:db8::2', { action: 'exchangeToken' })
    login('elsewhere', '192.0.2.7')
    login('else', '192.0.2.7', { principal: 'user:ada' })
    login('nobody', '192.0.2.7', { principal: 'anonymous' })
    now = 599_999
    login('soon', '192.0.2.7')
    now = 600_000
    login('later', '192.0.2.7')
    await trail.close()
    expect(batches.flat()).toEqual(['first', 'elsewhere', 'else', 'later'])
  })

  it('tells once a minute of failed logins from a network, and of no more than a few from all', async () => {
    const { batches, records } = database()
    const { lines, log } = kept()
    const onWithheld = vi.fn()
    let now = 0
    const trail = new AuditTrail(records, log, { onWithheld, now: () => now })
    const fail = (id: string, client: string) =>
      trail.note(exchange(id, { action: 'issueToken', status: 401 }), client)
    for (const id of ['first', 'second', 'third']) fail(id, '192.0.2.7')
    now = 60_000
    fail('later', '192.0.2.7')
    for (let count = 0; count < 100; count++) fail(`${count}`, `198.51.100.${count}`)
    await trail.close()
    const others = Array.from({ length: 59 }, (_, count) => `${count}`)
    expect(batches.flat()).toEqual(['first', 'later', ...others])
    expect(lines).toMatchObject([{ client: '192.0.2.7', withheld: 2 }])
    expect(onWithheld).toHaveBeenCalledTimes(41)
  })

  it('waits for a database that takes no writes, and gives up the oldest when too many wait', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { batches, state, records } = database()
    const { lines, log } = kept()
    const onLost = vi.fn()
    const trail = new AuditTrail(records, log, { mostWaiting: 3, onLost })
    state.full = true
    for (const id of ['1', '2', '3']) trail.note(exchange(id), undefined)
    await vi.advanceTimersByTimeAsync(5000)
    expect(onLost).not.toHaveBeenCalled()
    expect(lines.map(({ msg }) => msg)).toEqual([
      'the audit trail cannot be written; its entries wait, up to a bound',
    ])
    trail.note(exchange('4'), undefined)
    expect(onLost.mock.calls).toEqual([[1]])
    expect(lines.at(-1)).toMatchObject({ lost: 1, first: '1', msg: 'entries of the audit trail are lost' })
    state.full = false
    await vi.advanceTimersByTimeAsync(1000)
    expect(batches).toEqual([['2', '3', '4']])
    expect(lines.at(-1)?.msg).toBe('the audit trail is written again')

    state.full = true
    trail.note(exchange('5'), undefined)
    await trail.close()
    expect(onLost.mock.calls).toEqual([[1], [1]])
    expect(vi.getTimerCount()).toBe(0)
  })
})
