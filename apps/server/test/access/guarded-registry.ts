import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openMemoryStorage, type Storage } from '@berth/storage'
import { hashSync } from '@node-rs/bcrypt'
import type { Logger } from 'pino'
import { Access, type AccessParts } from '../../src/access/access.ts'
import { ApiTokens } from '../../src/access/api-tokens.ts'
import { Bearers } from '../../src/access/bearer.ts'
import { robotTokens } from '../../src/access/robot-tokens.ts'
import { Rules, type WrittenRule } from '../../src/access/rules.ts'
import { SigningKeys } from '../../src/access/signing-keys.ts'
import { mintToken } from '../../src/access/token-text.ts'
import { UsersFile } from '../../src/access/users/users-file.ts'
import { type App, createApp } from '../../src/app.ts'
import type { Settings } from '../../src/settings.ts'
import { silent } from './silent.ts'

export const ORIGIN = 'http://registry.test'

/** The cheapest bcrypt there is: these tests are not about guessing. */
const COST = 4

export interface Ask extends RequestInit {
  /** `Authorization` */
  readonly as?: string | undefined
}

/** A registry with users, rules and robots: the real App over a storage in memory, every reply held against the contract. */
export interface GuardedRegistry {
  readonly app: App
  readonly storage: Storage
  readonly bearers: Bearers
  readonly keys: SigningKeys
  readonly usersFile: string
  readonly users: UsersFile
  ask(path: string, init?: Ask): Promise<Response>
  /** The token a client gets for some scopes. */
  tokenFor(scope: string, as?: string): Promise<string>
  close(): Promise<void>
  /** A robot's token, by the scopes it has. */
  robot(name: string, scopes: readonly string[], expires?: number): Promise<string>
}

export function basic(name: string, password: string): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
}

export const bearer = (token: string): string => `Bearer ${token}`

/** @param users passwords by name. */
export async function guardedRegistry(
  written: readonly WrittenRule[],
  users: Readonly<Record<string, string>> = {},
  more: {
    log?: Logger
    settings?: Partial<Settings>
    parts?: Partial<AccessParts>
    groups?: Record<string, string[]>
  } = {},
): Promise<GuardedRegistry> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-guarded-'))
  const usersFile = join(folder, 'users')
  await writeFile(usersFile, htpasswd(users))
  const storage = await openMemoryStorage()
  const file = await UsersFile.open(usersFile, silent)
  const tokens = new ApiTokens(storage.access, silent)
  const keys = SigningKeys.inMemory()
  const bearers = new Bearers({ keys, service: 'registry.test', lifetimeS: 300 })
  const access = new Access({
    rules: new Rules(written, more.groups ?? {}),
    bearers,
    users: file,
    robots: robotTokens(tokens),
    lateS: 24 * 60 * 60,
    ...more.parts,
  })
  const app = createApp({
    storage,
    access,
    ...(more.log && { log: more.log }),
    settings: { contractMode: true, ...more.settings },
  })
  const ask = async (path: string, { as, headers, ...init }: Ask = {}) => {
    const sent = new Headers(headers)
    if (as !== undefined) sent.set('Authorization', as)
    return await app.fetch(new Request(ORIGIN + path, { ...init, headers: sent }))
  }
  return {
    app,
    storage,
    bearers,
    keys,
    usersFile,
    users: file,
    ask,
    tokenFor: async (scope, as) => {
      const reply = await ask(`/token?scope=${encodeURIComponent(scope)}`, { as })
      if (reply.status !== 200) throw new Error(`/token answered ${reply.status}: ${await reply.text()}`)
      return ((await reply.json()) as { token: string }).token
    },
    close: async () => {
      await tokens.close()
      await file.close()
      await storage.close()
      await rm(folder, { recursive: true })
    },
    robot: async (name, scopes, expires) => {
      const { text, ...kept } = mintToken()
      await storage.access.createToken({ ...kept, name, scopes, createdBy: 'operator', expires })
      return text
    },
  }
}

export function htpasswd(users: Readonly<Record<string, string>>): string {
  const lines = Object.entries(users).map(([name, password]) => `${name}:${hashSync(password, COST)}\n`)
  return lines.join('')
}
