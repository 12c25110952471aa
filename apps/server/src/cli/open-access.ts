import { resolve } from 'node:path'
import { type Logger, pino } from 'pino'
import { Access } from '../access/access.ts'
import type { ApiTokens } from '../access/api-tokens.ts'
import { Bearers } from '../access/bearer.ts'
import { Failures } from '../access/failures.ts'
import { configuredIssuers } from '../access/foreign/configured-issuers.ts'
import type { KeysOptions } from '../access/foreign/configured-keys.ts'
import type { TokensOfIssuers } from '../access/foreign/foreign-tokens.ts'
import { KeyFileError } from '../access/foreign/key-files.ts'
import { robotTokens } from '../access/robot-tokens.ts'
import { Rules } from '../access/rules.ts'
import { SigningKeys, SigningKeysError, signingKeysPath } from '../access/signing-keys.ts'
import { UsersFile } from '../access/users/users-file.ts'
import { UsersFileError } from '../access/users/users-file-error.ts'
import { unguarded } from '../config/access-problems.ts'
import type { Config } from '../config/schema.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

const DAY_MS = 24 * 60 * 60 * 1000

export interface OpenedAccess {
  readonly access: Access
  close(): Promise<void>
}

/**
 * Who may do what, as the configuration says.
 * @throws {CommandError} when a file it needs cannot be used.
 */
export async function openConfiguredAccess(
  config: Config,
  tokens: ApiTokens,
  log: Logger,
): Promise<OpenedAccess> {
  const { rules = [], groups = {}, users: usersFile, tokenExpires, tokenServer } = config.access
  const closing = new AbortController()
  const written = new Rules(rules, groups)
  const foreign = await openForeignTokens(config, written, { log, signal: closing.signal })
  const keys = await openKeys(config)
  if (keys.wereExposed)
    log.error('others could read signing-keys.json: new keys were made, and who is logged in logs in again')
  const rotation = setInterval(() => {
    keys.rotate().catch((error: unknown) => log.error({ err: error }, 'could not make a new signing key'))
  }, DAY_MS).unref()
  const users = usersFile === undefined ? undefined : await openUsers(resolve(usersFile), log)
  const access = new Access({
    rules: written,
    bearers: new Bearers({ keys, service: serviceOf(config), lifetimeS: tokenExpires / 1000 }),
    users,
    robots: robotTokens(tokens),
    foreign,
    tokenService: tokenServer,
    failures: new Failures(),
    lateS: config.uploads.expireAfter / 1000,
  })
  return {
    access,
    close: async () => {
      clearInterval(rotation)
      closing.abort()
      await users?.close()
    },
  }
}

/**
 * Whether the files access control needs can be used, as far as that can be told without starting.
 * @returns what is wrong within them and keeps somebody out, in words.
 * @throws {CommandError} for what would keep the registry from starting.
 */
export async function checkAccessFiles(config: Config): Promise<readonly string[]> {
  const problem = unguarded(config)
  if (problem !== undefined) throw new CommandError(exitCodes.usage, problem)
  const { rules = [], groups = {}, users } = config.access
  const log = pino({ level: 'silent' })
  const closing = new AbortController()
  try {
    await openForeignTokens(config, new Rules(rules, groups), { log, signal: closing.signal })
  } finally {
    closing.abort()
  }
  if (users === undefined) return []
  const file = await openUsers(resolve(users), log)
  await file.close()
  return file.problems()
}

async function openUsers(file: string, log: Logger): Promise<UsersFile> {
  try {
    return await UsersFile.open(file, log)
  } catch (error) {
    if (error instanceof UsersFileError)
      throw new CommandError(exitCodes.usage, error.message, { cause: error })
    throw error
  }
}

async function openForeignTokens(
  { access }: Config,
  rules: Rules,
  options: KeysOptions,
): Promise<TokensOfIssuers> {
  try {
    return await configuredIssuers(access, rules, options)
  } catch (error) {
    if (error instanceof KeyFileError)
      throw new CommandError(exitCodes.usage, error.message, { cause: error })
    throw error
  }
}

/** Whom tokens are for: registries that share a name would take each other's, were it not for their keys. */
function serviceOf({ http }: Config): string {
  return http.publicUrl === undefined ? 'berth' : new URL(http.publicUrl).host
}

async function openKeys({ storage }: Config): Promise<SigningKeys> {
  try {
    return await SigningKeys.open(signingKeysPath(resolve(storage.folder)))
  } catch (error) {
    if (error instanceof SigningKeysError)
      throw new CommandError(exitCodes.dataFolder, error.message, { cause: error })
    throw error
  }
}
