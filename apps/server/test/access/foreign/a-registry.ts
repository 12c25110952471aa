import { createHash } from 'node:crypto'
import { openMemoryStorage } from '@berth/storage'
import { pino } from 'pino'
import { expect, onTestFinished } from 'vitest'
import { Access } from '../../../src/access/access.ts'
import { Bearers } from '../../../src/access/bearer.ts'
import { configuredIssuers, type WrittenIssuers } from '../../../src/access/foreign/configured-issuers.ts'
import { Rules } from '../../../src/access/rules.ts'
import { SigningKeys } from '../../../src/access/signing-keys.ts'
import { createApp } from '../../../src/app.ts'

export interface TestRegistry {
  fetch(path: string, init?: RequestInit): Promise<Response>
  /** A request with a token: `GET /v2/team/app/tags/list`. */
  bearing(token: string, request: string): Promise<Response>
  /** The same, as `docker login -u oidc -p <token>` shows it. */
  withPassword(token: string, request: string): Promise<Response>
  /** Everything it has logged. */
  readonly log: string[]
  /** Lets time pass for what is cached. */
  pass(ms: number): void
}

/** A registry that takes tokens of others. */
export async function registryWith(
  written: WrittenIssuers,
  { timeoutMs }: { timeoutMs?: number } = {},
): Promise<TestRegistry> {
  let now = 0
  const log: string[] = []
  const logger = pino({ level: 'trace' }, { write: (line: string) => void log.push(line) })
  const ending = new AbortController()
  onTestFinished(() => ending.abort())
  const rules = new Rules(written.rules ?? [], {})
  const access = new Access({
    rules,
    bearers: new Bearers({ keys: SigningKeys.inMemory(), service: 'registry.test', lifetimeS: 300 }),
    foreign: await configuredIssuers(written, rules, {
      log: logger,
      signal: ending.signal,
      now: () => now,
      timeoutMs,
    }),
    tokenService: written.tokenServer,
    lateS: 24 * 60 * 60,
  })
  const storage = await openMemoryStorage()
  onTestFinished(() => storage.close())
  const app = createApp({ storage, log: logger, settings: { contractMode: true }, access })
  const fetch = async (path: string, init?: RequestInit) =>
    app.fetch(new Request(`http://registry.test${path}`, init))
  const send = (authorization: string, request: string) => {
    const [method = '', path = ''] = request.split(' ')
    return fetch(path, { method, headers: { authorization } })
  }
  return {
    fetch,
    bearing: (token, request) => send(`Bearer ${token}`, request),
    withPassword: (token, request) =>
      send(`Basic ${Buffer.from(`oidc:${token}`).toString('base64')}`, request),
    log,
    pass: (ms) => {
      now += ms
    },
  }
}

export const CONTENT = 'a layer'
export const DIGEST = `sha256:${createHash('sha256').update(CONTENT).digest('hex')}`

/** Pushes a blob in one request; resolves to the status. */
export async function push(registry: TestRegistry, token: string, repository: string): Promise<number> {
  const path = `/v2/${repository}/blobs/uploads/?digest=${DIGEST}`
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/octet-stream' }
  return (await registry.fetch(path, { method: 'POST', headers, body: CONTENT })).status
}

/** Pulls that blob; resolves to the status, and fails when what comes is something else. */
export async function pull(registry: TestRegistry, token: string, repository: string): Promise<number> {
  const response = await registry.bearing(token, `GET /v2/${repository}/blobs/${DIGEST}`)
  const text = await response.text()
  if (response.status === 200) expect(text).toBe(CONTENT)
  return response.status
}

export async function errorCode(response: Response): Promise<string | undefined> {
  const { errors } = (await response.json()) as { errors?: { code: string }[] }
  return errors?.[0]?.code
}
