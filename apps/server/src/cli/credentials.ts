import { resolve } from 'node:path'
import type { Config } from '../config/schema.ts'
import { type Credentials, CredentialsError, readClientCa, readCredentials } from '../tls/credentials.ts'
import { expiryProblem } from '../tls/expiry.ts'
import { selfSigned } from '../tls/self-signed.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

/**
 * Reads the configured certificate, for `berth config check`.
 * @returns what should be done about it before long.
 * @throws {CommandError} when clients would find no use in it.
 */
export async function checkCertificate(config: Config): Promise<string | undefined> {
  const { certificate, clientCa } = config.http.tls
  if (certificate === undefined) {
    // One of its own is made when it is needed; what it asks of clients has to be there.
    if (clientCa !== undefined) await forCommand(() => readClientCa(clientCa))
    return undefined
  }
  const { expires } = await usableCredentials(config)
  const problem = expiryProblem(expires)
  if (problem?.isOver)
    throw new CommandError(exitCodes.usage, `http.tls.certificate ${certificate}: ${problem.message}`)
  return problem && `http.tls.certificate ${certificate}: ${problem.message}`
}

/** The credentials the configuration names, as they are now. @throws {CredentialsError} */
export async function credentialsOf({ http, storage }: Config): Promise<Credentials> {
  const { certificate, key, clientCa } = http.tls
  if (certificate !== undefined && key !== undefined) return readCredentials({ certificate, key, clientCa })
  return selfSigned(resolve(storage.folder), http.host, clientCa)
}

/** The same, for a command. @throws {CommandError} */
export function usableCredentials(config: Config): Promise<Credentials> {
  return forCommand(() => credentialsOf(config))
}

async function forCommand<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (error instanceof CredentialsError)
      throw new CommandError(exitCodes.usage, error.message, { cause: error })
    throw error
  }
}
