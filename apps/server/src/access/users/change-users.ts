import { isUtf8 } from 'node:buffer'
import { lstat, open, realpath } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Htpasswd } from './htpasswd.ts'
import { replaceFile } from './replace-file.ts'
import { UsersFileError } from './users-file-error.ts'

/** The users of a file as they are now; undefined when there is no such file. @throws {UsersFileError} */
export async function usersIn(path: string): Promise<Htpasswd | undefined> {
  return await told(path, 'read', async () => parsed(await contentOf(await targetOf(path))))
}

/**
 * Changes a file of users, which is made when it is missing. Others who change it at the same time wait, and whoever
 * reads it finds it as it was or as it is now.
 * @param change gets the users as they are when it is this one's turn, and may throw to leave them so.
 * @throws {UsersFileError}
 */
export async function changeUsers(
  path: string,
  change: (users: Htpasswd | undefined) => Htpasswd,
): Promise<void> {
  await told(path, 'changed', async () => {
    const target = await targetOf(path)
    await replaceFile(target, async () => change(parsed(await contentOf(target))).toString())
  })
}

/** Where links lead: the file there is replaced, and the links go on leading to it. */
async function targetOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (!isMissing(error)) throw error
    const link = await lstat(path).catch(() => undefined)
    // It may also have been made just now, by somebody who was faster.
    if (link?.isSymbolicLink()) throw new Error('it is a link that leads nowhere')
    return join(await realpath(dirname(path)), basename(path))
  }
}

async function contentOf(target: string): Promise<Buffer | undefined> {
  const file = await open(target).catch((error: unknown) => {
    if (isMissing(error)) return undefined
    throw error
  })
  try {
    if (file === undefined) return undefined
    if (!(await file.stat()).isFile()) throw new Error('it is no file')
    return await file.readFile()
  } finally {
    await file?.close()
  }
}

function parsed(content: Buffer | undefined): Htpasswd | undefined {
  if (content === undefined) return undefined
  // What cannot be read as text could not be written back as it was.
  if (!isUtf8(content)) throw new Error('it is not in UTF-8; convert it first')
  return Htpasswd.parse(content.toString('utf8'))
}

async function told<Result>(path: string, verb: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const isSystems = error instanceof Error && error.name === 'Error'
    if (!isSystems) throw error
    throw new UsersFileError(`the users file ${path} cannot be ${verb}: ${why(error)}`, { cause: error })
  }
}

function why(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return 'its folder does not exist; make that first'
  if (error.code === 'EACCES' || error.code === 'EPERM')
    return `${error.message}; run this as the user the file belongs to, who has to be able to write its folder`
  return error.message
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}
