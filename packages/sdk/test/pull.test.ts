import { digestOf } from '@berth/digest'
import { describe, expect, it } from 'vitest'
import { ConnectionError, DigestMismatchError, ProtocolError } from '../src/index.ts'
import { bytesOf, repositoryOf, sample } from './client-of.ts'
import { envelope, type FakeOptions, type FakeRegistry, fakeRegistry } from './fake-registry.ts'

const bytes = sample(100)
const digest = digestOf(bytes)

function withBlob(options: FakeOptions = {}): FakeRegistry {
  const registry = fakeRegistry(options)
  registry.blobs.set(digest, bytes)
  return registry
}

describe('pullBlob', () => {
  it('gives the bytes of the digest, and their size before them', async () => {
    const pulled = await repositoryOf(withBlob()).pullBlob(digest)
    expect(pulled).toMatchObject({ digest, size: 100 })
    expect(await bytesOf(pulled.body)).toEqual(bytes)
  })

  it('gives an empty blob', async () => {
    const registry = fakeRegistry()
    const empty = digestOf(new Uint8Array())
    registry.blobs.set(empty, new Uint8Array())
    const pulled = await repositoryOf(registry).pullBlob(empty)
    expect(pulled.size).toBe(0)
    expect(await bytesOf(pulled.body)).toHaveLength(0)
  })

  it.each([
    [{ offset: 10, length: 5 }, 10, 15],
    [{ offset: 90 }, 90, 100],
    [{ offset: 0, length: 1 }, 0, 1],
    [{ offset: 95, length: 50 }, 95, 100],
    [{ offset: 3, length: 0 }, 3, 3],
  ])('gives the range %o, whether or not the registry knows ranges', async (range, start, end) => {
    for (const ranges of [true, false]) {
      const pulled = await repositoryOf(withBlob({ ranges })).pullBlob(digest, { range })
      expect(pulled.size).toBe(end - start)
      expect(await bytesOf(pulled.body)).toEqual(bytes.subarray(start, end))
    }
  })

  it.each([{ offset: -1 }, { offset: 0.5 }, { offset: 0, length: -1 }])(
    'refuses the range %o',
    async (range) => {
      await expect(repositoryOf(withBlob()).pullBlob(digest, { range })).rejects.toBeInstanceOf(RangeError)
    },
  )

  it('throws BLOB_UNKNOWN for a blob that is not there', async () => {
    await expect(repositoryOf(fakeRegistry()).pullBlob(digest)).rejects.toMatchObject({
      code: 'BLOB_UNKNOWN',
    })
  })

  it('resumes where the connection broke', async () => {
    const registry = withBlob()
    registry.fail('GET', { dropAfter: 30 })
    registry.fail('GET', { dropAfter: 20 })
    const pulled = await repositoryOf(registry).pullBlob(digest)
    expect(await bytesOf(pulled.body)).toEqual(bytes)
    expect(registry.log.map((line) => line.split(' ')[2])).toEqual([undefined, '[bytes=30-]', '[bytes=50-]'])
  })

  it('resumes content that was cut short as if it were complete', async () => {
    const registry = withBlob()
    registry.fail('GET', { truncateAfter: 99 })
    const pulled = await repositoryOf(registry).pullBlob(digest)
    expect(await bytesOf(pulled.body)).toEqual(bytes)
  })

  it('passes over what it has when the registry starts over', async () => {
    const registry = withBlob({ ranges: false })
    registry.fail('GET', { dropAfter: 30 })
    const pulled = await repositoryOf(registry).pullBlob(digest)
    expect(await bytesOf(pulled.body)).toEqual(bytes)
  })

  it('resumes a range', async () => {
    const registry = withBlob()
    registry.fail('GET', { dropAfter: 5 })
    const pulled = await repositoryOf(registry).pullBlob(digest, { range: { offset: 20, length: 40 } })
    expect(await bytesOf(pulled.body)).toEqual(bytes.subarray(20, 60))
    expect(registry.log[1]).toContain('[bytes=25-59]')
  })

  it('counts its tries anew once bytes have got through', async () => {
    const registry = withBlob()
    for (let at = 0; at < 9; at++) registry.fail('GET', { dropAfter: 10 })
    const pulled = await repositoryOf(registry, { retry: { tries: 2 } }).pullBlob(digest)
    expect(await bytesOf(pulled.body)).toEqual(bytes)
  })

  it('fails with ConnectionError when it does not get on', async () => {
    const registry = withBlob()
    for (let at = 0; at < 9; at++) registry.fail('GET', { truncateAfter: 0 })
    const repository = repositoryOf(registry, { retry: { tries: 3 } })
    const pulled = await repository.pullBlob(digest)
    await expect(bytesOf(pulled.body)).rejects.toBeInstanceOf(ConnectionError)
    expect(repository.waits).toHaveLength(2)
  })

  it('fails at the end of content that is not that of the digest', async () => {
    const registry = fakeRegistry()
    registry.blobs.set(digest, sample(101).subarray(1))
    const pulled = await repositoryOf(registry).pullBlob(digest)
    await expect(bytesOf(pulled.body)).rejects.toBeInstanceOf(DigestMismatchError)
  })

  it('fails when other content follows what came before the connection broke', async () => {
    const registry = withBlob()
    registry.fail('GET', { dropAfter: 30 })
    const pulled = await repositoryOf(registry).pullBlob(digest)
    registry.blobs.set(digest, sample(101).subarray(1))
    await expect(bytesOf(pulled.body)).rejects.toBeInstanceOf(DigestMismatchError)
  })

  it('fails when the registry gives another range than it was asked for', async () => {
    const registry = withBlob()
    registry.fail('GET', {
      alter: (reply) => {
        reply.headers.set('Content-Range', 'bytes 0-4/100')
        return reply
      },
    })
    const pulling = repositoryOf(registry).pullBlob(digest, { range: { offset: 10, length: 5 } })
    await expect(pulling).rejects.toBeInstanceOf(ProtocolError)
  })

  it('tries again when the registry is too busy to start', async () => {
    const registry = withBlob()
    registry.fail('GET', { reply: () => envelope(503, 'UNAVAILABLE', { 'Retry-After': '2' }) })
    const repository = repositoryOf(registry)
    expect(await bytesOf((await repository.pullBlob(digest)).body)).toEqual(bytes)
    expect(repository.waits[0]).toBeGreaterThanOrEqual(2000)
  })

  it('ends the request when its body is cancelled', async () => {
    const registry = withBlob()
    let signal: AbortSignal | undefined
    registry.fail('GET', {
      reply: (request) => {
        signal = request.signal
        return new Response(new ReadableStream(), { headers: { 'Content-Length': '100' } })
      },
    })
    const { body } = await repositoryOf(registry).pullBlob(digest)
    await body.cancel()
    expect(signal?.aborted).toBe(true)
  })
})

describe('statBlob', () => {
  it('tells size and digest', async () => {
    expect(await repositoryOf(withBlob()).statBlob(digest)).toEqual({ digest, size: 100 })
  })

  it('is undefined for a blob that is not there', async () => {
    expect(await repositoryOf(fakeRegistry()).statBlob(digest)).toBeUndefined()
  })
})
