/** Why there is no control socket. The message is one line for whoever runs the registry. */
export class ControlSocketError extends Error {
  override readonly name = 'ControlSocketError'
}

/** Most bytes of a socket's path: what the kernel's `sun_path` holds, less the zero at its end. */
export const LONGEST_SOCKET_PATH = process.platform === 'linux' ? 107 : 103

/** @throws {ControlSocketError} before anything would cut the path short and use another one. */
export function refuseTooLong(path: string): void {
  const length = Buffer.byteLength(path)
  if (length <= LONGEST_SOCKET_PATH) return
  throw new ControlSocketError(
    `${path} has ${length} bytes, and a socket's path may have ${LONGEST_SOCKET_PATH}: give the data folder a shorter path, by a symbolic link for instance`,
  )
}
