import { digestOf } from '@berth/digest'
import { openMemoryStorage, type Storage } from '@berth/storage'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiTokens } from '../../src/access/api-tokens.ts'
import { type App, createApp } from '../../src/app.ts'
import { silent } from './silent.ts'

let storage: Storage
let app: App

beforeEach(async () => {
  storage = await openMemoryStorage()
  app = createApp({ storage, settings: { contractMode: true } })
})
afterEach(async () => {
  vi.useRealTimers()
  await storage.close()
})

const JSON_TYPE = { 'Content-Type': 'application/json' }

async function ask(
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  headers = JSON_TYPE,
) {
  const request = new Request(`http://registry.test${path}`, {
    method,
    ...(body !== undefined && { body, headers }),
  })
  const reply = await app.fetch(request, { overControlSocket: true })
  const text = await reply.text()
  return { status: reply.status, headers: reply.headers, body: text === '' ? undefined : JSON.parse(text) }
}

const create = (document: unknown) => ask('POST', '/api/v1/tokens', JSON.stringify(document))

describe('a token that is created', () => {
  it('is told once, and is good', async () => {
    const made = await create({ name: 'ci', scopes: ['push,pull:team/**'] })
    expect(made.status).toBe(201)
    expect(made.headers.get('cache-control')).toBe('no-store')
    expect(made.headers.get('location')).toBe('/api/v1/tokens/ci')
    const { token, ...facts } = made.body
    expect(facts).toEqual({
      id: token.slice(6, 22),
      name: 'ci',
      scopes: ['pull,push:team/**'],
      created: expect.any(String),
      createdBy: 'operator',
      expires: expect.any(String),
    })
    expect(new ApiTokens(storage.access, silent).verify(token)).toMatchObject({ name: 'ci' })
    const listed = await ask('GET', '/api/v1/tokens')
    expect(listed.headers.get('cache-control')).toBe('no-store')
    expect(listed.body).toEqual({ tokens: [facts] })
  })

  it('ends in 90 days, when it is told to, or never', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 0, 1) })
    const expiry = async (name: string, more: object) =>
      (await create({ name, scopes: ['pull:**'], ...more })).body.expires
    expect(await expiry('a', {})).toBe('2026-04-01T00:00:00.000Z')
    expect(await expiry('b', { expires: '2026-01-02T03:04:05Z' })).toBe('2026-01-02T03:04:05.000Z')
    expect(await expiry('c', { expires: null })).toBeUndefined()
    expect(await create({ name: 'd', scopes: ['pull:**'], expires: '2026-01-01T00:00:00Z' })).toMatchObject({
      status: 400,
      body: {
        errors: [{ code: 'UNSUPPORTED', message: expect.stringContaining('expires: it lies in the past') }],
      },
    })
  })

  it('has a name no other has, until it is revoked', async () => {
    await create({ name: 'ci', scopes: ['pull:**'] })
    expect(await create({ name: 'ci', scopes: ['pull:**'] })).toMatchObject({
      status: 400,
      body: { errors: [{ code: 'UNSUPPORTED', message: expect.stringContaining('revoke it first') }] },
    })
    expect(await ask('DELETE', '/api/v1/tokens/ci')).toMatchObject({ status: 204, body: undefined })
    expect(await create({ name: 'ci', scopes: ['pull:**'] })).toMatchObject({ status: 201 })
  })

  it('cannot be revoked when there is none', async () => {
    for (const name of ['nobody', 'No%20Name']) {
      const refused = await ask('DELETE', `/api/v1/tokens/${name}`)
      expect(refused).toMatchObject({ status: 404, body: { errors: [{ code: 'UNSUPPORTED' }] } })
    }
  })
})

