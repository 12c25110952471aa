import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { digestOf } from '@berth/digest'
import { openMemoryStorage, type Storage } from '@berth/storage'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '../src/app.ts'
import { listen, type RunningServer } from '../src/listener.ts'

/** The windows of these tests. In service they are minutes; what is tested is what ends a wait, not how long it is. */
const WINDOW_MS = 500

let storage: Storage
let server: RunningServer
/** The log line of the request that was cut before its end. */
let cut: Promise<object>

beforeEach(async () => {
  storage = await openMemoryStorage()
  let report: (line: object) => void
  cut = new Promise((resolve) => {
    report = resolve
  })
  const log = pino(
    {},
    { write: (text: string) => text.includes('"aborted":true') && report(JSON.parse(text)) },
  )
  server = await listen(createApp({ storage, log, settings: { contractMode: true } }), {
    bodyIdleTimeoutMs: 2 * WINDOW_MS,
  })
})
afterEach(async () => {
  await server.close(1000)
  await storage.close()
})

async function startUpload(): Promise<string> {
  const response = await fetch(`${server.url}/v2/a/blobs/uploads/`, { method: 'POST' })
  return response.headers.get('location') ?? ''
}

/** Sends the head of an upload and some of its body, then calls `trickle`. Resolves when the server ends it. */
function upload(
  location: string,
  head: string,
  trickle?: (write: (text: string) => void) => () => void,
): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write(`PATCH ${location} HTTP/1.1\r\nHost: r\r\n${head}`),
    )
    const stop = trickle?.((text) => socket.write(text))
    // The server may end its side first and reset later: either way it is over.
    socket.on('error', () => {})
    socket.on('close', () => {
      stop?.()
      resolve()
    })
    socket.resume()
  })
}

describe('an upload that stands still', () => {
  it('is cut, and what arrived can be resumed', async () => {
    const location = await startUpload()
    await upload(location, 'Content-Length: 1000\r\n\r\nhello')
    const status = await fetch(`${server.url}${location}`)
    expect(status.headers.get('upload-offset')).toBe('5')
  })

  it('is cut as well when it only trickles', async () => {
    const location = await startUpload()
    await upload(location, 'Content-Length: 1000\r\n\r\n', (write) => {
      const drip = setInterval(() => write('x'), WINDOW_MS / 4)
      return () => clearInterval(drip)
    })
    const status = await fetch(`${server.url}${location}`)
    expect(status.status).toBe(204)
  })
})

describe('a body that is read whole before it is looked at', () => {
  it.each([
    ['a form', 'POST /token', 'Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000'],
    ['a manifest', 'PUT /v2/a/manifests/latest', 'Content-Length: 1000'],
  ])('%s is cut when it stands still', async (_, start, head) => {
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write(`${start} HTTP/1.1\r\nHost: r\r\n${head}\r\n\r\nhello`),
    )
    socket.on('error', () => {})
    socket.resume()
    await new Promise((resolve) => socket.on('close', resolve))
  })

  it('a chunk of unknown length that says where it belongs is cut as well', async () => {
    const location = await startUpload()
    await upload(location, 'Transfer-Encoding: chunked\r\nContent-Range: 0-999\r\n\r\n5\r\nhello\r\n')
    const status = await fetch(`${server.url}${location}`)
    expect(status.headers.get('upload-offset')).toBe('5')
  })
})

describe('an upload that is slow but alive', () => {
  it('goes on for many windows', async () => {
    const content = randomBytes(40_000)
    const location = await startUpload()
    async function* slowly() {
      for (let at = 0; at < content.length; at += 1000) {
        yield new Uint8Array(content.subarray(at, at + 1000))
        await new Promise((resolve) => setTimeout(resolve, WINDOW_MS / 8))
      }
    }
    const response = await fetch(`${server.url}${location}?digest=${digestOf(content)}`, {
      method: 'PUT',
      body: ReadableStream.from(slowly()),
      duplex: 'half',
    } as RequestInit)
    expect(response.status).toBe(201)
  })
})

describe('a reader that takes nothing', () => {
  it('is cut, and does not keep the blob open', async () => {
    const content = randomBytes(30_000_000)
    const digest = digestOf(content)
    const pushed = await fetch(`${server.url}/v2/a/blobs/uploads/?digest=${digest}`, {
      method: 'POST',
      body: new Uint8Array(content),
    })
    expect(pushed.status).toBe(201)
    const socket = connect(server.port, '127.0.0.1', () =>
      socket.write(`GET /v2/a/blobs/${digest} HTTP/1.1\r\nHost: r\r\n\r\n`),
    )
    socket.pause()
    expect(await cut).toMatchObject({ operation: 'getBlob', status: 200, aborted: true })
    socket.destroy()
  })
})
