import type { Config } from '../config/schema.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

/** Why an address cannot be listened on, and what to do; the error itself when it is another kind of fault. */
export function cannotListen({ host, port }: Pick<Config['http'], 'host' | 'port'>, error: unknown): unknown {
  const reason = reasonOf(host, port, (error as NodeJS.ErrnoException).code)
  return reason === undefined ? error : new CommandError(exitCodes.address, reason, { cause: error })
}

function reasonOf(host: string, port: number, code: string | undefined): string | undefined {
  switch (code) {
    case 'EADDRINUSE':
      return (
        `port ${port} of ${host} is taken by another program${portHint(port)}. ` +
        `Stop it, or use another port: berth serve --port ${port < 65_535 ? port + 1 : 5000}`
      )
    case 'EACCES':
      return `this user may not listen on port ${port}. Use one above 1023: berth serve --port 5000`
    case 'EADDRNOTAVAIL':
      return `${host} is no address of this machine. Use one that is: berth serve --host 127.0.0.1`
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `the host name ${host} has no address. Use one that has: berth serve --host 127.0.0.1`
    default:
      return undefined
  }
}

/** The port registries use by custom is also the one of a service that macOS starts by itself. */
function portHint(port: number): string {
  return process.platform === 'darwin' && port === 5000 ? ' (on macOS usually AirPlay Receiver)' : ''
}
