import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'

/** The files of `http.tls`. */
export interface CredentialFiles {
  /** Certificate of the server, and those between it and its authority, in PEM. */
  readonly certificate: string
  readonly key: string
  /** Authorities whose client certificates are accepted, in PEM. */
  readonly clientCa?: string | undefined
}

/** What a server shows of itself on TLS: certificate and key that fit each other. */
export interface Credentials {
  readonly certificate: string
  readonly key: string
  readonly clientCa: string | undefined
  readonly expires: Date
}

/** There can be no TLS with these files. The message is one line that says which and what to do. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError'
}

/** @throws {CredentialsError} when a file cannot be read, is not what it has to be, or certificate and key do not fit. */
export function readCredentials(files: CredentialFiles): Credentials {
  const certificate = textOf('certificate', files.certificate)
  const key = textOf('key', files.key)
  const clientCa = files.clientCa === undefined ? undefined : readClientCa(files.clientCa)
  const leaf = certificateIn('certificate', files.certificate, certificate)
  if (!leaf.checkPrivateKey(keyIn(files.key, key))) {
    throw new CredentialsError(
      `http.tls.key ${files.key} is not the key of the certificate ${files.certificate}: both have to be of one issue`,
    )
  }
  try {
    createSecureContext({ cert: certificate, key, ca: clientCa })
  } catch (error) {
    throw new CredentialsError(`http.tls: OpenSSL refuses ${files.certificate}: ${(error as Error).message}`)
  }
  return { certificate, key, clientCa, expires: new Date(leaf.validTo) }
}

/** @throws {CredentialsError} when it cannot be read or has no certificate. */
export function readClientCa(file: string): string {
  const text = textOf('clientCa', file)
  certificateIn('clientCa', file, text)
  return text
}

function textOf(name: keyof CredentialFiles, file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : (code ?? message)
    throw new CredentialsError(`http.tls.${name} ${file} cannot be read: ${why}`)
  }
}

function certificateIn(name: keyof CredentialFiles, file: string, text: string): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch {
    throw new CredentialsError(
      `http.tls.${name} ${file} has no certificate in PEM: it should begin with -----BEGIN CERTIFICATE-----`,
    )
  }
}

function keyIn(file: string, text: string): KeyObject {
  try {
    return createPrivateKey(text)
  } catch (error) {
    const why = /passphrase|decrypt|interrupted or cancelled/i.test((error as Error).message)
      ? 'is locked with a passphrase: write it without one, readable for the user of the registry only (openssl pkey)'
      : 'has no private key in PEM: it should begin with -----BEGIN PRIVATE KEY-----'
    throw new CredentialsError(`http.tls.key ${file} ${why}`)
  }
}
