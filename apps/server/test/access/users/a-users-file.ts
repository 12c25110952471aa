import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashSync } from '@node-rs/bcrypt'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import { UsersFile } from '../../../src/access/users/users-file.ts'

/** As `htpasswd -B` makes them, at the least cost there is. */
export function hashOf(password: string, cost = 4): string {
  return hashSync(password, cost).replace(/^\$2b/, '$2y')
}

/** A folder of this test alone. */
export async function usersFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-users-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

/** Writes a file that looks as if it had been there for a while, as only a settled one is known by its times. */
export async function settled(path: string, text: string, secondsAgo = 60): Promise<void> {
  await writeFile(path, text)
  // Whole seconds, which come back from the disk as they went there.
  const then = Math.floor(Date.now() / 1000) - secondsAgo
  await utimes(path, then, then)
}

export interface OpenedUsers {
  readonly users: UsersFile
  readonly log: { readonly level: number; readonly msg: string; readonly [key: string]: unknown }[]
  /** Lets so many seconds pass. */
  pass(seconds: number): void
}

export async function openUsers(path: string): Promise<OpenedUsers> {
  const log: OpenedUsers['log'] = []
  let now = 0
  const users = await UsersFile.open(
    path,
    pino({ base: null }, { write: (line: string) => void log.push(JSON.parse(line)) }),
    { now: () => now },
  )
  onTestFinished(() => users.close())
  return {
    users,
    log,
    pass: (seconds) => {
      now += seconds * 1000
    },
  }
}
