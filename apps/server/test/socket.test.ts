import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, statSync } from 'node:fs'
import { request as httpRequest, type IncomingMessage } from 'node:http'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOf } from '@berth/digest'
import { openFilesystemStorage, openMemoryStorage, type Storage } from '@berth/storage'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApp } from '../src/app.ts'
import { listen, type RunningServer } from '../src/listener.ts'
import type { Settings } from '../src/settings.ts'

let folder: string
let storage: Storage
let server: RunningServer

// One server for all: it holds no state between requests but what each test pushes for itself.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'berth-socket-'))
  storage = await openFilesystemStorage(folder)
  server = await listen(createApp({ storage, settings: { contractMode: true } }))
})
afterAll(async () => {
  await server.close(1000)
  await storage.close()
  rmSync(folder, { recursive: true })
})

/** Sends text over a raw socket and resolves to all that comes back until the server closes or `until` is seen. */
function exchange(text: string, until?: RegExp): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect(server.port, '127.0.0.1', () => socket.write(text))
    let seen = ''
    socket.on('data', (chunk) => {
      seen += chunk.toString('latin1')
      if (until?.test(seen)) socket.destroy()
    })
    socket.on('close', () => resolve(seen))
    socket.on('error', reject)
  })
}

async function startUpload(): Promise<string> {
  const response = await fetch(`${server.url}/v2/team/app/blobs/uploads/`, { method: 'POST' })
  return response.headers.get('location') ?? ''
}

async function pushBlob(content: Buffer): Promise<string> {
  const digest = digestOf(content)
  const response = await fetch(`${server.url}/v2/team/app/blobs/uploads/?digest=${digest}`, {
    method: 'POST',
    body: new Uint8Array(content),
  })
  expect(response.status).toBe(201)
  return `/v2/team/app/blobs/${digest}`
}

