import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:http2'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMemoryStorage } from '@berth/storage'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createApp } from '../../src/app.ts'
import { checkCertificate } from '../../src/cli/credentials.ts'
import { listenWithCertificate } from '../../src/cli/secure-listening.ts'
import { type Config, configSchema } from '../../src/config/schema.ts'
import { issue } from './certificates.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'berth-listening-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

/** A configuration that makes its own certificate. */
function selfSigning(tls: Partial<Config['http']['tls']> = {}): Config {
  const given = { http: { tls: { selfSigned: true, ...tls } }, storage: { folder: folder() } }
  return configSchema.parse(given) as Config
}

describe('SIGHUP', () => {
  it('is still heard while the last replies leave, and no more after them', async () => {
    const storage = await openMemoryStorage()
    const app = createApp({ storage, settings: { contractMode: true } })
    const before = process.listenerCount('SIGHUP')
    const log = pino({ level: 'silent' })
    const server = await listenWithCertificate(app, selfSigning(), { host: '127.0.0.1' }, log)
    const session = connect(server.url, { rejectUnauthorized: false })
    onTestFinished(() => session.destroy())
    const upload = session.request({ ':method': 'POST', ':path': '/token' }, { endStream: false })
    upload.on('error', () => {})
    await once(session, 'remoteSettings')
    upload.write('half')
    // Once this has its answer, the registry knows of the one before.
    const ping = session.request({ ':path': '/v2/' })
    await once(ping, 'response')
    ping.resume()
    const goodbye = once(session, 'goaway')
    const closed = server.close(3_600_000)
    await goodbye
    expect(process.listenerCount('SIGHUP')).toBe(before + 1)
    session.destroy()
    await closed
    expect(process.listenerCount('SIGHUP')).toBe(before)
    await storage.close()
  })
})

describe('checking a configuration that makes its own certificate', () => {
  it('finds authorities of clients that cannot be used', async () => {
    const noise = join(folder(), 'noise.pem')
    writeFileSync(noise, 'noise')
    const missing = join(folder(), 'missing.pem')
    await expect(checkCertificate(selfSigning({ clientCa: missing }))).rejects.toThrow(
      `http.tls.clientCa ${missing} cannot be read: there is no such file`,
    )
    await expect(checkCertificate(selfSigning({ clientCa: noise }))).rejects.toThrow(
      `http.tls.clientCa ${noise} has no certificate in PEM`,
    )
  })

  it('makes none, and has nothing to say when all is there', async () => {
    const clientCa = join(folder(), 'clients.pem')
    writeFileSync(clientCa, (await issue({ isAuthority: true })).certificate)
    expect(await checkCertificate(selfSigning())).toBeUndefined()
    expect(await checkCertificate(selfSigning({ clientCa }))).toBeUndefined()
  })
})
