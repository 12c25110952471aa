import { X509Certificate } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { isWildcard } from '../config/address.ts'
import { type CredentialFiles, type Credentials, readCredentials } from './credentials.ts'

const DAY_MS = 86_400_000

/** Some clients refuse what is valid for longer than 398 days. */
const VALID_MS = 397 * DAY_MS

/** One that runs out sooner is replaced. */
const LEAST_LEFT_MS = DAY_MS

/**
 * Where they are in a data folder. The folder can be given to podman and its kin as it is (`--cert-dir`): those take
 * every `.crt` for an authority, and every `.key` for one of the client's.
 */
export function selfSignedFiles(folder: string): CredentialFiles {
  return { certificate: join(folder, 'tls', 'ca.crt'), key: join(folder, 'tls', 'key.pem') }
}

/**
 * A certificate that this registry has signed itself, for development: the one in the data folder, so that whoever has
 * trusted it once need not do so again, or a new one when that has run out or is for other names.
 */
export async function selfSigned(folder: string, host: string, clientCa?: string): Promise<Credentials> {
  const files = selfSignedFiles(folder)
  const needed = ['localhost', ...configuredName(host)]
  // Not needed of one that is kept: a machine whose name changes would replace what its clients have trusted.
  const further = ['127.0.0.1', '::1', hostname()]
  if (!isStillGood(files, needed)) await make(files, [...new Set([...needed, ...further])])
  return readCredentials({ ...files, clientCa })
}

function isStillGood(files: CredentialFiles, names: readonly string[]): boolean {
  try {
    const found = readCredentials(files)
    const leaf = new X509Certificate(found.certificate)
    const isFor = (name: string) =>
      (isIP(name) === 0 ? leaf.checkHost(name) : leaf.checkIP(name)) !== undefined
    return found.expires.getTime() - Date.now() > LEAST_LEFT_MS && names.every(isFor)
  } catch {
    // Missing, or half written by a process that was killed.
    return false
  }
}

/** A certificate names an address as clients do: without a zone, and IPv4 as IPv4. */
function configuredName(host: string): string[] {
  return isWildcard(host)
    ? []
    : [host.replace(/%.*$/, '').replace(/^(?:::|(?:0{1,4}:){5})ffff:(?=[\d.]+$)/i, '')]
}

async function make(files: CredentialFiles, names: readonly string[]): Promise<void> {
  // Read only when a certificate is made: it is a large library.
  const { generate } = await import('selfsigned')
  const made = await generate([{ name: 'commonName', value: `Berth on ${hostname()}`.slice(0, 64) }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notAfterDate: new Date(Date.now() + VALID_MS),
    extensions: [
      // No authority: else whoever takes its key could sign for any name there is.
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: names.map((name) => (isIP(name) === 0 ? { type: 2, value: name } : { type: 7, ip: name })),
      },
    ],
  })
  await mkdir(dirname(files.key), { recursive: true, mode: 0o700 })
  await replace(files.key, made.private, 0o600)
  await replace(files.certificate, made.cert, 0o644)
}

async function replace(file: string, text: string, mode: number): Promise<void> {
  const next = `${file}.new`
  // One that a killed process left could have another mode.
  await rm(next, { force: true })
  await writeFile(next, text, { mode, flag: 'wx' })
  await rename(next, file)
}
