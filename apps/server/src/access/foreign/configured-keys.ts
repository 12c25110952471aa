import { resolve } from 'node:path'
import type { Logger } from 'pino'
import { CachedKeys } from './cached-keys.ts'
import { readCertificatesFile, readJwksFile } from './key-files.ts'
import type { KeySet } from './key-set.ts'
import { type Keys, keysOfBoth } from './keys.ts'
import { fetchKeys, fetchKeysOfIssuer, type RemoteOptions } from './remote-keys.ts'
import type { WrittenTokenServer, WrittenWorkload } from './written.ts'

export interface KeysOptions extends RemoteOptions {
  readonly log: Logger
  /** A clock in milliseconds that never goes back. */
  readonly now?: (() => number) | undefined
}

/** The keys of a provider: what it publishes, unless the configuration says where else they are. @throws {KeyFileError} */
export async function keysOfWorkload(
  { name, issuer, jwks }: WrittenWorkload,
  options: KeysOptions,
): Promise<Keys> {
  if (jwks !== undefined) return keysAt(jwks, name, options)
  return new CachedKeys({ ...options, owner: name, load: () => fetchKeysOfIssuer(issuer, options) })
}

/** The keys of a token server, in one or both of the ways they can be given. @throws {KeyFileError} */
export async function keysOfTokenServer(
  { jwks, certificates }: WrittenTokenServer,
  options: KeysOptions,
): Promise<Keys> {
  const owner = 'the token server'
  const given = [
    ...(certificates === undefined ? [] : [await keysIn(certificates, owner, options, readCertificatesFile)]),
    ...(jwks === undefined ? [] : [await keysAt(jwks, owner, options)]),
  ]
  return given.reduce(keysOfBoth)
}

/** @param place a URL or a file. */
async function keysAt(place: string, owner: string, options: KeysOptions): Promise<Keys> {
  if (!place.includes('://')) return keysIn(place, owner, options, readJwksFile)
  return new CachedKeys({ ...options, owner, load: () => fetchKeys(place, options) })
}

async function keysIn(
  path: string,
  owner: string,
  options: KeysOptions,
  read: (file: string) => Promise<KeySet>,
): Promise<Keys> {
  const file = resolve(path)
  const keys = new CachedKeys({ ...options, owner, load: () => read(file) })
  // A start is the time to find out that a file cannot be read; later the last keys stay good for a while.
  await read(file)
  return keys
}
