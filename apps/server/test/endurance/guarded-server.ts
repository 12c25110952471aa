import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashSync } from '@node-rs/bcrypt'
import type { CrashableServer, Program } from '../process/crashable-server.ts'
import { withServer } from '../process/with-server.ts'

export const PASSWORD = 'the right one'

interface Guard {
  readonly rules: readonly object[]
  readonly users: readonly string[]
  /** Of bcrypt. */
  readonly cost: number
}

/** Runs `work` against a Berth whose users all have {@link PASSWORD}. */
export async function withGuardedServer<Result>(
  program: Program,
  { rules, users, cost }: Guard,
  work: (server: CrashableServer) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-users-'))
  const file = join(folder, 'users')
  try {
    await writeFile(file, users.map((name) => `${name}:${hashSync(PASSWORD, cost)}\n`).join(''))
    const variables = {
      BERTH_ACCESS_USERS: file,
      BERTH_ACCESS_RULES: JSON.stringify(rules),
      // Each mount that is refused opens an upload, and nobody ends them.
      BERTH_UPLOADS_MAX_OPEN: '1000000',
    }
    return await withServer(program, work, variables)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

export function basic(name: string, password: string): Record<string, string> {
  return { Authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}` }
}

/** Addresses of this machine, one after the other: failures are counted by address. */
export function* loopbackAddresses(): Generator<string> {
  for (let index = 0; ; index = (index + 1) % 60_000)
    yield `127.1.${Math.floor(index / 250)}.${(index % 250) + 1}`
}
