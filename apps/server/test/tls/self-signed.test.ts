import { X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { selfSigned, selfSignedFiles } from '../../src/tls/self-signed.ts'
import { issue } from './certificates.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'berth-self-signed-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

describe('a certificate of the registry itself', () => {
  it.each([
    ['127.0.0.1', '127.0.0.1'],
    ['::ffff:127.0.0.1', '127.0.0.1'],
    ['::FFFF:10.1.2.3', '10.1.2.3'],
    ['0:0:0:0:0:ffff:10.1.2.3', '10.1.2.3'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::1', '::1'],
  ])('for %s is for the address clients name, and is kept', async (host, address) => {
    const here = folder()
    const made = await selfSigned(here, host)
    expect(new X509Certificate(made.certificate).checkIP(address)).toBe(address)
    expect((await selfSigned(here, host)).certificate).toBe(made.certificate)
  })

  it('is for the name of the machine as well, and kept when that changes', async () => {
    const here = folder()
    const made = await selfSigned(here, '0.0.0.0')
    expect(new X509Certificate(made.certificate).checkHost(hostname())).toBe(hostname())

    // As one made while the machine had another name: for localhost and 127.0.0.1.
    const before = await issue()
    const files = selfSignedFiles(folder())
    mkdirSync(dirname(files.key), { recursive: true })
    writeFileSync(files.certificate, before.certificate)
    writeFileSync(files.key, before.key)
    const kept = await selfSigned(dirname(dirname(files.key)), '127.0.0.1')
    expect(kept.certificate).toBe(before.certificate)
  })

  it('is replaced when it is not for the configured host', async () => {
    const here = folder()
    const made = await selfSigned(here, '127.0.0.1')
    const next = await selfSigned(here, 'registry.example')
    expect(next.certificate).not.toBe(made.certificate)
    expect(new X509Certificate(next.certificate).checkHost('registry.example')).toBe('registry.example')
  })
})
