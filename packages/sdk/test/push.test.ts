import { createHasher, digestOf } from '@berth/digest'
import { describe, expect, it } from 'vitest'
import {
  type BlobSource,
  ConnectionError,
  DigestMismatchError,
  ProtocolError,
  type PushBlobOptions,
  RegistryError,
  SourceError,
} from '../src/index.ts'
import { inPieces, repositoryOf, sample } from './client-of.ts'
import { envelope, fakeRegistry } from './fake-registry.ts'

const bytes = sample(100)
const digest = digestOf(bytes)

function withHeader(reply: Response, name: string, value: string): Response {
  reply.headers.set(name, value)
  return reply
}

/** The same content in every form it can be pushed from. */
const sources: Record<string, () => BlobSource> = {
  bytes: () => bytes,
  blob: () => new Blob([bytes]),
  replayable: () => ({ size: 100, open: (offset) => inPieces(bytes.subarray(offset)) }),
  stream: () => new Blob([bytes]).stream(),
  iterable: () => inPieces(bytes),
}

const modes: Record<string, PushBlobOptions> = {
  'whole, digest unknown': {},
  'whole, digest known': { digest },
  'in chunks, digest unknown': { chunkSize: 30 },
  'in chunks, digest known': { chunkSize: 30, digest },
  'in chunks, size known': { chunkSize: 30, size: 100 },
}

const table = Object.keys(sources).flatMap((source) =>
  Object.keys(modes).map((mode) => ({ source, mode, options: modes[mode] ?? {} })),
)

describe('pushBlob', () => {
  it.each(table)('stores $source pushed $mode', async ({ source, options }) => {
    const registry = fakeRegistry()
    const pushed = await repositoryOf(registry).pushBlob(sources[source]?.() ?? bytes, options)
    expect(pushed).toEqual({ digest, size: 100, uploaded: true })
    expect(registry.blobs.get(digest)).toEqual(bytes)
    expect(registry.sessions.size).toBe(0)
  })

  it.each(table)('stores $source without a byte pushed $mode', async ({ source, options }) => {
    const empty = new Uint8Array()
    const none: Record<string, BlobSource> = {
      bytes: empty,
      blob: new Blob([]),
      replayable: { size: 0, open: () => inPieces(empty) },
      stream: new Blob([]).stream(),
      iterable: inPieces(empty),
    }
    const { chunkSize } = options
    const registry = fakeRegistry()
    const given = {
      ...(chunkSize !== undefined && { chunkSize }),
      ...(options.digest !== undefined && { digest: digestOf(empty) }),
    }
    const pushed = await repositoryOf(registry).pushBlob(none[source] ?? empty, given)
    expect(pushed).toEqual({ digest: digestOf(empty), size: 0, uploaded: true })
  })

  it('sends nothing but a HEAD when the registry has the content', async () => {
    const registry = fakeRegistry()
    registry.blobs.set(digest, bytes)
    const pushed = await repositoryOf(registry).pushBlob(bytes)
    expect(pushed).toEqual({ digest, size: 100, uploaded: false })
    expect(registry.log).toEqual([`HEAD /v2/a/b/blobs/sha256:${digest.slice(7, 11)}`])
  })

  it('lets go of a stream it does not need', async () => {
    const registry = fakeRegistry()
    registry.blobs.set(digest, bytes)
    let cancelled = false
    const stream = new ReadableStream<Uint8Array>({
      cancel() {
        cancelled = true
      },
    })
    await repositoryOf(registry).pushBlob(stream, { digest })
    expect(cancelled).toBe(true)
  })

  it('sends a blob whose digest is known in one request after the session is open', async () => {
    const registry = fakeRegistry()
    await repositoryOf(registry).pushBlob(bytes)
    expect(registry.log.map((line) => line.split(' ', 1)[0])).toEqual(['HEAD', 'POST', 'PUT'])
  })

  it('cuts content into chunks with their ranges, and follows every new Location', async () => {
    const registry = fakeRegistry()
    await repositoryOf(registry, { chunkSize: 40 }).pushBlob(inPieces(bytes))
    expect(registry.log).toEqual([
      'POST /v2/a/b/blobs/uploads/',
      'PATCH /SESSION?_state [0-39]',
      'PATCH /SESSION?_state [40-79]',
      'PATCH /SESSION?_state [80-99]',
      `PUT /SESSION?_state&digest=sha256:${digest.slice(7, 11)}`,
    ])
  })

  it('makes chunks as large as the registry asks for', async () => {
    const registry = fakeRegistry({ minChunk: 64 })
    await repositoryOf(registry, { chunkSize: 10 }).pushBlob(inPieces(bytes))
    expect(registry.log.filter((line) => line.startsWith('PATCH'))).toEqual([
      'PATCH /SESSION?_state [0-63]',
      'PATCH /SESSION?_state [64-99]',
    ])
  })

  it('announces and computes sha512 when asked to', async () => {
    const registry = fakeRegistry()
    const pushed = await repositoryOf(registry).pushBlob(inPieces(bytes), { algorithm: 'sha512' })
    expect(pushed.digest).toBe(digestOf(bytes, 'sha512'))
    expect(registry.log[0]).toBe('POST /v2/a/b/blobs/uploads/?digest-algorithm=sha512')
  })

  it('tells how far it has come', async () => {
    const seen: unknown[] = []
    const onProgress = (progress: unknown): void => void seen.push(progress)
    await repositoryOf(fakeRegistry()).pushBlob(bytes, { chunkSize: 60, onProgress })
    expect(seen).toEqual([
      { sent: 60, size: 100 },
      { sent: 100, size: 100 },
    ])
  })
})

