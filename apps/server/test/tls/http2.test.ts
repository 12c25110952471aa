import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { constants } from 'node:http2'
import { connect, type TLSSocket } from 'node:tls'
import { digestOf } from '@berth/digest'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { answerOf, ask, push, SecureRegistry, startUpload } from './secure-registry.ts'

describe('over HTTP/2', () => {
  it('a blob is pushed in chunks and pulled as it was, without headers of a connection', async () => {
    const registry = await SecureRegistry.start()
    const session = registry.connect()
    const content = randomBytes(5_000_000)
    const digest = digestOf(content)
    const location = await startUpload(session)
    for (const [from, to] of [
      [0, 2_000_000],
      [2_000_000, 4_000_001],
    ] as const) {
      const chunk = await ask(session, 'PATCH', location, content.subarray(from, to), {
        'content-range': `${from}-${to - 1}`,
      })
      expect(chunk).toMatchObject({ status: 202, headers: { range: `0-${to - 1}` } })
    }
    const end = await ask(session, 'PUT', `${location}?digest=${digest}`, content.subarray(4_000_001))
    expect(end).toMatchObject({ status: 201, headers: { 'docker-content-digest': digest } })

    const pulled = await ask(session, 'GET', String(end.headers.location))
    expect(pulled).toMatchObject({ status: 200, headers: { 'content-length': '5000000' } })
    expect(digestOf(pulled.body)).toBe(digest)
    for (const reply of [end, pulled]) {
      expect(Object.keys(reply.headers)).not.toEqual(
        expect.arrayContaining([expect.stringMatching(/^(connection|keep-alive|transfer-encoding)$/)]),
      )
    }
    expect(await ask(session, 'HEAD', String(end.headers.location))).toMatchObject({
      status: 200,
      headers: { 'content-length': '5000000' },
      body: Buffer.alloc(0),
    })
    expect(await ask(session, 'DELETE', String(end.headers.location))).toMatchObject({ status: 202 })
    await vi.waitFor(() => expect(registry.openFiles()).toEqual([]))
  })

  it('HTTP/1.1 is spoken on the same port to those who ask for it', async () => {
    const registry = await SecureRegistry.start()
    const session = registry.connect()
    const digest = await push(session, 1_000_000)
    const path = `/v2/team/app/blobs/${digest}`
    expect(session.alpnProtocol).toBe('h2')
    const overHttp1 = await registry.overHttp1('GET', path)
    expect(digestOf(overHttp1.body)).toBe(digest)
    const content = randomBytes(1_000_000)
    const pushed = await registry.overHttp1(
      'POST',
      `/v2/team/app/blobs/uploads/?digest=${digestOf(content)}`,
      {},
      content,
    )
    expect(pushed.status).toBe(201)
    expect(digestOf((await ask(session, 'GET', String(pushed.headers.location))).body)).toBe(
      digestOf(content),
    )
  })

  it('twenty blobs are pushed and pulled on one connection at once', async () => {
    const registry = await SecureRegistry.start()
    const session = registry.connect()
    const digests = await Promise.all(Array.from({ length: 20 }, () => push(session, 1_500_000)))
    const pulled = await Promise.all(
      digests.map(async (digest) =>
        digestOf((await ask(session, 'GET', `/v2/team/app/blobs/${digest}`)).body),
      ),
    )
    expect(pulled).toEqual(digests)
    await vi.waitFor(() => expect(registry.openFiles()).toEqual([]))
  })

  it('a reply that was taken counts as sent, whatever its size', async () => {
    const registry = await SecureRegistry.start()
    const session = registry.connect()
    const sizes = [0, 1, 16_384, 16_385, 262_144, 262_145, 3_000_000]
    for (const size of sizes) {
      const digest = await push(session, size)
      await ask(session, 'GET', `/v2/team/app/blobs/${digest}`)
      await ask(session, 'HEAD', `/v2/team/app/blobs/${digest}`)
    }
    const pulls = await vi.waitFor(() => {
      const found = registry.lines.filter(({ operation }) => operation === 'getBlob')
      expect(found).toHaveLength(sizes.length)
      return found
    })
    expect(pulls.map(({ bytes }) => bytes)).toEqual(sizes)
    expect(registry.lines.filter(({ aborted }) => aborted)).toEqual([])
  })

  it('a name that leads up or escapes is refused as it is over HTTP/1.1', async () => {
    const session = (await SecureRegistry.start()).connect()
    for (const [path, status] of [
      ['/v2/../../etc/passwd', 404],
      ['/v2/a/../b/tags/list', 400],
      ['/v2/a%2f..%2fb/tags/list', 400],
      ['/v2/a%5cb/tags/list', 400],
    ] as const) {
      expect(await ask(session, 'GET', path), path).toMatchObject({ status })
    }
    expect(await ask(session, 'PROPFIND', '/v2/')).toMatchObject({ status: 405 })
  })
})

