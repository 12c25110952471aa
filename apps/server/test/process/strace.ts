import { spawnSync } from 'node:child_process'
import { Unavailable } from '../clients/report.ts'

/** @throws {Unavailable} where there is no strace and none can be had, or where nobody may trace. */
export function requireStrace(): void {
  if (runs('strace', '-V')) {
    // Containers may forbid tracing although the program is there.
    if (runs('strace', '-o', '/dev/null', process.execPath, '--version')) return
    throw new Unavailable('strace: this system lets nobody trace')
  }
  if (process.getuid?.() !== 0 || !runs('apt-get', 'install', '--yes', '--no-install-recommends', 'strace'))
    throw new Unavailable('strace: not installed, and could not be with apt-get')
}

function runs(command: string, ...args: string[]): boolean {
  return spawnSync(command, args, { stdio: 'ignore', timeout: 120_000 }).status === 0
}
