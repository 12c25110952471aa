import { lstat, unlink } from 'node:fs/promises'
import type { App } from './app.ts'
import { ControlSocketError, refuseTooLong } from './control-socket-path.ts'
import { type ConnectionLimits, type Listening, serverOf } from './listener.ts'

/** Read and write for the owner, nothing for anybody else. */
const OTHERS_KEPT_OUT = 0o177

/**
 * Serves an App over a Unix domain socket to whoever runs the registry. The file system decides who that is: the socket
 * belongs to the user of this process and is closed to all others from its first moment.
 *
 * Whoever calls this holds the folder the socket lies in, so one that is there already was left by a process that was
 * killed.
 * @throws {ControlSocketError}
 */
export async function listenOnControlSocket(
  app: App,
  path: string,
  limits: ConnectionLimits = {},
): Promise<Listening> {
  refuseTooLong(path)
  const server = serverOf(app, limits, { overControlSocket: true })
  try {
    await removeStale(path)
    await boundPrivately(() => server.bind({ path }))
  } catch (error) {
    if (error instanceof ControlSocketError) throw error
    const why = error instanceof Error ? error.message : String(error)
    throw new ControlSocketError(`there can be no socket at ${path}: ${why}`, { cause: error })
  }
  return server
}

async function removeStale(path: string): Promise<void> {
  const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (found === undefined) return
  if (!found.isSocket()) throw new ControlSocketError(`${path} is something else than a socket: remove it`)
  await unlink(path)
}

/**
 * The mode of a socket is that of its creation: to narrow it afterwards would leave a moment for others. Node binds
 * within the call, so nothing else of this thread is made under this umask.
 */
async function boundPrivately(bind: () => Promise<void>): Promise<void> {
  const usual = process.umask(OTHERS_KEPT_OUT)
  let bound: Promise<void>
  try {
    bound = bind()
  } finally {
    process.umask(usual)
  }
  await bound
}