describe('a refused upload over HTTP/2', () => {
  it('has its whole reply, and the connection goes on, when the rest of the body is small', async () => {
    const session = (await SecureRegistry.start()).connect()
    const refused = await ask(session, 'PUT', '/v2/BAD/manifests/x', randomBytes(5_000_000))
    expect(refused.status).toBe(400)
    expect(refused.body.toString()).toContain('NAME_INVALID')
    expect((await ask(session, 'GET', '/v2/')).status).toBe(200)
  })

  it('is reset without an error, and only it, when the body is without end', async () => {
    const session = (await SecureRegistry.start()).connect()
    const stream = session.request({
      ':method': 'PUT',
      ':path': '/v2/a/manifests/x',
      'content-length': '10000000000',
    })
    let sent = 0
    const chunk = Buffer.alloc(1_000_000)
    const more = () => {
      while (!stream.destroyed) {
        sent += chunk.length
        if (!stream.write(chunk)) break
      }
    }
    stream.on('drain', more)
    more()
    const refused = await answerOf(stream)
    expect(refused.status).toBe(413)
    expect(refused.body.toString()).toContain('MANIFEST_INVALID')
    await vi.waitFor(() => expect(stream.closed).toBe(true))
    expect(stream.rstCode).toBe(constants.NGHTTP2_NO_ERROR)
    expect(sent).toBeLessThan(100_000_000)
    expect((await ask(session, 'GET', '/v2/')).status).toBe(200)
  })

  it('with a manifest of unknown length is told so before all of it has come', async () => {
    const session = (await SecureRegistry.start()).connect()
    const refused = await ask(session, 'PUT', '/v2/a/manifests/x', randomBytes(6_000_000))
    expect(refused.status).toBe(413)
    expect((await ask(session, 'GET', '/v2/')).status).toBe(200)
  })

  it('is told that its digest is wrong', async () => {
    const registry = await SecureRegistry.start()
    const session = registry.connect()
    const wrong = digestOf(Buffer.from('something else'))
    const refused = await ask(
      session,
      'POST',
      `/v2/team/app/blobs/uploads/?digest=${wrong}`,
      randomBytes(20_000_000),
    )
    expect(refused.status).toBe(400)
    expect(refused.body.toString()).toContain('DIGEST_INVALID')
    await vi.waitFor(() => expect(registry.openFiles()).toEqual([]))
  })

  it('that waits for a word before its body is refused without one, and told to go on when it is wanted', async () => {
    const session = (await SecureRegistry.start()).connect()
    const expecting = { expect: '100-continue', 'content-length': '5' }
    const refused = session.request({ ':method': 'PUT', ':path': '/v2/BAD/manifests/x', ...expecting })
    const continued = vi.fn()
    refused.on('continue', continued)
    expect((await answerOf(refused)).status).toBe(400)
    expect(continued).not.toHaveBeenCalled()

    const location = await startUpload(session)
    const wanted = session.request({ ':method': 'PATCH', ':path': location, ...expecting })
    await once(wanted, 'continue')
    wanted.end('hello')
    expect(await answerOf(wanted)).toMatchObject({ status: 202, headers: { 'upload-offset': '5' } })
  })
})