describe('a document that is sent', () => {
  const good = { name: 'ci', scopes: ['pull:**'] }
  it.each<[what: string, document: unknown, problem: string]>([
    ['has no name', { scopes: ['pull:**'] }, 'name: '],
    ['has a name that is none', { ...good, name: 'C I' }, 'name: use lower-case letters'],
    ['has a name that is too long', { ...good, name: 'a'.repeat(65) }, 'name: use at most 64 characters'],
    ['has no scopes', { ...good, scopes: [] }, 'scopes: give at least one'],
    ['has a wrong scope', { ...good, scopes: ['pull:**', 'pul:**'] }, 'scopes[1]: write actions'],
    ['has more than it may', { ...good, colour: 'red' }, 'Unrecognized key: "colour"'],
    ['has a time that is none', { ...good, expires: 'tomorrow' }, 'expires: '],
    ['is a list', [good], 'expected object'],
    ['is nothing', null, 'expected object'],
  ])('is refused when it %s', async (_, document, problem) => {
    const refused = await create(document)
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ code: 'UNSUPPORTED' }] } })
    expect(refused.body.errors[0].message).toContain(problem)
    expect(storage.access.listTokens({ limit: 1 }).items).toEqual([])
  })

  it.each<
    [what: string, body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string>, problem: string]
  >([
    ['is no JSON', '{"name": "hunter2', JSON_TYPE, 'not valid JSON'],
    ['is empty', '', JSON_TYPE, 'not valid JSON'],
    ['is not UTF-8', new Uint8Array([0x22, 0xff, 0x22]), JSON_TYPE, 'not valid JSON in UTF-8'],
    [
      'is called text',
      JSON.stringify(good),
      { 'Content-Type': 'text/plain' },
      'Content-Type: application/json',
    ],
  ])('is refused when it %s', async (_, body, headers, problem) => {
    const refused = await ask('POST', '/api/v1/tokens', body, headers as typeof JSON_TYPE)
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ code: 'UNSUPPORTED' }] } })
    expect(refused.body.errors[0].message).toContain(problem)
    expect(JSON.stringify(refused.body)).not.toContain('hunter2')
  })

  it('may say its charset', async () => {
    const headers = { 'Content-Type': 'Application/JSON; charset=utf-8' }
    expect((await ask('POST', '/api/v1/tokens', JSON.stringify(good), headers)).status).toBe(201)
  })

  it('is refused when it is longer than 64 KiB, announced or not', async () => {
    const long = JSON.stringify({ ...good, name: 'x'.repeat(64 * 1024) })
    const tooLong = { status: 413, body: { errors: [{ code: 'SIZE_INVALID' }] } }
    expect(await ask('POST', '/api/v1/tokens', long)).toMatchObject(tooLong)
    const headers = { ...JSON_TYPE, 'Content-Length': String(long.length) }
    expect(await ask('POST', '/api/v1/tokens', long, headers)).toMatchObject(tooLong)
  })

  it('is not looked at before it is known who sends it', async () => {
    const request = new Request('http://registry.test/api/v1/tokens', {
      method: 'POST',
      body: 'no JSON',
      headers: JSON_TYPE,
    })
    expect((await app.fetch(request)).status).toBe(403)
    expect(request.bodyUsed).toBe(false)
  })
})

describe('a list of the operator', () => {
  /** Every page, by following Link. */
  async function pages(path: string): Promise<unknown[]> {
    const all: unknown[] = []
    for (let next: string | undefined = path; next !== undefined; ) {
      const { status, headers, body } = await ask('GET', next)
      expect(status).toBe(200)
      all.push(...Object.values(body))
      next = /^<([^>]+)>; rel="next"$/.exec(headers.get('link') ?? '')?.[1]
    }
    return all
  }

  it('of tokens comes in pages', async () => {
    for (const name of ['a', 'b', 'c']) await create({ name, scopes: ['pull:**'] })
    expect(await pages('/api/v1/tokens?n=2')).toMatchObject([[{ name: 'a' }, { name: 'b' }], [{ name: 'c' }]])
    expect(await pages('/api/v1/tokens?n=0')).toEqual([[]])
  })

  it('of what was done comes in pages, newest first and filtered', async () => {
    const digest = digestOf(Buffer.from('x'))
    const entry = { at: 0, request: 'r', principal: 'robot:ci', action: 'putManifest', status: 201 }
    await storage.access.recordAudit([
      { ...entry, repository: 'a/b', reference: 'v1', digest, client: '192.0.2.7' },
      { ...entry, repository: 'a/c', principal: 'operator' },
      { ...entry, repository: 'a/b', at: 1000 },
    ])
    expect(await pages('/api/v1/audit?n=1&repository=a/b&principal=robot:ci')).toEqual([
      [{ ...entry, id: 3, at: '1970-01-01T00:00:01.000Z', repository: 'a/b' }],
      [
        {
          ...entry,
          id: 1,
          at: '1970-01-01T00:00:00.000Z',
          repository: 'a/b',
          reference: 'v1',
          digest,
          client: '192.0.2.7',
        },
      ],
    ])
    expect(await pages('/api/v1/audit?principal=nobody')).toEqual([[]])
    expect(await ask('GET', '/api/v1/audit?last=x')).toMatchObject({ status: 400 })
    expect(await ask('GET', '/api/v1/audit?repository=A')).toMatchObject({ status: 400 })
  })
})