describe('pushBlob, when connections break', () => {
  const replayable = table.filter(({ source, mode }) =>
    mode.startsWith('in chunks') ? true : source !== 'stream' && source !== 'iterable',
  )

  it.each(replayable)(
    'resumes $source pushed $mode where the registry has lost it',
    async ({ source, mode, options }) => {
      const registry = fakeRegistry()
      const writes = mode === 'whole, digest known' ? 'PUT' : 'PATCH'
      // A blob in memory has its digest computed first, so it too goes out by PUT.
      const first = source === 'bytes' && !mode.startsWith('in chunks') ? 'PUT' : writes
      registry.fail(first, { dropAfter: 17 })
      registry.fail(first, { dropAfter: 9 })
      registry.fail(first, { loseReply: true })
      const pushed = await repositoryOf(registry).pushBlob(sources[source]?.() ?? bytes, options)
      expect(pushed).toEqual({ digest, size: 100, uploaded: true })
      expect(registry.blobs.get(digest)).toEqual(bytes)
      expect(registry.log.filter((line) => line.startsWith('POST'))).toHaveLength(1)
    },
  )

  it('goes on at the byte after the last one that arrived', async () => {
    const registry = fakeRegistry()
    registry.fail('PATCH', { dropAfter: 17 })
    await repositoryOf(registry).pushBlob(new Blob([bytes]))
    expect(registry.log.slice(1, 4)).toEqual([
      'PATCH /SESSION?_state [0-99]',
      'GET /SESSION?_state',
      'PATCH /SESSION?_state [17-99]',
    ])
  })

  it('hashes each byte once, however often it is sent', async () => {
    const registry = fakeRegistry({ uploadOffset: false })
    registry.fail('PATCH', { dropAfter: 60 })
    registry.fail('PATCH', { dropAfter: 3 })
    const hasher = createHasher('sha256')
    hasher.update(bytes)
    const { digest } = await repositoryOf(registry).pushBlob(new Blob([bytes]))
    expect(digest).toBe(hasher.digest())
  })

  it('takes a closing request whose reply was lost as done', async () => {
    const registry = fakeRegistry()
    registry.fail('PUT', { loseReply: true })
    const pushed = await repositoryOf(registry).pushBlob(inPieces(bytes))
    expect(pushed).toEqual({ digest, size: 100, uploaded: true })
    expect(registry.log.slice(-2)).toEqual([
      'GET /SESSION?_state',
      `HEAD /v2/a/b/blobs/sha256:${digest.slice(7, 11)}`,
    ])
  })

  it('closes the session of a stream again when only that failed', async () => {
    const registry = fakeRegistry()
    registry.fail('PUT', { reply: () => envelope(503, 'UNAVAILABLE') })
    const pushed = await repositoryOf(registry).pushBlob(inPieces(bytes))
    expect(pushed).toEqual({ digest, size: 100, uploaded: true })
  })

  it('starts over rather than guess what 0-0 means (protocol fact 9)', async () => {
    const registry = fakeRegistry({ uploadOffset: false })
    registry.fail('PATCH', { dropAfter: 1 })
    await repositoryOf(registry).pushBlob(new Blob([bytes]))
    expect(registry.log.map((line) => line.split(' ', 1)[0])).toEqual([
      'POST',
      'PATCH',
      'GET',
      'DELETE',
      'POST',
      'PATCH',
      'PUT',
    ])
    expect(registry.blobs.get(digest)).toEqual(bytes)
  })

  it('trusts Upload-Offset where 0-0 alone would be ambiguous', async () => {
    const registry = fakeRegistry({ uploadOffset: true })
    registry.fail('PATCH', { dropAfter: 1 })
    await repositoryOf(registry).pushBlob(new Blob([bytes]))
    expect(registry.log[3]).toBe('PATCH /SESSION?_state [1-99]')
  })

  it('starts over when the session is gone and the blob is not there', async () => {
    const registry = fakeRegistry()
    registry.fail('PATCH', {
      alter: () => {
        registry.sessions.clear()
        throw new TypeError('fetch failed')
      },
    })
    const pushed = await repositoryOf(registry).pushBlob(new Blob([bytes]))
    expect(pushed.uploaded).toBe(true)
    expect(registry.log.filter((line) => line.startsWith('POST'))).toHaveLength(2)
  })

  it.each([
    ['404: the session has ended', () => envelope(404, 'BLOB_UPLOAD_UNKNOWN')],
    ['409: the broken connection still counts as a writer', () => envelope(409, 'BLOB_UPLOAD_INVALID')],
  ])('asks how far it has come, and goes on, after %s', async (_, reply) => {
    const registry = fakeRegistry()
    registry.fail('PATCH', { reply })
    await repositoryOf(registry).pushBlob(new Blob([bytes]))
    expect(registry.log[2]).toBe('GET /SESSION?_state')
    expect(registry.blobs.get(digest)).toEqual(bytes)
  })

  it('resumes after 416 from where the registry says it is (protocol fact 16)', async () => {
    const registry = fakeRegistry()
    registry.fail('PATCH', { alter: (reply) => withHeader(reply, 'Upload-Offset', '20') })
    await repositoryOf(registry).pushBlob(inPieces(bytes), { chunkSize: 40 })
    expect(registry.log.slice(1, 5)).toEqual([
      'PATCH /SESSION?_state [0-39]',
      'PATCH /SESSION?_state [20-39]',
      'GET /SESSION?_state',
      'PATCH /SESSION?_state [40-79]',
    ])
    expect(registry.blobs.get(digest)).toEqual(bytes)
  })

  it('gives up after as many tries as allowed, and releases the session', async () => {
    const registry = fakeRegistry()
    for (let at = 0; at < 9; at++) registry.fail('PATCH', { dropAfter: 0 })
    const repository = repositoryOf(registry, { retry: { tries: 3 } })
    await expect(repository.pushBlob(new Blob([bytes]))).rejects.toBeInstanceOf(ConnectionError)
    expect(registry.log.filter((line) => line.startsWith('PATCH'))).toHaveLength(3)
    expect(repository.waits).toHaveLength(2)
    expect(registry.sessions.size).toBe(0)
  })

  it('counts its tries anew once bytes have got through', async () => {
    const registry = fakeRegistry()
    for (let at = 0; at < 8; at++) registry.fail('PATCH', { dropAfter: 10 })
    const repository = repositoryOf(registry, { retry: { tries: 2 } })
    expect((await repository.pushBlob(new Blob([bytes]))).digest).toBe(digest)
  })

  it('fails a stream sent whole with what broke it, for it cannot be read again', async () => {
    const registry = fakeRegistry()
    registry.fail('PATCH', { dropAfter: 50 })
    await expect(repositoryOf(registry).pushBlob(inPieces(bytes))).rejects.toBeInstanceOf(ConnectionError)
    expect(registry.sessions.size).toBe(0)
  })
})

