import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect as connectTcp } from 'node:net'
import { text } from 'node:stream/consumers'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { digestOf } from '@berth/digest'
import { openMemoryStorage } from '@berth/storage'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { serverRequest } from '../../src/http/request.ts'
import { listen } from '../../src/listener.ts'
import { type Issued, issue } from './certificates.ts'
import { ask, push, SecureRegistry, startUpload } from './secure-registry.ts'

/** All that comes back for these bytes sent in the clear, until the other side closes. */
async function inTheClear(port: number, bytes: string | Buffer): Promise<string> {
  const socket = connectTcp(port, '127.0.0.1', () => socket.write(bytes))
  let seen = ''
  socket.on('data', (chunk) => {
    seen += chunk
  })
  socket.on('error', () => {})
  await new Promise((resolve) => socket.once('close', resolve))
  return seen
}

describe('the wrong protocol', () => {
  it('HTTP on the port of HTTPS is told so and counted as no request', async () => {
    const registry = await SecureRegistry.start()
    const seen = await inTheClear(registry.server.port, 'GET /v2/ HTTP/1.1\r\nHost: r\r\n\r\n')
    expect(seen).toMatch(/^HTTP\/1\.1 400 [\s\S]*HTTPS only/)
    expect(registry.lines).toEqual([])
  })

  it('noise on the port of HTTPS ends the connection', async () => {
    const registry = await SecureRegistry.start()
    expect(await inTheClear(registry.server.port, randomBytes(1000))).not.toContain('HTTP')
    expect((await registry.overHttp1('GET', '/v2/')).status).toBe(200)
  })

  it('a TLS hello on the port of HTTP ends the connection, and the next one is served', async () => {
    const storage = await openMemoryStorage()
    const server = await listen(createApp({ storage, settings: { contractMode: true } }))
    const hello = connectTls({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false })
    hello.on('error', () => {})
    await new Promise((resolve) => hello.once('close', resolve))
    expect((await fetch(`${server.url}/v2/`)).status).toBe(200)
    await server.close(1000)
    await storage.close()
  })

  it('a client that never ends its handshake is cut off', async () => {
    const registry = await SecureRegistry.start({ limits: { headersTimeoutMs: 300 } })
    // A record of TLS whose end does not come.
    expect(await inTheClear(registry.server.port, '\x16\x03\x01\x02')).toBe('')
  })
})

