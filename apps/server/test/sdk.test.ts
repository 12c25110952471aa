import { randomBytes } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRegistryClient, digestOf, type RegistryClient, RegistryError } from '@berth/sdk'
import { fileSource, saveBlob } from '@berth/sdk/node'
import { openFilesystemStorage, openMemoryStorage, type Storage } from '@berth/storage'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { listen, type RunningServer } from '../src/listener.ts'

const OCI = 'application/vnd.oci.image.manifest.v1+json'

/** A registry in contract mode, and a client that reaches it. */
interface Fixture {
  readonly client: RegistryClient
  close(): Promise<void>
}

const ways: Record<string, () => Promise<Fixture>> = {
  async 'within one process'() {
    const storage = await openMemoryStorage()
    const app = createApp({ storage, settings: { contractMode: true } })
    const client = createRegistryClient('http://registry.test', {
      fetch: async (request) => app.fetch(request),
    })
    return { client, close: () => storage.close() }
  },
  async 'over a socket'() {
    const { server, close } = await serve()
    return { client: createRegistryClient(server.url), close }
  },
}

async function serve(): Promise<{ server: RunningServer; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-sdk-'))
  const storage: Storage = await openFilesystemStorage(folder)
  const server = await listen(createApp({ storage, settings: { contractMode: true } }))
  async function close(): Promise<void> {
    await server.close(1000)
    await storage.close()
    await rm(folder, { recursive: true })
  }
  return { server, close }
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = []
  for await (const item of items) list.push(item)
  return list
}

describe.each(Object.keys(ways))('the SDK, %s', (way) => {
  let fixture: Fixture
  let client: RegistryClient

  beforeEach(async () => {
    fixture = await (ways[way] as () => Promise<Fixture>)()
    client = fixture.client
  })

  afterEach(() => fixture.close())

  it('pings', async () => {
    await client.ping()
  })

  it('pushes and pulls a blob from every kind of source, in one piece and in chunks', async () => {
    const repository = client.repository('library/app')
    for (const chunkSize of [undefined, 70_000]) {
      const options = chunkSize === undefined ? {} : { chunkSize }
      for (const source of ['bytes', 'blob', 'stream', 'iterable']) {
        const bytes = new Uint8Array(randomBytes(300_000))
        const given = {
          bytes,
          blob: new Blob([bytes]),
          stream: new Blob([bytes]).stream(),
          iterable: new Blob([bytes]).stream().values(),
        }[source]
        const digest = digestOf(bytes)
        const pushed = await repository.pushBlob(given ?? bytes, options)
        expect(pushed, source).toEqual({ digest, size: 300_000, uploaded: true })
        expect(await repository.pushBlob(bytes)).toEqual({ digest, size: 300_000, uploaded: false })
        const { body, size } = await repository.pullBlob(digest)
        expect(size).toBe(300_000)
        expect(digestOf(new Uint8Array(await new Response(body).arrayBuffer()))).toBe(digest)
      }
    }
  })

  it('pushes nothing at all as the blob it is', async () => {
    const pushed = await client.repository('a').pushBlob(new Uint8Array())
    expect(pushed.size).toBe(0)
    expect(await client.repository('a').statBlob(pushed.digest)).toEqual({ digest: pushed.digest, size: 0 })
  })

  it('pushes and pulls by sha512', async () => {
    const bytes = new Uint8Array(randomBytes(1000))
    const { digest } = await client.repository('a').pushBlob(new Blob([bytes]), { algorithm: 'sha512' })
    expect(digest).toBe(digestOf(bytes, 'sha512'))
    const { body } = await client.repository('a').pullBlob(digest)
    expect(new Uint8Array(await new Response(body).arrayBuffer())).toEqual(bytes)
  })

  it('pulls a range', async () => {
    const bytes = new Uint8Array(randomBytes(1000))
    const { digest } = await client.repository('a').pushBlob(bytes)
    const { body, size } = await client
      .repository('a')
      .pullBlob(digest, { range: { offset: 900, length: 500 } })
    expect(size).toBe(100)
    expect(new Uint8Array(await new Response(body).arrayBuffer())).toEqual(bytes.subarray(900))
  })

  it('mounts a blob from another repository, and says when it cannot', async () => {
    const { digest } = await client.repository('a').pushBlob(new Uint8Array(10))
    expect(await client.repository('b').mountBlob(digest, 'a')).toBe(true)
    expect(await client.repository('b').statBlob(digest)).toEqual({ digest, size: 10 })
    expect(await client.repository('b').mountBlob(digestOf(new Uint8Array(11)), 'a')).toBe(false)
  })

  it('pushes an image under several tags, resolves, lists and deletes it', async () => {
    const repository = client.repository('library/app')
    const blob = await repository.pushBlob(new TextEncoder().encode('{}'))
    const descriptor = {
      mediaType: 'application/vnd.oci.empty.v1+json',
      digest: blob.digest,
      size: blob.size,
    }
    const image = { schemaVersion: 2, mediaType: OCI, config: descriptor, layers: [descriptor] }
    const { digest, size } = await repository.putManifest('1.2.3', image, { tags: ['1.2', 'latest'] })
    expect(await repository.resolve('latest')).toEqual({ mediaType: OCI, digest, size })
    expect((await repository.getManifest(digest)).manifest).toEqual(image)
    expect(await all(repository.tags({ pageSize: 1 }))).toEqual(['1.2', '1.2.3', 'latest'])
    expect(await all(client.repositories({ pageSize: 1 }))).toEqual(['library/app'])

    const subject = { mediaType: OCI, digest, size }
    const artifactType = 'application/vnd.example.sbom'
    const about = { ...image, artifactType, subject, annotations: { note: 'x' } }
    const referrer = await repository.putManifest(undefined, about)
    expect(referrer.subject).toBe(digest)
    const [found, ...others] = await all(repository.referrers(digest, { artifactType }))
    expect(found).toMatchObject({ digest: referrer.digest, artifactType, annotations: { note: 'x' } })
    expect(others).toEqual([])
    expect(await all(repository.referrers(digest, { artifactType: 'application/x.other' }))).toEqual([])
    expect(await all(repository.tags())).toHaveLength(3)

    await repository.deleteTag('1.2')
    expect(await all(repository.tags())).toEqual(['1.2.3', 'latest'])
    await repository.deleteManifest(digest)
    expect(await all(repository.tags())).toEqual([])
    await repository.deleteManifest(referrer.digest)
    await repository.deleteBlob(blob.digest)
    expect(await repository.statBlob(blob.digest)).toBeUndefined()
  })

  it('throws what the registry answers, with its code and the id of the request', async () => {
    const repository = client.repository('none')
    const error = await repository.getManifest('latest').catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(RegistryError)
    expect((error as RegistryError).status).toBe(404)
    expect((error as RegistryError).requestId).toMatch(/./)
    await expect(repository.resolve('latest')).rejects.toMatchObject({
      code: 'MANIFEST_UNKNOWN',
      status: 404,
    })
    await expect(repository.putManifest('x', {}, { mediaType: OCI })).rejects.toMatchObject({
      code: 'MANIFEST_INVALID',
      status: 400,
    })
  })
})

