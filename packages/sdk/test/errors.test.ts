import { errorTable } from '@berth/spec/errors'
import { describe, expect, it } from 'vitest'
import { ConnectionError, createRegistryClient, RegistryError } from '../src/index.ts'
import { repositoryOf } from './client-of.ts'
import { envelope, fakeRegistry } from './fake-registry.ts'

/** The error a GET of a manifest throws when it is answered so. */
async function errorOf(reply: () => Response): Promise<RegistryError> {
  const fetch = async (): Promise<Response> => reply()
  const error = await repositoryOf({ fetch }, { retry: { tries: 1 } })
    .getManifest('latest')
    .catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(RegistryError)
  return error as RegistryError
}

function html(status: number, title: string): Response {
  const headers = { 'Content-Type': 'text/html; charset=utf-8' }
  return new Response(`<html><head><title>${title}</title></head><body>…</body></html>`, { status, headers })
}

describe('RegistryError', () => {
  const rows = Object.entries(errorTable).map(([code, { statuses }]) => ({ code, status: statuses[0] }))

  it.each(rows)('carries the code $code and the status $status of the table', async ({ code, status }) => {
    const error = await errorOf(() => envelope(status, code, { 'X-Request-Id': 'r-1' }))
    expect(error).toMatchObject({ code, status, requestId: 'r-1', method: 'GET' })
    expect(error.url).toBe('https://registry.test/v2/a/b/manifests/latest')
    expect(error.errors).toEqual([{ code, message: `because of ${code}` }])
    expect(error.message).toContain(`because of ${code}`)
  })

  it.each([
    [408, true],
    [425, true],
    [429, true],
    [500, true],
    [502, true],
    [503, true],
    [504, true],
    [400, false],
    [401, false],
    [404, false],
    [405, false],
    [507, false],
  ])('of status %d says retryable: %s', async (status, retryable) => {
    expect((await errorOf(() => new Response(null, { status }))).retryable).toBe(retryable)
  })

  it('is retryable by its code where the status does not tell', async () => {
    expect((await errorOf(() => envelope(400, 'TOOMANYREQUESTS'))).retryable).toBe(true)
    expect((await errorOf(() => envelope(507, 'UNAVAILABLE'))).retryable).toBe(false)
  })

  it.each([
    [404, 'MANIFEST_UNKNOWN'],
    [400, 'NAME_INVALID'],
    [401, 'UNAUTHORIZED'],
    [418, 'UNKNOWN'],
  ])('reads the code of an empty %d off the contract: %s', async (status, code) => {
    expect((await errorOf(() => new Response(null, { status }))).code).toBe(code)
  })

  it.each([
    [404, 'UNKNOWN'],
    [401, 'UNAUTHORIZED'],
    [403, 'DENIED'],
    [413, 'UNKNOWN'],
    [429, 'TOOMANYREQUESTS'],
    [503, 'UNAVAILABLE'],
  ])('says that a page of status %d is not from the registry, with the code %s', async (status, code) => {
    const error = await errorOf(() => html(status, 'Too <b'))
    expect(error.code).toBe(code)
    expect(error.message).toMatch(/text\/html.*not a registry's error.*proxy/)
    expect(error.errors).toEqual([])
  })

  it('shows the title of a page', async () => {
    expect((await errorOf(() => html(413, 'Request Entity Too Large'))).message).toContain(
      '"Request Entity Too Large"',
    )
  })

  it.each([
    ['a list', []],
    ['null', null],
    ['errors that are no list', { errors: 'x' }],
    ['entries that are none', { errors: [1, null, {}, { code: 5 }, { code: 'X', message: 7 }] }],
    ['errors of nothing', { errors: [] }],
  ])('takes %s for no envelope', async (_, body) => {
    const error = await errorOf(() => Response.json(body, { status: 403 }))
    expect(error).toMatchObject({ code: 'DENIED', errors: [] })
  })

  it('keeps a code it does not know', async () => {
    expect((await errorOf(() => envelope(400, 'QUOTA_EXCEEDED'))).code).toBe('QUOTA_EXCEEDED')
  })

  it('lets no control bytes and no flood of text into its message', async () => {
    const message = `\u001b[31mred\r\n${'x'.repeat(10_000)}`
    const error = await errorOf(() =>
      Response.json({ errors: [{ code: 'DENIED', message }] }, { status: 403 }),
    )
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    expect(error.message).not.toMatch(/[\u0000-\u001f]/)
    expect(error.message.length).toBeLessThan(700)
  })

  it('reads no more of a page than it needs', async () => {
    let given = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        given += 1
        controller.enqueue(new Uint8Array(16 * 1024).fill(120))
      },
    })
    await errorOf(() => new Response(body, { status: 500, headers: { 'Content-Type': 'text/html' } }))
    expect(given).toBeLessThan(10)
  })

  it.each([
    ['12', 12],
    ['Wed, 21 Oct 2015 07:28:00 GMT', 0],
    ['soon', undefined],
  ])('reads Retry-After: %s', async (text, seconds) => {
    const error = await errorOf(() => envelope(429, 'TOOMANYREQUESTS', { 'Retry-After': text }))
    expect(error.retryAfter).toBe(seconds)
  })

  it('shows no secret of the address it is about', async () => {
    const registry = fakeRegistry()
    registry.fail('PUT', { reply: () => envelope(403, 'DENIED') })
    const error = await repositoryOf(registry)
      .pushBlob(new Uint8Array(1))
      .catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ url: expect.stringContaining('_state=REDACTED&digest=sha256') })
    expect(String(error)).not.toContain('-secret')
  })

  it('says where a redirected write was sent to', async () => {
    const registry = fakeRegistry()
    registry.fail('POST', {
      reply: () =>
        new Response(null, { status: 301, headers: { Location: 'https://registry.test:5000/v2/' } }),
    })
    await expect(repositoryOf(registry).pushBlob(new Uint8Array(1))).rejects.toThrow(
      'https://registry.test:5000/v2/',
    )
  })
})

describe('ConnectionError', () => {
  it('says what was asked and why it failed, after every try', async () => {
    let tries = 0
    const fetch = async (): Promise<Response> => {
      tries += 1
      throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:5000') })
    }
    const error = await repositoryOf({ fetch })
      .resolve('latest')
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(ConnectionError)
    expect((error as Error).message).toBe(
      'HEAD https://registry.test/v2/a/b/manifests/latest: the connection failed: fetch failed: connect ECONNREFUSED 127.0.0.1:5000',
    )
    expect(tries).toBe(5)
  })

  it('is not what an aborted call throws', async () => {
    const reason = new Error('enough')
    const fetch = async (): Promise<Response> => {
      throw new TypeError('fetch failed')
    }
    const controller = new AbortController()
    const retry = { wait: async (): Promise<void> => controller.abort(reason) }
    const client = createRegistryClient('registry.test', { fetch, retry, signal: controller.signal })
    await expect(client.ping()).rejects.toBe(reason)
  })
})

describe('ping', () => {
  it('passes where the registry answers, and throws UNAUTHORIZED where it does not know who asks', async () => {
    const registry = fakeRegistry()
    const client = createRegistryClient('registry.test', { fetch: registry.fetch })
    await client.ping()
    registry.fail('/v2/', { reply: () => envelope(401, 'UNAUTHORIZED') })
    await expect(client.ping()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })
})