describe('a client that leaves over HTTP/2', () => {
  it.each([
    ['its stream is reset', constants.NGHTTP2_CANCEL],
    ['its stream is reset without an error', constants.NGHTTP2_NO_ERROR],
    ['its connection breaks', undefined],
  ])(
    'in the middle of an upload loses nothing that arrived when %s, and goes on to the right digest',
    async (_, code) => {
      const registry = await SecureRegistry.start()
      const content = randomBytes(3_000_000)
      const session = registry.connect()
      const location = await startUpload(session)
      const leaving = registry.connect()
      // Of unknown length: what was cut must not be taken for all there is.
      const upload = leaving.request({ ':method': 'PATCH', ':path': location })
      upload.on('error', () => {})
      await new Promise<void>((resolve) => upload.write(content.subarray(0, 1_000_000), () => resolve()))
      if (code === undefined) leaving.destroy()
      else upload.close(code)

      const offset = await vi.waitFor(async () => {
        const { headers } = await ask(session, 'GET', location)
        expect(headers['upload-offset']).toBe('1000000')
        return Number(headers['upload-offset'])
      })
      await vi.waitFor(() =>
        expect(registry.lines).toContainEqual(expect.objectContaining({ aborted: true })),
      )
      const digest = digestOf(content)
      const rest = await ask(session, 'PUT', `${location}?digest=${digest}`, content.subarray(offset))
      expect(rest.status).toBe(201)
      expect(digestOf((await ask(session, 'GET', String(rest.headers.location))).body)).toBe(digest)
      await vi.waitFor(() => expect(registry.openFiles()).toEqual([]))
    },
  )

  // Without an error it looks most like an end: as a whole body this one would have the wrong digest, and be dropped.
  it.each([
    ['', constants.NGHTTP2_CANCEL],
    [' without an error', constants.NGHTTP2_NO_ERROR],
  ])('in the middle of the last request of an upload%s can send it again', async (_, code) => {
    const registry = await SecureRegistry.start()
    const content = randomBytes(2_000_000)
    const digest = digestOf(content)
    const session = registry.connect()
    const location = await startUpload(session)
    const upload = session.request({ ':method': 'PUT', ':path': `${location}?digest=${digest}` })
    upload.on('error', () => {})
    await new Promise<void>((resolve) => upload.write(content.subarray(0, 500_000), () => resolve()))
    upload.close(code)
    await vi.waitFor(async () => {
      const { headers } = await ask(session, 'GET', location)
      expect(headers['upload-offset']).toBe('500000')
    })
    const again = await ask(session, 'PUT', `${location}?digest=${digest}`, content.subarray(500_000))
    expect(again.status).toBe(201)
  })

  it('in the middle of a blob leaves no file open, and no reply counted as sent', async () => {
    const registry = await SecureRegistry.start()
    const session = registry.connect()
    const digest = await push(session, 20_000_000)
    await Promise.all(
      Array.from({ length: 30 }, async () => {
        const stream = session.request({ ':path': `/v2/team/app/blobs/${digest}` })
        stream.on('error', () => {})
        await once(stream, 'data')
        stream.close(constants.NGHTTP2_CANCEL)
      }),
    )
    await vi.waitFor(() => {
      const pulls = registry.lines.filter(({ operation }) => operation === 'getBlob')
      expect(pulls).toHaveLength(30)
      expect(pulls.every(({ aborted, bytes }) => aborted === true && bytes === undefined)).toBe(true)
    })
    await vi.waitFor(() => expect(registry.openFiles()).toEqual([]))
    expect((await ask(session, 'GET', '/v2/')).status).toBe(200)
  })
})

describe('a slow reader over HTTP/2', () => {
  it('holds back its own blob and nothing else', async () => {
    const registry = await SecureRegistry.start()
    const session = registry.connect({ settings: { initialWindowSize: 100_000 } })
    const digest = await push(session, 10_000_000)
    const stream = session.request({ ':path': `/v2/team/app/blobs/${digest}` })
    await once(stream, 'response')
    expect((await ask(session, 'GET', '/v2/')).status).toBe(200)
    expect(registry.openFiles()).toHaveLength(1)
    // It has taken nothing but the window, so the registry has not read on.
    expect(stream.readableLength).toBeLessThanOrEqual(100_000)
    const chunks: Buffer[] = []
    for await (const chunk of stream) chunks.push(chunk)
    expect(digestOf(Buffer.concat(chunks))).toBe(digest)
    await vi.waitFor(() => expect(registry.openFiles()).toEqual([]))
  })
})

