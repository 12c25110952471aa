import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { createRegistryClient, digestOf } from '../src/index.ts'
import { bytesOf, inPieces, sample } from './client-of.ts'

const servers: Server[] = []

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

const bytes = sample(3_000_000)
const digest = digestOf(bytes)
const retry = { wait: async (): Promise<void> => {} }

/** A registry on a socket that takes one upload, and breaks the connection where it is told to. */
function uploads(breakAt: number[]): RequestListener & { received: Uint8Array[]; lines: string[] } {
  const received: Uint8Array[] = []
  const lines: string[] = []
  const size = (): number => received.reduce((sum, chunk) => sum + chunk.byteLength, 0)

  function progress(response: ServerResponse, status: number): void {
    response.writeHead(status, {
      Location: '/session?x=1',
      'Upload-Offset': String(size()),
      'Content-Length': '0',
    })
    response.end()
  }

  async function take(request: IncomingMessage, response: ServerResponse, status: number): Promise<void> {
    const stop = breakAt.shift() ?? Number.POSITIVE_INFINITY
    for await (const chunk of request as AsyncIterable<Uint8Array>) {
      received.push(chunk)
      if (size() >= stop) {
        request.socket.destroy()
        return
      }
    }
    if (status === 202) return progress(response, status)
    response
      .writeHead(status, { Location: '/blob', 'Docker-Content-Digest': digest, 'Content-Length': '0' })
      .end()
  }

  const listener: RequestListener = (request, response) => {
    const { method = '', headers } = request
    lines.push(
      `${method} ${headers['content-range'] ?? ''} ${headers['content-length'] ?? headers['transfer-encoding'] ?? ''}`,
    )
    if (method === 'HEAD') response.writeHead(404).end()
    else if (method === 'POST') progress(response, 202)
    else if (method === 'GET') progress(response, 204)
    else take(request, response, method === 'PATCH' ? 202 : 201).catch(() => {})
  }
  return Object.assign(listener, { received, lines })
}

describe('over a real socket', () => {
  it('an upload goes on where the connection broke, and every part tells its length', async () => {
    const registry = uploads([1_000_000, 2_000_000])
    const repository = createRegistryClient(await listen(registry), { retry }).repository('a/b')
    const source = {
      size: bytes.byteLength,
      open: (offset: number) => inPieces(bytes.subarray(offset), 65_536),
    }
    expect(await repository.pushBlob(source)).toEqual({ digest, size: bytes.byteLength, uploaded: true })
    expect(digestOf(Buffer.concat(registry.received))).toBe(digest)
    const patches = registry.lines.filter((line) => line.startsWith('PATCH'))
    expect(patches).toHaveLength(3)
    for (const line of patches) expect(line).toMatch(/^PATCH [0-9]+-2999999 [0-9]+$/)
  })

  it('a stream of unknown length is sent without one (protocol fact 10)', async () => {
    const registry = uploads([])
    const repository = createRegistryClient(await listen(registry), { retry }).repository('a/b')
    await repository.pushBlob(inPieces(bytes, 65_536))
    expect(registry.lines).toContain('PATCH  chunked')
    expect(registry.lines.at(-1)).toBe('PUT  0')
  })

  it('a pull goes on where the connection broke', async () => {
    let asked = 0
    const registry = await listen((request, response) => {
      asked += 1
      const start = Number(/bytes=([0-9]+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
      const rest = bytes.subarray(start)
      response.writeHead(start === 0 ? 200 : 206, {
        'Content-Length': String(rest.byteLength),
        ...(start > 0 && { 'Content-Range': `bytes ${start}-${bytes.byteLength - 1}/${bytes.byteLength}` }),
      })
      if (asked === 3) response.end(rest)
      else response.write(rest.subarray(0, 1_000_000), () => response.destroy())
    })
    const { body } = await createRegistryClient(registry, { retry }).repository('a/b').pullBlob(digest)
    expect(digestOf(await bytesOf(body))).toBe(digest)
    expect(asked).toBe(3)
  })
})

describe('credentials over a real socket', () => {
  const options = {
    credentials: { username: 'ada', password: 'pässwörd' },
    headers: { 'X-Api-Key': 'secret' },
    retry,
  }

  it('go to the registry, as UTF-8', async () => {
    let seen: string | undefined
    const registry = await listen((request, response) => {
      seen = request.headers.authorization
      response.end('{}')
    })
    await createRegistryClient(registry, options).ping()
    expect(Buffer.from(seen?.slice('Basic '.length) ?? '', 'base64').toString()).toBe('ada:pässwörd')
  })

  it('go nowhere else when the registry redirects a pull (protocol fact 7)', async () => {
    const seen: IncomingMessage['headers'][] = []
    const store = await listen((request, response) => {
      seen.push(request.headers)
      response.end(bytes)
    })
    const registry = await listen((request, response) => {
      seen.push(request.headers)
      response.writeHead(307, { Location: `http://${store}/object?signature=1` }).end()
    })
    const { body } = await createRegistryClient(registry, options).repository('a/b').pullBlob(digest)
    expect(digestOf(await bytesOf(body))).toBe(digest)
    const [asked, redirected] = seen
    expect(asked?.authorization).toMatch(/^Basic /)
    expect(asked?.['x-api-key']).toBe('secret')
    expect(redirected?.authorization).toBeUndefined()
    expect(redirected?.['x-api-key']).toBeUndefined()
    expect(redirected?.['accept-encoding']).toBe('identity')
  })

  it('go nowhere else when an upload has its Location there', async () => {
    const seen: IncomingMessage['headers'][] = []
    const store = await listen((request, response) => {
      seen.push(request.headers)
      request.resume().on('end', () => response.writeHead(201, { Location: '/x' }).end())
    })
    const registry = await listen((request, response) => {
      if (request.method === 'HEAD') response.writeHead(404).end()
      else response.writeHead(202, { Location: `http://${store}/upload?signature=1` }).end()
    })
    await createRegistryClient(registry, options).repository('a/b').pushBlob(sample(10))
    expect(seen).toHaveLength(1)
    expect(seen[0]?.authorization).toBeUndefined()
    expect(seen[0]?.['x-api-key']).toBeUndefined()
  })

  it('stay with a redirect within the registry', async () => {
    const seen: (string | undefined)[] = []
    const registry = await listen((request, response) => {
      seen.push(request.headers.authorization)
      if (request.url === '/moved') response.end('{}')
      else response.writeHead(308, { Location: '/moved' }).end()
    })
    await createRegistryClient(registry, { credentials: { token: 't' }, retry }).ping()
    expect(seen).toEqual(['Bearer t', 'Bearer t'])
  })

  it('end with an error when redirects go round', async () => {
    let asked = 0
    const registry = await listen((_, response) => {
      asked += 1
      response.writeHead(307, { Location: '/again' }).end()
    })
    await expect(createRegistryClient(registry, options).ping()).rejects.toThrow(
      /redirected more than 5 times/,
    )
    expect(asked).toBe(6)
  })
})