describe('pushBlob, when the registry refuses', () => {
  it('waits as long as Retry-After says before it goes on', async () => {
    const registry = fakeRegistry()
    registry.fail('PATCH', { reply: () => envelope(429, 'TOOMANYREQUESTS', { 'Retry-After': '7' }) })
    const repository = repositoryOf(registry)
    await repository.pushBlob(new Blob([bytes]))
    expect(repository.waits).toHaveLength(1)
    expect(repository.waits[0]).toBeGreaterThanOrEqual(7000)
  })

  it('does not wait longer than it may', async () => {
    const registry = fakeRegistry()
    registry.fail('PATCH', { reply: () => envelope(429, 'TOOMANYREQUESTS', { 'Retry-After': '86400' }) })
    const repository = repositoryOf(registry)
    await expect(repository.pushBlob(new Blob([bytes]))).rejects.toMatchObject({
      status: 429,
      retryAfter: 86400,
    })
    expect(repository.waits).toEqual([])
  })

  it('tells a refusal at once and cancels the session', async () => {
    const registry = fakeRegistry()
    registry.fail('PUT', { reply: () => envelope(403, 'DENIED') })
    await expect(repositoryOf(registry).pushBlob(bytes)).rejects.toMatchObject({
      code: 'DENIED',
      status: 403,
    })
    expect(registry.log.at(-1)).toBe('DELETE /SESSION?_state')
  })

  it('fails with DIGEST_INVALID when the given digest is not that of the content', async () => {
    const wrong = digestOf(sample(5))
    const pushing = repositoryOf(fakeRegistry()).pushBlob(bytes, { digest: wrong })
    await expect(pushing).rejects.toMatchObject({ code: 'DIGEST_INVALID' })
  })

  it('fails when the registry stores something else than it was sent', async () => {
    const registry = fakeRegistry()
    const other = digestOf(sample(5))
    registry.fail('PUT', {
      alter: (reply) =>
        new Response(null, { status: reply.status, headers: { 'Docker-Content-Digest': other } }),
    })
    await expect(repositoryOf(registry).pushBlob(bytes)).rejects.toBeInstanceOf(DigestMismatchError)
  })

  it('fails when there is no Location to follow', async () => {
    const registry = fakeRegistry()
    registry.fail('POST', { reply: () => new Response(null, { status: 202 }) })
    await expect(repositoryOf(registry).pushBlob(bytes)).rejects.toBeInstanceOf(ProtocolError)
  })

  it('fails when the registry has more bytes than were sent', async () => {
    const registry = fakeRegistry()
    registry.fail('PATCH', { alter: (reply) => withHeader(reply, 'Upload-Offset', '101') })
    await expect(repositoryOf(registry).pushBlob(new Blob([bytes]))).rejects.toThrow(
      /it has 101 bytes where only 100 were sent/,
    )
  })

  it('fails when the registry takes chunks and never gets on', async () => {
    const registry = fakeRegistry()
    registry.fail('PATCH', { alter: (reply) => withHeader(reply, 'Upload-Offset', '0') })
    const pushing = repositoryOf(registry).pushBlob(bytes, { chunkSize: 10 })
    await expect(pushing).rejects.toBeInstanceOf(ProtocolError)
  })
})

