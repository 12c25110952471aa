import { resolve } from 'node:path'
import { changeUsers, usersIn } from '../access/users/change-users.ts'
import { hashPassword } from '../access/users/hash-password.ts'
import { Htpasswd } from '../access/users/htpasswd.ts'
import { problemWithName, typedName } from '../access/users/user-name.ts'
import { UsersFileError } from '../access/users/users-file-error.ts'
import type { Config } from '../config/schema.ts'
import { CommandError, type ExitCode, exitCodes } from './exit-codes.ts'
import { newPassword } from './new-password.ts'

interface Target {
  /** From `--file`. */
  readonly file: string | undefined
  readonly config: Config
}

interface UserTarget extends Target {
  readonly name: string
  readonly fromStdin: boolean
}

/** `berth user add NAME` */
export async function addUser(target: UserTarget): Promise<ExitCode> {
  const { name } = target
  const problem = problemWithName(name)
  if (problem !== undefined) throw new CommandError(exitCodes.usage, `the name ${problem}`)
  return await onUsers(target, async (path) => {
    const refuseKnown = (users: Htpasswd | undefined): void => {
      if (!isIn(users, name)) return
      throw refusal(
        `${shown(name)} is in ${path} already; for another password: berth user passwd ${typedName(name)}`,
      )
    }
    // Before somebody thinks of a password, and again once it is certain.
    const before = await usersIn(path)
    refuseKnown(before)
    const hash = hashPassword(await newPassword(name, target))
    await changeUsers(path, (users) => {
      refuseKnown(users)
      return (users ?? Htpasswd.parse('')).with(name, hash)
    })
    say(before === undefined ? `made ${path}, and added ${shown(name)}` : `added ${shown(name)} to ${path}`)
    sayWhoReadsIt(target, path)
  })
}

/** `berth user passwd NAME` */
export async function changePassword(target: UserTarget): Promise<ExitCode> {
  const { name } = target
  return await onUsers(target, async (path) => {
    refuseUnknown(await usersIn(path), name, path)
    const hash = hashPassword(await newPassword(name, target))
    await changeUsers(path, (users) => refuseUnknown(users, name, path).with(name, hash))
    say(`${shown(name)} has another password in ${path}; the one before is of no use any more`)
    sayWhoReadsIt(target, path)
  })
}

/** `berth user rm NAME` */
export async function removeUser(target: UserTarget): Promise<ExitCode> {
  const { name } = target
  return await onUsers(target, async (path) => {
    await changeUsers(path, (users) => refuseUnknown(users, name, path).without(name))
    say(`removed ${shown(name)} from ${path}`)
    sayWhoReadsIt(target, path)
  })
}

/** `berth user ls` */
export async function listUsers(target: Target & { readonly json: boolean }): Promise<ExitCode> {
  return await onUsers(target, async (path) => {
    const htpasswd = await usersIn(path)
    if (htpasswd === undefined) throw noFile(path)
    const users = htpasswd.users.map(({ name, hash }) => ({ name, canLogIn: hash !== undefined }))
    const { problems } = htpasswd
    if (target.json) return say(JSON.stringify({ file: path, users, problems }))
    for (const { name, canLogIn } of users) say(canLogIn ? name : `${name}  (cannot log in)`)
    for (const problem of problems) process.stderr.write(`${path}, ${problem}\n`)
    if (users.length === 0)
      process.stderr.write(`nobody is in ${path}; add somebody with: berth user add NAME\n`)
  })
}

async function onUsers({ file, config }: Target, work: (path: string) => Promise<void>): Promise<ExitCode> {
  const path = file ?? config.access.users
  if (path === undefined) {
    throw new CommandError(
      exitCodes.usage,
      'there is no file of users: set access.users in berth.yaml, or BERTH_ACCESS_USERS, or name one with --file',
    )
  }
  try {
    await work(resolve(path))
    return exitCodes.ok
  } catch (error) {
    if (!(error instanceof UsersFileError)) throw error
    throw new CommandError(exitCodes.usage, error.message, { cause: error })
  }
}

function refuseUnknown(users: Htpasswd | undefined, name: string, path: string): Htpasswd {
  if (users === undefined) throw noFile(path)
  if (isIn(users, name)) return users
  throw refusal(`there is no ${shown(name)} in ${path}; see who is: berth user ls`)
}

function isIn(users: Htpasswd | undefined, name: string): boolean {
  return users?.users.some((user) => user.name === name) === true
}

function noFile(path: string): CommandError {
  return refusal(`${path} does not exist; berth user add NAME makes it`)
}

function refusal(message: string): CommandError {
  return new CommandError(exitCodes.usage, message)
}

/** A file nobody reads lets nobody in. */
function sayWhoReadsIt({ config }: Target, path: string): void {
  const read = config.access.users
  if (read !== undefined && resolve(read) === path) say('A running registry knows within a second.')
  else say(`A registry reads it when its configuration has: access.users: ${path}`)
}

function shown(name: string): string {
  return JSON.stringify(name)
}

function say(line: string): void {
  process.stdout.write(`${line}\n`)
}