describe('a client that stands still over HTTP/2', () => {
  it('loses its upload and no other stream, and what arrived is kept', async () => {
    const registry = await SecureRegistry.start({ limits: { bodyIdleTimeoutMs: 600 } })
    const session = registry.connect()
    const location = await startUpload(session)
    const upload = session.request({ ':method': 'PATCH', ':path': location })
    upload.on('error', () => {})
    upload.write('hello')
    await new Promise((resolve) => upload.once('close', resolve))
    await vi.waitFor(async () =>
      expect(await ask(session, 'GET', location)).toMatchObject({ headers: { 'upload-offset': '5' } }),
    )
  })

  it('loses its form and no other stream', async () => {
    const registry = await SecureRegistry.start({ limits: { bodyIdleTimeoutMs: 600 } })
    const session = registry.connect()
    const type = 'application/x-www-form-urlencoded'
    const form = session.request({ ':method': 'POST', ':path': '/token', 'content-type': type })
    form.on('error', () => {})
    form.write('grant')
    await new Promise((resolve) => form.once('close', resolve))
    expect((await ask(session, 'GET', '/v2/')).status).toBe(200)
  })

  it('loses its connection when it is awaited on every stream, whoever waits and however', async () => {
    const registry = await SecureRegistry.start({
      limits: { bodyIdleTimeoutMs: 200 },
      // Asks for more, and is in none of the ways to read a body that are watched.
      fetch: (_request, { incoming } = {}) => {
        incoming?.read(0)
        return new Promise<Response>(() => {})
      },
    })
    const session = registry.connect()
    const upload = session.request({ ':method': 'POST', ':path': '/anything' })
    upload.on('error', () => {})
    upload.write('grant')
    await new Promise<void>((resolve) => session.once('close', () => resolve()))
  })

  it('loses the blob it does not take, also while other streams of its connection go on', async () => {
    const registry = await SecureRegistry.start({ limits: { bodyIdleTimeoutMs: 600 } })
    const session = registry.connect({ settings: { initialWindowSize: 100_000 } })
    const digest = await push(session, 10_000_000)
    const stalled = session.request({ ':path': `/v2/team/app/blobs/${digest}` })
    stalled.on('error', () => {})
    const cut = new Promise((resolve) => stalled.once('aborted', resolve).once('close', resolve))
    const others = setInterval(() => void ask(session, 'GET', '/v2/').catch(() => {}), 100)
    await cut
    clearInterval(others)
    expect(stalled.rstCode).toBe(constants.NGHTTP2_INTERNAL_ERROR)
    await vi.waitFor(() => expect(registry.openFiles()).toEqual([]))
    expect((await ask(session, 'GET', '/v2/')).status).toBe(200)
  })
})

describe('a client that takes nothing over HTTP/2', () => {
  it('of its connection loses it: what resets its streams cannot leave either', async () => {
    const registry = await SecureRegistry.start({ limits: { bodyIdleTimeoutMs: 600 } })
    // More than the buffers of the system hold between the two.
    const digest = await push(registry.connect(), 20_000_000)
    const hostile = await speakingFrames(registry)
    const pulls = [1, 3, 5].map((id) => frame(0x1, 0x5, id, getOf(`/v2/team/app/blobs/${digest}`)))
    // Nothing but its own reading holds the registry back.
    hostile.write(Buffer.concat([windowOf(0x7fffffff), WIDE_CONNECTION, ...pulls]))
    await vi.waitFor(
      () => expect(registry.lines.filter(({ aborted }) => aborted)).toHaveLength(pulls.length),
      { timeout: 10_000 },
    )
    // An hour of grace: it would be used up if the connection had stayed.
    await registry.server.close(3_600_000)
    expect(registry.openFiles()).toEqual([])
  })

  it.each([
    ['a refused upload', { ':method': 'PUT', ':path': '/v2/BAD/manifests/x' }],
    [
      'a refused upload that was to wait for a word',
      { ':method': 'PUT', ':path': '/v2/BAD/manifests/x', expect: '100-continue' },
    ],
    ['a pull with a body', { ':path': '/openapi.json' }],
  ])('of its replies is read on, so that what it sends stays in no memory: %s', async (_, headers) => {
    const registry = await SecureRegistry.start()
    const session = registry.connect({ settings: { initialWindowSize: 0 } })
    const stream = session.request(headers, { endStream: false })
    stream.on('error', () => {})
    await once(stream, 'response')
    // Three times what is taken from a client ahead: it is only rid of all when the registry reads it.
    await new Promise<void>((resolve, reject) => {
      stream.once('close', () => reject(new Error('it was reset')))
      stream.write(Buffer.alloc(6 * 1024 * 1024), () => resolve())
    })
    expect(stream.readableEnded).toBe(false)
  })
})

