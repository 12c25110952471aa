import { BlockList, isIP } from 'node:net'
import type { Settings } from '../settings.ts'
import type { ServerRequest } from './request.ts'

/**
 * What stands in front of the paths given to clients (protocol fact 41). Relative paths suit every client and every
 * proxy that keeps the path, so they are the default; the configured public URL wins; what a proxy says of the request
 * it got is believed only from the configured addresses, since anybody can send such a header.
 */
export function createBaseUrl({ publicUrl, trustedProxies }: Settings): (request: ServerRequest) => string {
  if (publicUrl !== undefined) {
    const fixed = publicUrl.replace(/\/+$/, '')
    return () => fixed
  }
  if (trustedProxies.length === 0) return () => ''
  const trusted = blockList(trustedProxies)
  return (request) => (isTrusted(trusted, request.remoteAddress) ? forwardedBase(request) : '')
}

/** Reads addresses and CIDR ranges. @throws when one is neither. */
export function blockList(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (isIP(address) === 0) throw new Error(`${JSON.stringify(range)} is not an IP address or CIDR range`)
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return list
}

function isTrusted(trusted: BlockList, address: string | undefined): boolean {
  if (address === undefined) return false
  const bare = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
  return trusted.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4')
}

const HOST = /^[A-Za-z0-9._-]+(?::[0-9]{1,5})?$|^\[[0-9a-fA-F:.]+\](?::[0-9]{1,5})?$/
const PREFIX = /^(?:\/[A-Za-z0-9._~-]+)*\/?$/

/** The origin and prefix a proxy says the client used: `Forwarded` (RFC 7239), else the `X-Forwarded-*` of old. */
function forwardedBase(request: ServerRequest): string {
  const forwarded = request.header('forwarded')
  const proto =
    forwarded === undefined ? firstOf(request.header('x-forwarded-proto')) : forwardedPart(forwarded, 'proto')
  const host =
    forwarded === undefined ? firstOf(request.header('x-forwarded-host')) : forwardedPart(forwarded, 'host')
  const prefix = firstOf(request.header('x-forwarded-prefix')) ?? ''
  const path = PREFIX.test(prefix) ? prefix.replace(/\/$/, '') : ''
  const from = host ?? request.header('host')
  if (proto === undefined && host === undefined) return path
  if (from === undefined || !HOST.test(from)) return path
  const scheme = (proto ?? (request.encrypted ? 'https' : 'http')).toLowerCase()
  return scheme === 'http' || scheme === 'https' ? `${scheme}://${from}${path}` : path
}

function firstOf(list: string | undefined): string | undefined {
  return list?.split(',')[0]?.trim() || undefined
}

function forwardedPart(header: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|;)\\s*${name}=(?:"([^"]*)"|([^;,\\s]*))`, 'i').exec(
    header.split(',')[0] ?? '',
  )
  return match?.[1] ?? match?.[2] ?? undefined
}