/** Files of the data folder this process has open now; the database's own stay open. */
function openBlobFiles(): string[] {
  return readdirSync('/proc/self/fd').filter((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`)
      return target.startsWith(`${folder}/blobs/`) || target.startsWith(`${folder}/uploads/`)
    } catch {
      return false
    }
  })
}

describe('an upload whose connection breaks', () => {
  it('keeps every byte that arrived, and resumes to the right digest', async () => {
    const content = randomBytes(3_000_000)
    const location = await startUpload()
    await new Promise<void>((resolve) => {
      const upload = httpRequest(`${server.url}${location}`, {
        method: 'PATCH',
        headers: { 'Content-Length': content.length },
      })
      upload.on('error', () => resolve())
      upload.write(content.subarray(0, 1_000_000), () => upload.destroy())
    })

    const offset = await vi.waitFor(async () => {
      const status = await fetch(`${server.url}${location}`)
      expect(status.status).toBe(204)
      const received = Number(status.headers.get('upload-offset'))
      // The server may hear of the broken connection after we ask: what it has by then is what counts.
      expect(received).toBe(1_000_000)
      return received
    })
    const digest = digestOf(content)
    const rest = await fetch(`${server.url}${location}?digest=${encodeURIComponent(digest)}`, {
      method: 'PUT',
      body: new Uint8Array(content.subarray(offset)),
    })
    expect(rest.status).toBe(201)
    const pulled = await fetch(`${server.url}${rest.headers.get('location')}`)
    expect(Buffer.compare(Buffer.from(await pulled.arrayBuffer()), content)).toBe(0)
  })
})

describe('open files', () => {
  const onLinux = existsSync('/proc/self/fd')

  it.runIf(onLinux)('are none after 500 HEADs', async () => {
    const blob = await pushBlob(randomBytes(100_000))
    for (let round = 0; round < 50; round += 1) {
      const replies = await Promise.all(
        Array.from({ length: 10 }, () => fetch(`${server.url}${blob}`, { method: 'HEAD' })),
      )
      expect(replies.every((reply) => reply.headers.get('content-length') === '100000')).toBe(true)
    }
    expect(openBlobFiles()).toEqual([])
  })

  it.runIf(onLinux)('are closed when clients leave in the middle of a blob', async () => {
    const blob = await pushBlob(randomBytes(20_000_000))
    const left = Array.from(
      { length: 30 },
      () =>
        new Promise<void>((resolve, reject) => {
          const pull = httpRequest(`${server.url}${blob}`, (reply: IncomingMessage) => {
            reply.once('data', () => {
              reply.destroy()
              resolve()
            })
          })
          pull.on('error', reject)
          pull.end()
        }),
    )
    await Promise.all(left)
    await vi.waitFor(() => expect(openBlobFiles()).toEqual([]))
  })
})

describe('requests sent ahead on one connection', () => {
  it('are answered in order', async () => {
    const seen = await exchange(
      'GET /v2/ HTTP/1.1\r\nHost: r\r\n\r\nGET /v2/nothing HTTP/1.1\r\nHost: r\r\n\r\nGET /livez HTTP/1.1\r\nHost: r\r\n\r\n',
      /"status":"ok"/,
    )
    expect([...seen.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(['200', '404', '200'])
  })

  it.runIf(existsSync('/proc/self/fd'))(
    'open nothing for a client that leaves before their turn',
    async () => {
      const blob = await pushBlob(randomBytes(20_000_000))
      await exchange(`GET ${blob} HTTP/1.1\r\nHost: r\r\n\r\n`.repeat(30), /HTTP/)
      await vi.waitFor(() => expect(openBlobFiles()).toEqual([]))
    },
  )
})

describe('garbage in the middle of a reply', () => {
  it('ends the connection, and nothing is said that could be taken for the content', async () => {
    const content = Buffer.alloc(50_000_000, 'b')
    const blob = await pushBlob(content)
    const seen = await exchange(`GET ${blob} HTTP/1.1\r\nHost: r\r\n\r\nGARBAGE\r\n\r\n`)
    expect(seen.slice(seen.indexOf('\r\n\r\n') + 4)).toMatch(/^b*$/)
  })
})

describe('a body nobody wants', () => {
  it('is read to its end when that is near, and its connection used again', async () => {
    const body = 'x'.repeat(100_000)
    const seen = await exchange(
      `PUT /v2/BAD/manifests/x HTTP/1.1\r\nHost: r\r\nContent-Length: ${body.length}\r\n\r\n${body}GET /v2/ HTTP/1.1\r\nHost: r\r\n\r\n`,
      /200 OK[\s\S]*\{\}/,
    )
    expect(seen).toMatch(/^HTTP\/1\.1 400 [\s\S]*HTTP\/1\.1 200 OK/)
  })

  it('is not read without end: the client has its reply, and the connection is closed', async () => {
    const sent = await new Promise<number>((resolve, reject) => {
      const socket = connect(server.port, '127.0.0.1')
      const chunk = Buffer.alloc(1_000_000)
      let reply = ''
      socket.on('data', (data) => (reply += data))
      socket.on('error', () => {})
      socket.on('close', () => {
        if (/^HTTP\/1\.1 413 [\s\S]*MANIFEST_INVALID/.test(reply)) resolve(socket.bytesWritten)
        else reject(new Error(`the reply was lost: ${reply}`))
      })
      const more = () => {
        while (!socket.destroyed && socket.write(chunk));
      }
      socket.on('drain', more)
      socket.write('PUT /v2/a/manifests/x HTTP/1.1\r\nHost: r\r\nContent-Length: 10000000000\r\n\r\n')
      more()
    })
    expect(sent).toBeLessThan(100_000_000)
  })
})

describe('a body of unknown length that turns out to be too much', () => {
  it.each([
    ['a manifest', '/v2/a/manifests/x', '', 413, 'MANIFEST_INVALID'],
    ['a chunk longer than its range', undefined, 'Content-Range: 0-9\r\n', 400, 'SIZE_INVALID'],
  ])('is refused as such: %s', async (_, path, range, status, code) => {
    const target = path ?? (await startUpload())
    const head = `${path === undefined ? 'PATCH' : 'PUT'} ${target} HTTP/1.1\r\nHost: r\r\n${range}`
    const piece = `100000\r\n${'x'.repeat(0x100000)}\r\n`
    const seen = await exchange(
      `${head}Transfer-Encoding: chunked\r\n\r\n${piece.repeat(6)}0\r\n\r\nGET /v2/ HTTP/1.1\r\nHost: r\r\n\r\n`,
      /200 OK[\s\S]*\{\}/,
    )
    expect(seen).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [\\s\\S]*${code}[\\s\\S]*HTTP/1\\.1 200 OK`))
    expect(seen).not.toContain('ended before its end')
  })
})

