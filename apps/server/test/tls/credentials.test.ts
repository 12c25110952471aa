import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type CredentialFiles, type Credentials, readCredentials } from '../../src/tls/credentials.ts'
import { CredentialsWatch } from '../../src/tls/credentials-watch.ts'
import { expiryProblem } from '../../src/tls/expiry.ts'
import { type Issued, issue } from './certificates.ts'

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'berth-credentials-'))
  onTestFinished(() => rmSync(made, { recursive: true }))
  return made
}

function write(into: string, { certificate, key }: Issued): CredentialFiles {
  mkdirSync(into, { recursive: true })
  const files = { certificate: join(into, 'tls.crt'), key: join(into, 'tls.key') }
  writeFileSync(files.certificate, certificate)
  writeFileSync(files.key, key)
  return files
}

/** A watch over files that looks only when it is told, with all it has shown and said. */
function watching(files: CredentialFiles) {
  const shown: Credentials[] = []
  const lines: { level: number; msg: string; reason?: string }[] = []
  const watch = new CredentialsWatch({
    credentials: readCredentials(files),
    read: () => readCredentials(files),
    renew: (credentials) => shown.push(credentials),
    log: pino({}, { write: (line: string) => lines.push(JSON.parse(line)) }),
    lookEveryMs: 3_600_000,
  })
  onTestFinished(() => watch.stop())
  return { watch, shown, lines }
}

describe('credentials that cannot be used', () => {
  it('are refused with the file and what to do', async () => {
    const here = folder()
    const files = write(here, await issue())
    const other = write(join(here, 'other'), await issue())
    const noise = join(here, 'noise')
    writeFileSync(noise, 'noise')
    const missing = join(here, 'missing')
    for (const [given, message] of [
      [
        { ...files, certificate: missing },
        `http.tls.certificate ${missing} cannot be read: there is no such file`,
      ],
      [{ ...files, key: here }, `http.tls.key ${here} cannot be read: it is a folder`],
      [{ ...files, certificate: noise }, `http.tls.certificate ${noise} has no certificate in PEM`],
      [{ ...files, key: noise }, `http.tls.key ${noise} has no private key in PEM`],
      [{ ...files, key: other.key }, `http.tls.key ${other.key} is not the key of the certificate`],
      [{ ...files, clientCa: noise }, `http.tls.clientCa ${noise} has no certificate in PEM`],
      [{ ...files, clientCa: missing }, `http.tls.clientCa ${missing} cannot be read`],
    ] as const) {
      expect(() => readCredentials(given), message).toThrow(message)
    }
    expect(readCredentials({ ...files, clientCa: other.certificate }).expires.getTime()).toBeGreaterThan(
      Date.now(),
    )
  })
})

describe('credentials that are replaced', () => {
  it('are shown once both files fit: what is half replaced changes nothing and is said once', async () => {
    const here = folder()
    const files = write(here, await issue())
    const { watch, shown, lines } = watching(files)
    await watch.look()
    expect(shown).toEqual([])

    const next = await issue()
    writeFileSync(files.certificate, next.certificate)
    await watch.look()
    await watch.look()
    expect(shown).toEqual([])
    expect(lines).toEqual([
      expect.objectContaining({ level: 50, reason: expect.stringContaining('is not the key') }),
    ])

    writeFileSync(files.key, next.key.slice(0, 100))
    await watch.look()
    writeFileSync(files.key, next.key)
    await watch.look()
    await watch.look()
    expect(shown.map(({ certificate }) => certificate)).toEqual([next.certificate])
    expect(lines.map(({ level }) => level)).toEqual([50, 50, 30])
  })

  it('are found by a rename, and by turning a link to a folder', async () => {
    const here = folder()
    write(join(here, 'one'), await issue())
    symlinkSync('one', join(here, 'current'))
    const files = { certificate: join(here, 'current', 'tls.crt'), key: join(here, 'current', 'tls.key') }
    const { watch, shown } = watching(files)
    const [second, third] = [await issue(), await issue()]
    write(join(here, 'two'), second)
    symlinkSync('two', join(here, 'next'))
    renameSync(join(here, 'next'), join(here, 'current'))
    await watch.look()
    const staged = write(join(here, 'three'), third)
    renameSync(staged.certificate, files.certificate)
    renameSync(staged.key, files.key)
    await watch.look()
    expect(shown.map(({ certificate }) => certificate)).toEqual([second.certificate, third.certificate])
  })

  it('are missed when they are gone, and the old ones stay', async () => {
    const here = folder()
    const files = write(here, await issue())
    const { watch, shown, lines } = watching(files)
    rmSync(files.key)
    await watch.look()
    expect(shown).toEqual([])
    expect(lines).toEqual([expect.objectContaining({ reason: expect.stringContaining('no such file') })])
  })
})

describe('the end of a certificate', () => {
  const day = 86_400_000

  it.each([
    [15 * day, undefined],
    [13.5 * day, { isOver: false, message: expect.stringContaining('in 13 days') }],
    [-day, { isOver: true, message: expect.stringContaining('clients refuse it') }],
  ])('in %d ms is told of in time', (left, problem) => {
    expect(expiryProblem(new Date(5 * day + left), 5 * day)).toEqual(problem)
  })

  it('is warned of at the start, once, and no more when it was renewed', async () => {
    const here = folder()
    const files = write(here, await issue({ notAfter: new Date(Date.now() + 3 * day) }))
    const { watch, lines } = watching(files)
    await watch.look()
    expect(lines).toEqual([expect.objectContaining({ level: 40, msg: expect.stringContaining('in 2 days') })])
    write(here, await issue())
    await watch.look()
    expect(lines.map(({ level }) => level)).toEqual([40, 30])
    expect(watch.expires.getTime()).toBeGreaterThan(Date.now() + 300 * day)
  })
})