describe('limits over HTTP/2', () => {
  it('headers larger than allowed are refused on their stream alone', async () => {
    const registry = await SecureRegistry.start({ limits: { maxHeaderBytes: 8 * 1024 } })
    const session = registry.connect()
    // The limit holds once the client has heard of it; until then it is 64 KiB.
    await ask(session, 'GET', '/v2/')
    const large = session.request({ ':path': '/v2/', 'x-large': 'x'.repeat(10_000) })
    large.on('error', () => {})
    await new Promise((resolve) => large.once('close', resolve))
    expect(large.rstCode).toBe(constants.NGHTTP2_ENHANCE_YOUR_CALM)
    expect((await ask(session, 'GET', '/v2/', undefined, { 'x-fits': 'x'.repeat(6000) })).status).toBe(200)
  })

  it('a client that opens and resets streams without end is told to go, and the next is served', async () => {
    const registry = await SecureRegistry.start()
    const hostile = await speakingFrames(registry)
    const resets = Array.from({ length: 5000 }, (_, index) => [
      frame(0x1, 0x5, 2 * index + 1, GET_ROOT),
      frame(0x3, 0, 2 * index + 1, Buffer.from([0, 0, 0, constants.NGHTTP2_CANCEL])),
    ])
    hostile.write(Buffer.concat(resets.flat()))
    let seen = Buffer.alloc(0)
    const isToldToGo = () => framesIn(seen).some(({ type }) => type === 0x7)
    for await (const chunk of hostile) {
      seen = Buffer.concat([seen, chunk])
      if (isToldToGo()) break
    }
    expect(isToldToGo()).toBe(true)
    expect((await ask(registry.connect(), 'GET', '/v2/')).status).toBe(200)
    expect(registry.lines.length).toBeLessThan(3000)
  })

  it('a connection without a request is closed, before the first one and after the last', async () => {
    const registry = await SecureRegistry.start({
      limits: { headersTimeoutMs: 300, keepAliveTimeoutMs: 300 },
    })
    const silent = registry.connect()
    await new Promise((resolve) => silent.once('close', resolve))
    const idle = registry.connect()
    expect((await ask(idle, 'GET', '/v2/')).status).toBe(200)
    await new Promise((resolve) => idle.once('close', resolve))
  })
})

/** A client that says of HTTP/2 what it is told to, and reads only when it is asked to. */
async function speakingFrames(registry: SecureRegistry): Promise<TLSSocket> {
  const { server, identity } = registry
  const socket = connect({ port: server.port, ca: identity.certificate, ALPNProtocols: ['h2'] })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => {})
  await once(socket, 'secureConnect')
  socket.write(Buffer.concat([PREFACE, frame(0x4, 0, 0, Buffer.alloc(0))]))
  return socket
}

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')

/** `GET / https localhost`, by the static table of HPACK (RFC 7541, appendix A). */
const GET_ROOT = Buffer.concat([Buffer.from([0x82, 0x84, 0x87, 0x41, 9]), Buffer.from('localhost')])

/** The same for a path of less than 127 bytes, which is in no table. */
function getOf(path: string): Buffer {
  const [method, scheme] = [Buffer.from([0x82]), Buffer.from([0x87])]
  const target = Buffer.concat([Buffer.from([0x04, path.length]), Buffer.from(path)])
  return Buffer.concat([method, target, scheme, Buffer.from([0x41, 9]), Buffer.from('localhost')])
}

/** SETTINGS_INITIAL_WINDOW_SIZE: what may be sent on each stream without being taken. */
function windowOf(bytes: number): Buffer {
  const setting = Buffer.alloc(6)
  setting.writeUInt16BE(0x4, 0)
  setting.writeUInt32BE(bytes, 2)
  return frame(0x4, 0, 0, setting)
}

/** WINDOW_UPDATE for all streams of a connection together, near the most there may be. */
const WIDE_CONNECTION = frame(0x8, 0, 0, Buffer.from([0x7f, 0xff, 0, 0]))

/** A frame of HTTP/2 (RFC 9113 4.1). */
function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const head = Buffer.alloc(9)
  head.writeUIntBE(payload.length, 0, 3)
  head.writeUInt8(type, 3)
  head.writeUInt8(flags, 4)
  head.writeUInt32BE(stream, 5)
  return Buffer.concat([head, payload])
}

/** The frames that have come whole. */
function framesIn(bytes: Buffer): { type: number }[] {
  const found: { type: number }[] = []
  for (let at = 0; at + 9 <= bytes.length; at += 9 + bytes.readUIntBE(at, 3))
    found.push({ type: bytes.readUInt8(at + 3) })
  return found
}