describe('a refused request whose client leaves before its body is sent', () => {
  it('is over then: nothing waits for it any more', async () => {
    const app = createApp({ storage, settings: { contractMode: true } })
    const leaving = await listen(app)
    const refusal = new Promise<string>((resolve) => {
      const socket = connect(leaving.port, '127.0.0.1', () =>
        socket.write(
          'PUT /v2/BAD/manifests/x HTTP/1.1\r\nHost: r\r\nContent-Length: 300000\r\n\r\nsome of it',
        ),
      )
      socket.once('data', (chunk) => {
        socket.destroy()
        resolve(chunk.toString())
      })
    })
    expect(await refusal).toMatch(/^HTTP\/1\.1 400 /)
    await app.settled()
    await leaving.close(0)
  })
})

describe('Expect: 100-continue', () => {
  it('is answered with the refusal when there is one, before any body is sent', async () => {
    const seen = await exchange(
      'PUT /v2/BAD/manifests/x HTTP/1.1\r\nHost: r\r\nContent-Length: 1000000\r\nExpect: 100-continue\r\n\r\n',
      /\r\n\r\n\{.*\}/,
    )
    expect(seen).toMatch(/^HTTP\/1\.1 400 /)
    expect(seen).toContain('NAME_INVALID')
  })

  it('is answered with 100 when the body is wanted', async () => {
    const location = await startUpload()
    const seen = await exchange(
      `PATCH ${location} HTTP/1.1\r\nHost: r\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello`,
      /202 Accepted[\s\S]*\r\n\r\n/,
    )
    expect(seen).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 202 Accepted/)
    expect(seen).toMatch(/upload-offset: 5/i)
  })
})

