import { resolve } from 'node:path'
import type { Storage } from '@berth/storage'
import type { Logger } from 'pino'
import { isLoopback, isWildcard } from '../config/address.ts'
import { isGuarded } from '../config/guarded.ts'
import type { Config } from '../config/schema.ts'
import { isSecure } from '../config/tls.ts'
import { selfSignedFiles } from '../tls/self-signed.ts'
import { banner } from './banner.ts'
import { trustSteps } from './trust-steps.ts'
import { version } from './version.ts'

interface Running {
  readonly log: Logger
  readonly config: Config
  readonly storage: Pick<Storage, 'listRepositories'>
  /** The port it listens on, also when any would do. */
  readonly port: number
}

/** Says that the registry is up, where, and what to type next: as a banner on a terminal, as a log line otherwise. */
export function announce({ log, config, storage, port }: Running): void {
  const { host, publicUrl, tls } = config.http
  const found = authority(host, port)
  const url = publicUrl?.replace(/\/$/, '') ?? `${isSecure(tls) ? 'https' : 'http'}://${found}`
  const folder = resolve(config.storage.folder)
  const trust = tls.selfSigned ? trustSteps(selfSignedFiles(folder).certificate, found) : []
  const empty = storage.listRepositories({ limit: 1 }).items.length === 0
  const isReachable = !isLoopback(host)
  const guarded = isGuarded(config)
  if (process.stdout.isTTY === true) {
    process.stdout.write(banner({ version, url, folder, empty, isReachable, isGuarded: guarded, trust }))
  } else {
    log.info(
      { version, url, host, port, folder },
      `listening; next: docker push ${url.replace(/^https?:\/\//, '')}/<name>`,
    )
    if (trust.length > 0) {
      log.info(
        { trust: Object.fromEntries(trust) },
        'clients have to be told to trust the self-signed certificate',
      )
    }
  }
  if (isReachable && guarded && passwordsMayBeSeen(config)) {
    log.warn(
      { host },
      'passwords and tokens cross the network in clear, as there is no TLS: see http.tls; when a proxy in front has it, set http.publicUrl or http.trustedProxies, so that clients are sent there',
    )
  }
  if (isReachable && !guarded) {
    log.warn(
      { host },
      'everybody who reaches this address may pull, push and delete: there are no access.rules',
    )
  }
}

/** Neither this process nor, as far as it knows, one in front of it speaks TLS with the clients. */
function passwordsMayBeSeen({ http }: Config): boolean {
  return !isSecure(http.tls) && !http.publicUrl?.startsWith('https:') && http.trustedProxies.length === 0
}

/**
 * `localhost` wherever it is this machine: docker and its kin speak plain HTTP to that name without being told to, and
 * it is what people type.
 */
export function authority(host: string, port: number): string {
  if (['127.0.0.1', '::1', 'localhost'].includes(host) || isWildcard(host)) return `localhost:${port}`
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
