import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { Htpasswd } from './htpasswd.ts'

/** A hundred thousand users, and more than anybody keeps in such a file. */
const MOST_BYTES = 16 * 1024 * 1024

/** Within this time a file may change again without a change of its times: clocks of file systems are coarse. */
const COARSE_MS = 2000

export interface ReadUsers {
  readonly htpasswd: Htpasswd
  /** Of the file that was read; undefined when it is so young that a later change might not show. */
  readonly version: string | undefined
}

/** Reads a file of users, also through a link. @throws what the system says, or why it is no such file. */
export async function readUsers(path: string): Promise<ReadUsers> {
  // Without O_NONBLOCK a named pipe would be waited for, for ever.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
  try {
    const found = await file.stat({ bigint: true })
    if (!found.isFile()) throw new Error('it is no file')
    if (found.size > MOST_BYTES) throw new Error(`it is larger than ${MOST_BYTES} bytes`)
    const isSettled = Date.now() - Number(found.mtimeMs) > COARSE_MS
    const htpasswd = Htpasswd.parse(await file.readFile('utf8'))
    return { htpasswd, version: isSettled ? versionOf(found) : undefined }
  } finally {
    await file.close()
  }
}

/** What changes when a file does, be it written over, replaced, or a link that leads elsewhere. */
export function versionOf({
  dev,
  ino,
  size,
  mtimeNs,
}: Record<'dev' | 'ino' | 'size' | 'mtimeNs', bigint>): string {
  return `${dev} ${ino} ${size} ${mtimeNs}`
}