describe('a raw request', () => {
  it.each([
    ['a path that leads up', 'GET /v2/../../etc/passwd HTTP/1.1\r\nHost: r\r\n\r\n', 404],
    ['a name that leads up', 'GET /v2/a/../b/tags/list HTTP/1.1\r\nHost: r\r\n\r\n', 400],
    ['an escaped slash that hides a way up', 'GET /v2/a%2f..%2fb/tags/list HTTP/1.1\r\nHost: r\r\n\r\n', 400],
    ['a twice escaped slash', 'GET /v2/a%252fb/tags/list HTTP/1.1\r\nHost: r\r\n\r\n', 400],
    ['a backslash', 'GET /v2/a%5cb/tags/list HTTP/1.1\r\nHost: r\r\n\r\n', 400],
    ['a zero byte', 'GET /v2/a%00b/tags/list HTTP/1.1\r\nHost: r\r\n\r\n', 400],
    ['an absolute target', 'GET http://r/v2/ HTTP/1.1\r\nHost: r\r\n\r\n', 200],
    ['no Host', 'GET /v2/ HTTP/1.0\r\n\r\n', 200],
    ['a Host that is none', 'GET /v2/ HTTP/1.1\r\nHost: a b/c\r\n\r\n', 400],
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['a method nobody knows', 'PROPFIND /v2/ HTTP/1.1\r\nHost: r\r\n\r\n', 405],
    ['headers without end', `GET /v2/ HTTP/1.1\r\nHost: r\r\nX: ${'x'.repeat(70_000)}\r\n\r\n`, 431],
    ['an expectation nobody knows', 'GET /v2/ HTTP/1.1\r\nHost: r\r\nExpect: tea\r\n\r\n', 200],
    ['no Host in HTTP/1.1', 'GET /v2/ HTTP/1.1\r\n\r\n', 200],
  ])('with %s is answered in the envelope or served', async (_, text, status) => {
    const seen = await exchange(text, /\r\n\r\n\{[\s\S]*\}/)
    expect(seen).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `))
    expect(seen).toMatch(/content-type: application\/json/i)
    expect(seen).toMatch(/x-request-id: [0-9a-f-]{36}/i)
    expect(seen).not.toMatch(/\n\s+at /)
  })
})

describe('more connections than there may be', () => {
  it('are closed at once, and the next one is served when one has ended', async () => {
    const capped = await listen(createApp({ storage, settings: { contractMode: true } }), {
      maxConnections: 2,
    })
    const held = await Promise.all([connected(capped.port), connected(capped.port)])
    for (const socket of held) expect(await statusOver(socket)).toBe('200')

    const over = connect(capped.port, '127.0.0.1')
    over.on('error', () => {})
    await new Promise((resolve) => over.once('close', resolve))
    expect(over.bytesRead).toBe(0)
    for (const socket of held) expect(await statusOver(socket)).toBe('200')

    held[0]?.destroy()
    // The server hears of it a moment later.
    await vi.waitFor(async () => expect(await statusOver(await connected(capped.port))).toBe('200'))
    await capped.close(0)
  })
})

function connected(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => resolve(socket))
    socket.on('error', reject)
  })
}

/** Asks once over a connection that stays open. Undefined when it is closed instead. */
function statusOver(socket: Socket): Promise<string | undefined> {
  return new Promise((resolve) => {
    socket.once('close', () => resolve(undefined))
    socket.once('data', (chunk) => resolve(/^HTTP\/1\.1 (\d+)/.exec(chunk.toString('latin1'))?.[1]))
    socket.write('GET /v2/ HTTP/1.1\r\nHost: r\r\n\r\n')
  })
}

describe('closing', () => {
  const withUploads = async () => {
    const other = mkdtempSync(join(tmpdir(), 'berth-closing-'))
    const files = await openFilesystemStorage(other)
    const closing = await listen(createApp({ storage: files, settings: { contractMode: true } }))
    return { other, files, closing }
  }

  it('waits until cut uploads have counted what arrived', async () => {
    const { other, files, closing } = await withUploads()
    const started = await fetch(`${closing.url}/v2/a/blobs/uploads/`, { method: 'POST' })
    const location = started.headers.get('location') ?? ''
    const upload = httpRequest(`${closing.url}${location}`, {
      method: 'PATCH',
      headers: { 'Content-Length': 2_000_000 },
    })
    upload.on('error', () => {})
    upload.write(randomBytes(1_900_000))
    const staged = join(other, 'uploads', location.split('/').at(-1) ?? '')
    await vi.waitFor(() => expect(statSync(staged).size).toBeGreaterThan(0))
    await closing.close(0)
    await files.close()

    const again = await openFilesystemStorage(other)
    const session = again.repository('a' as never).openUpload(location.split('/').at(-1) ?? '', 'anonymous')
    expect(session.offset).toBeGreaterThanOrEqual(statSync(staged).size)
    expect(session.offset).toBeGreaterThan(0)
    await again.close()
    rmSync(other, { recursive: true })
  })

  it('does not wait for a connection that only stays open', async () => {
    const memory = await openMemoryStorage()
    const closing = await listen(createApp({ storage: memory }))
    let last: Socket | undefined
    const seen = new Promise<void>((resolve) => {
      last = connect(closing.port, '127.0.0.1', () => last?.write('GET /v2/ HTTP/1.1\r\nHost: r\r\n\r\n'))
      last.once('data', () => resolve())
    })
    await seen
    // An hour of grace: it would be used up if anything waited for it.
    await closing.close(3_600_000)
    await memory.close()
    last?.destroy()
  })
})

describe('what a proxy says of the request', () => {
  /** Where an upload starts for a client of a registry with these settings. */
  const locations = async (settings: Partial<Settings>, ...requests: Record<string, string>[]) => {
    const memory = await openMemoryStorage()
    const proxied = await listen(
      createApp({ storage: memory, settings: { contractMode: true, ...settings } }),
    )
    try {
      const found: (string | null)[] = []
      for (const headers of requests) {
        const response = await fetch(`${proxied.url}/v2/team/app/blobs/uploads/`, { method: 'POST', headers })
        found.push(response.headers.get('location'))
      }
      return found.map((location) => location?.replace(/\/v2\/.*/, ''))
    } finally {
      await proxied.close(1000)
      await memory.close()
    }
  }

  /** Who asked, as the log has it. */
  const clients = async (settings: Partial<Settings>, ...requests: Record<string, string>[]) => {
    const memory = await openMemoryStorage()
    const found: unknown[] = []
    const log = pino({}, { write: (line: string) => found.push(JSON.parse(line).client) })
    const proxied = await listen(createApp({ storage: memory, log, settings }))
    try {
      for (const headers of requests) await (await fetch(`${proxied.url}/v2/`, { headers })).arrayBuffer()
    } finally {
      await proxied.close(1000)
      await memory.close()
    }
    return found
  }

  it('is ignored from anybody', async () => {
    const evil = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'evil.test' }
    expect(await locations({}, evil)).toEqual([''])
    expect(
      await locations({ forwardedHeader: 'forwarded' }, { Forwarded: 'proto=https;host=evil.test' }),
    ).toEqual([''])
  })

  it('names the client in the log, nearest first, when it comes from a trusted address', async () => {
    const trustedProxies = ['127.0.0.1', '10.0.0.0/8']
    expect(
      await clients(
        { trustedProxies },
        { 'X-Forwarded-For': '6.6.6.6, 1.2.3.4, 10.1.1.1' },
        { 'X-Forwarded-For': 'nonsense' },
      ),
    ).toEqual(['1.2.3.4', '127.0.0.1'])
    expect(
      await clients(
        { trustedProxies, forwardedHeader: 'forwarded' },
        { Forwarded: 'for="[2001:db8::1]:4711";proto=https' },
        { Forwarded: 'for=6.6.6.6, for=1.2.3.4;proto=https, for="10.1.1.1:80"' },
        { Forwarded: 'for=6.6.6.6, for=_hidden, for=10.1.1.1' },
      ),
    ).toEqual(['2001:db8::1', '1.2.3.4', '10.1.1.1'])
  })

  it('names where the registry is when it comes from a trusted address', async () => {
    const trustedProxies = ['127.0.0.0/8']
    expect(
      await locations(
        { trustedProxies },
        { 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'r.test, inner' },
        { 'X-Forwarded-Prefix': '/registry' },
        { 'X-Forwarded-Prefix': '/registry/..' },
        { 'X-Forwarded-Host': 'bad host' },
      ),
    ).toEqual(['https://r.test', '/registry', '', ''])
    expect(
      await locations(
        { trustedProxies, forwardedHeader: 'forwarded' },
        { Forwarded: 'for=1.2.3.4;proto=https;host="r.test:8443"' },
        { Forwarded: 'for=1.2.3.4;host="bad host"' },
      ),
    ).toEqual(['https://r.test:8443', ''])
  })

  it('is not what its client says in the headers the proxy does not write', async () => {
    const trustedProxies = ['127.0.0.1']
    const forged = { Forwarded: 'for=6.6.6.6;proto=https;host=evil.test' }
    const xForged = {
      'X-Forwarded-For': '6.6.6.6',
      'X-Forwarded-Proto': 'https',
      'X-Forwarded-Host': 'evil.test',
      'X-Forwarded-Prefix': '/evil',
    }
    const byX = { 'X-Forwarded-For': '1.2.3.4', 'X-Forwarded-Proto': 'https', 'X-Forwarded-Host': 'r.test' }
    const byStandard = { Forwarded: 'for=1.2.3.4;proto=https;host=r.test' }

    const x = { trustedProxies }
    expect(await clients(x, { ...byX, ...forged }, forged)).toEqual(['1.2.3.4', '127.0.0.1'])
    expect(await locations(x, { ...byX, ...forged }, forged)).toEqual(['https://r.test', ''])
    const standard = { trustedProxies, forwardedHeader: 'forwarded' } as const
    expect(await clients(standard, { ...byStandard, ...xForged }, xForged)).toEqual(['1.2.3.4', '127.0.0.1'])
    expect(await locations(standard, { ...byStandard, ...xForged }, xForged)).toEqual(['https://r.test', ''])
  })
})