describe('closing', () => {
  it('lets a stream under way end, takes no further one, and says goodbye', async () => {
    const registry = await SecureRegistry.start()
    const session = registry.connect()
    const location = await startUpload(session)
    const content = randomBytes(1_000_000)
    const upload = session.request({ ':method': 'PUT', ':path': `${location}?digest=${digestOf(content)}` })
    upload.write(content.subarray(0, 500_000))
    await vi.waitFor(() => expect(registry.openFiles()).toHaveLength(1))
    const goodbye = once(session, 'goaway')
    const closed = registry.server.close(3_600_000)
    await goodbye
    upload.end(content.subarray(500_000))
    const [headers] = await once(upload, 'response')
    expect(headers[':status']).toBe(201)
    upload.resume()
    await closed
    expect(registry.openFiles()).toEqual([])
  })

  it('does not wait for a client that stays after its last reply, over either protocol', async () => {
    const registry = await SecureRegistry.start()
    const sockets: TLSSocket[] = []
    for (const protocol of ['h2', 'http/1.1']) {
      const socket = connectTls({
        port: registry.server.port,
        host: '127.0.0.1',
        ca: registry.identity.certificate,
        ALPNProtocols: [protocol],
        allowHalfOpen: true,
      } as never)
      socket.on('error', () => {})
      await once(socket, 'secureConnect')
      if (protocol === 'h2') socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0', 'latin1')
      else socket.write('GET /v2/ HTTP/1.1\r\nHost: r\r\n\r\n')
      await once(socket, 'data')
      sockets.push(socket)
    }
    // An hour of grace: it would be used up if anything waited for it.
    await registry.server.close(3_600_000)
    for (const socket of sockets) socket.destroy()
  })

  it('cuts what goes on for longer than it may, and what arrived is kept', async () => {
    const registry = await SecureRegistry.start()
    const session = registry.connect()
    const location = await startUpload(session)
    const upload = session.request({ ':method': 'PATCH', ':path': location })
    upload.on('error', () => {})
    upload.write(randomBytes(1_000_000))
    await vi.waitFor(() => expect(registry.openFiles()).toHaveLength(1))
    await registry.server.close(0)
    expect(registry.openFiles()).toEqual([])
    expect(registry.lines.at(-1)).toMatchObject({ operation: 'patchUpload', aborted: true })
  })

  it('cuts two connections that came from one port to two addresses', async () => {
    const registry = await SecureRegistry.start({ host: '0.0.0.0' })
    const open = async (host: string, localPort?: number) => {
      const socket = connectTls({
        port: registry.server.port,
        host,
        localAddress: '127.0.0.1',
        localPort,
        rejectUnauthorized: false,
        ALPNProtocols: ['http/1.1'],
      } as never)
      onTestFinished(() => void socket.destroy())
      socket.on('error', () => {})
      await once(socket, 'secureConnect')
      return socket
    }
    const first = await open('127.0.0.1')
    const second = await open('127.0.0.2', first.localPort)
    const upload = `/v2/a/blobs/uploads/?digest=${digestOf(Buffer.from('never'))}`
    second.write(`POST ${upload} HTTP/1.1\r\nHost: r\r\nContent-Length: 1000\r\n\r\nabc`)
    await vi.waitFor(() => expect(registry.openFiles()).toHaveLength(1))
    // The one that is gone must not take the other's place with it.
    first.write('GET /v2/ HTTP/1.1\r\nHost: r\r\nConnection: close\r\n\r\n')
    first.resume()
    await once(first, 'close')
    const cut = once(second, 'close')
    await registry.server.close(0)
    await cut
  })

  it('does not wait for a handshake', async () => {
    const registry = await SecureRegistry.start()
    const socket = connectTcp(registry.server.port, '127.0.0.1')
    socket.on('error', () => {})
    await once(socket, 'connect')
    socket.write('\x16\x03\x01')
    await registry.server.close(3_600_000)
    socket.destroy()
  })
})

describe('more connections than there may be', () => {
  it('are closed at once, whatever they would have spoken', async () => {
    const registry = await SecureRegistry.start({ limits: { maxConnections: 1 } })
    const session = registry.connect()
    expect((await ask(session, 'GET', '/v2/')).status).toBe(200)
    await expect(registry.overHttp1('GET', '/v2/')).rejects.toThrow()
    expect((await ask(session, 'GET', '/v2/')).status).toBe(200)
  })
})

describe('renewing the certificate', () => {
  it('shows the new one to new connections and goes on with those that are open', async () => {
    const registry = await SecureRegistry.start()
    const session = registry.connect()
    const digest = await push(session, 2_000_000)
    const next = await issue({ commonName: 'renewed' })
    registry.server.renew({ ...next, clientCa: undefined, expires: new Date() })
    const pulled = await ask(session, 'GET', `/v2/team/app/blobs/${digest}`)
    expect(digestOf(pulled.body)).toBe(digest)
    await expect(registry.overHttp1('GET', '/v2/')).rejects.toThrow(/self.signed|unable to verify/)
    expect((await registry.overHttp1('GET', '/v2/', { ca: next.certificate })).status).toBe(200)
  })
})