/** Stands between client and server, and breaks each connection once so many bytes of it have passed. */
async function unreliableLine(
  port: number,
  budgets: number[],
): Promise<{ server: Server; broken: () => number }> {
  let broken = 0
  const sockets = new Set<Socket>()
  const server = createServer((inner) => {
    const outer = connect(port, '127.0.0.1')
    let left = budgets.shift() ?? Number.POSITIVE_INFINITY
    const carry = (from: Socket, to: Socket): void => {
      sockets.add(from)
      from.on('data', (chunk) => {
        to.write(chunk)
        left -= chunk.byteLength
        if (left > 0) return
        if (!inner.destroyed) broken += 1
        inner.destroy()
        outer.end()
      })
      from.on('error', () => {})
      from.on('close', () => to.destroySoon())
    }
    carry(inner, outer)
    carry(outer, inner)
  })
  server.on('close', () => {
    for (const socket of sockets) socket.destroy()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { server, broken: () => broken }
}

describe('the SDK, over a line that breaks', () => {
  let folder: string
  let target: Awaited<ReturnType<typeof serve>>

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'berth-line-'))
    target = await serve()
  })

  afterEach(async () => {
    await target.close()
    await rm(folder, { recursive: true })
  })

  it.each([
    ['in one piece', {}],
    ['in chunks', { chunkSize: 1_000_000 }],
  ])('pushes a file %s and saves it again, byte for byte', async (_, options) => {
    const bytes = randomBytes(4_000_000)
    await writeFile(join(folder, 'layer'), bytes)
    const budgets = [1_500_000, 300, 1_200_000, 900_000]
    const line = await unreliableLine(target.server.port, budgets)
    const requests: string[] = []
    const client = createRegistryClient(`127.0.0.1:${(line.server.address() as AddressInfo).port}`, {
      // A connection for each request, so that every budget is met.
      headers: { Connection: 'close' },
      fetch: (request) => {
        requests.push(request.method)
        return fetch(request)
      },
      retry: { tries: 20, firstPause: 5 },
    })
    const repository = client.repository('library/app')
    const pushed = await repository.pushBlob(await fileSource(join(folder, 'layer')), options)
    expect(pushed).toEqual({ digest: digestOf(bytes), size: bytes.byteLength, uploaded: true })
    budgets.push(1_000_000, 2_000_000)
    await saveBlob(await repository.pullBlob(pushed.digest), join(folder, 'again'))
    expect(Buffer.compare(await readFile(join(folder, 'again')), bytes)).toBe(0)
    expect(line.broken()).toBeGreaterThanOrEqual(3)
    // The upload went on where it was, in the session it was in.
    expect(requests.filter((method) => method === 'POST')).toHaveLength(1)
    await new Promise((resolve) => line.server.close(resolve))
  })
})