describe('pushBlob, when the source is at fault', () => {
  const short = { size: 101, open: (offset: number) => inPieces(bytes.subarray(offset)) }
  const long = { size: 99, open: (offset: number) => inPieces(bytes.subarray(offset)) }

  it.each([
    ['shorter than it said, whole', short, {}],
    ['shorter than it said, in chunks', short, { chunkSize: 30 }],
    ['longer than it said, whole', long, {}],
    ['longer than it said, in chunks', long, { chunkSize: 30 }],
    ['bytes of another size than announced', bytes, { size: 7 }],
  ])('fails with SourceError: %s', async (_, source, options) => {
    const registry = fakeRegistry()
    await expect(repositoryOf(registry).pushBlob(source, options)).rejects.toBeInstanceOf(SourceError)
    expect(registry.sessions.size).toBe(0)
  })

  it('passes on the error of a source that cannot be read, and does not try again', async () => {
    const registry = fakeRegistry()
    const failure = new Error('the disk is gone')
    async function* failing(): AsyncGenerator<Uint8Array, void> {
      yield bytes.subarray(0, 50)
      throw failure
    }
    const repository = repositoryOf(registry)
    await expect(repository.pushBlob({ size: 100, open: failing })).rejects.toBe(failure)
    expect(repository.waits).toEqual([])
    expect(registry.sessions.size).toBe(0)
  })

  it('ends with the reason of its signal, and releases the session', async () => {
    const registry = fakeRegistry()
    const controller = new AbortController()
    const reason = new Error('the user has left')
    const onProgress = (): void => controller.abort(reason)
    const pushing = repositoryOf(registry).pushBlob(bytes, {
      chunkSize: 30,
      signal: controller.signal,
      onProgress,
    })
    await expect(pushing).rejects.toBe(reason)
    expect(registry.sessions.size).toBe(0)
  })

  it.each([0, -1, 1.5, Number.NaN])('refuses chunks of %d bytes', async (chunkSize) => {
    await expect(repositoryOf(fakeRegistry()).pushBlob(bytes, { chunkSize })).rejects.toBeInstanceOf(
      RangeError,
    )
  })
})

describe('mountBlob', () => {
  it('is true when the registry has taken the blob over', async () => {
    const registry = fakeRegistry()
    registry.blobs.set(digest, bytes)
    expect(await repositoryOf(registry).mountBlob(digest, 'c/d')).toBe(true)
    expect(registry.log).toEqual([
      `POST /v2/a/b/blobs/uploads/?mount=sha256:${digest.slice(7, 11)}&from=c%2Fd`,
    ])
  })

  it('is false when it has not, and releases the session that was opened instead', async () => {
    const registry = fakeRegistry()
    expect(await repositoryOf(registry).mountBlob(digest)).toBe(false)
    expect(registry.sessions.size).toBe(0)
  })

  it('throws when the registry refuses', async () => {
    const registry = fakeRegistry()
    registry.fail('POST', { reply: () => envelope(403, 'DENIED') })
    await expect(repositoryOf(registry).mountBlob(digest, 'c/d')).rejects.toBeInstanceOf(RegistryError)
  })
})