describe('client certificates', () => {
  /** A registry that tells whom it takes its client for. */
  const asking = async (authority: Issued) => {
    const registry = await SecureRegistry.start({
      clientCa: authority.certificate,
      fetch: (request, bindings = {}) => {
        const { clientCertificate } = serverRequest(request, bindings)
        return Response.json(clientCertificate ?? 'nobody')
      },
    })
    /** What it says over each protocol. */
    const ask2 = async (client?: Issued) => {
      const identity = client && { cert: client.certificate, key: client.key }
      const overHttp1 = await registry.overHttp1('GET', '/', identity)
      const overHttp2 = await ask(registry.connect(identity), 'GET', '/')
      return [overHttp1, overHttp2].map(({ body }) => JSON.parse(body.toString()) as unknown)
    }
    return { registry, whoAmI: ask2 }
  }

  it('name the client when the authority has signed them, and are not needed', async () => {
    const authority = await issue({ commonName: 'authority', isAuthority: true })
    const { whoAmI } = await asking(authority)
    expect(await whoAmI()).toEqual(['nobody', 'nobody'])
    const uris = ['spiffe://example.org/ci, DNS:admin']
    const client = await issue({ commonName: 'build server', signedBy: authority, uris })
    const seen = { commonName: 'build server', dnsNames: ['localhost'], uris, emailAddresses: [] }
    expect(await whoAmI(client)).toEqual([seen, seen])
  })

  it('are not what a session without one counts for when it is taken up again', async () => {
    const authority = await issue({ commonName: 'authority', isAuthority: true })
    const { registry } = await asking(authority)
    const client = await issue({ commonName: 'build server', signedBy: authority })
    for (const [identity, name] of [
      [{}, undefined],
      [{ cert: client.certificate, key: client.key }, 'build server'],
    ] as const) {
      const who = async (session?: Buffer) => {
        const { port } = registry.server
        const socket = connectTls({
          port,
          ca: registry.identity.certificate,
          ...identity,
          ...(session && { session }),
        })
        let ticket: Buffer | undefined
        socket.on('session', (given) => {
          ticket = given
        })
        socket.on('error', () => {})
        socket.write('GET / HTTP/1.1\r\nHost: r\r\nConnection: close\r\n\r\n')
        await once(socket, 'secureConnect')
        const isReused = socket.isSessionReused()
        const said = await text(socket)
        return { isReused, ticket, name: /"commonName":"([^"]*)"/.exec(said)?.[1] }
      }
      const first = await who()
      const second = await who(first.ticket)
      expect([first.isReused, second.isReused]).toEqual([false, true])
      expect([first.name, second.name]).toEqual([name, name])
    }
  })

  it.each([
    ['signed by another authority', async () => issue({ signedBy: await issue({ isAuthority: true }) })],
    ['signed by itself', async () => issue()],
  ])('that do not verify end the connection before anything is said: %s', async (_, make) => {
    const authority = await issue({ commonName: 'authority', isAuthority: true })
    const { registry, whoAmI } = await asking(authority)
    await expect(whoAmI(await make())).rejects.toThrow()
    await vi.waitFor(() =>
      expect(registry.lines).toContainEqual(expect.objectContaining({ msg: 'refused a client certificate' })),
    )
    expect(await whoAmI()).toEqual(['nobody', 'nobody'])
  })

  it('that have run out end the connection', async () => {
    const authority = await issue({ commonName: 'authority', isAuthority: true })
    const { registry, whoAmI } = await asking(authority)
    const [notBefore, notAfter] = [new Date('2020-01-01'), new Date('2021-01-01')]
    await expect(whoAmI(await issue({ signedBy: authority, notBefore, notAfter }))).rejects.toThrow()
    expect(registry.lines).toContainEqual(expect.objectContaining({ reason: 'CERT_HAS_EXPIRED' }))
  })

  it('nobody is asked for one without an authority, and one that is shown counts for nothing', async () => {
    const registry = await SecureRegistry.start({
      fetch: (request, bindings = {}) =>
        Response.json(serverRequest(request, bindings).clientCertificate ?? 'nobody'),
    })
    const client = await issue()
    const { body } = await registry.overHttp1('GET', '/', { cert: client.certificate, key: client.key })
    expect(body.toString()).toBe('"nobody"')
  })
})
