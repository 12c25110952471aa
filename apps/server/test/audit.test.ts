import { digestOf } from '@berth/digest'
import { type AuditRecord, openMemoryStorage, type Storage } from '@berth/storage'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type App, createApp } from '../src/app.ts'
import { AuditTrail } from '../src/audit.ts'
import type { Exchange } from '../src/exchanges.ts'
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

describe('an audit trail', () => {
  afterEach(() => vi.useRealTimers())

  const exchange = (id: string, more: { principal?: string; status?: number } = {}) =>
    ({
      id: 'putManifest',
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

  it('waits for a database that takes no writes, and gives up the oldest when too many wait', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const { batches, state, records } = database()
    const lines: { msg: string; lost?: number; first?: string }[] = []
    const log = pino({ level: 'info', base: null }, { write: (line) => lines.push(JSON.parse(line)) })
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
