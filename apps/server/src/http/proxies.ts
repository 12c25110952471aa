import { BlockList, isIP } from 'node:net'
import type { Settings } from '../settings.ts'
import type { ServerRequest } from './request.ts'

/** What stands between the clients and this process, as far as it can be believed. */
export interface Proxies {
  /** What stands in front of the paths given to the client: nothing, a prefix, or an origin and a prefix. */
  baseOf(request: ServerRequest): string
  /** The same where it has to be absolute: the registry as its client reaches it, as far as that is known. */
  addressOf(request: ServerRequest): string
  /** The address the request came from, for the log and for limits (protocol fact 42). */
  clientOf(request: ServerRequest): string | undefined
}

/**
 * Relative paths suit every client and every proxy that keeps the path, so they are the default; the configured public
 * URL wins; what a proxy says of the request it got is believed only from the configured addresses, since anybody can
 * send such a header (protocol fact 41).
 */
export function createProxies({ publicUrl, trustedProxies, forwardedHeader }: Settings): Proxies {
  const trusted = blockList(trustedProxies)
  const told = forwardedHeader === 'forwarded' ? byForwarded : byXForwarded
  const fixed = publicUrl?.replace(/\/+$/, '')
  const isTrusted = (address: string | undefined) => address !== undefined && contains(trusted, address)
  const baseOf = (request: ServerRequest) =>
    fixed ?? (isTrusted(request.remoteAddress) ? baseAs(told(request), request) : '')
  return {
    baseOf,
    addressOf: (request) => {
      const base = baseOf(request)
      return base.includes('://') ? base : ownAddress(request) + base
    },
    clientOf: (request) => {
      if (!isTrusted(request.remoteAddress)) return request.remoteAddress
      // From the nearest outwards: the first address that is not one of our proxies is the client's. What is no address
      // hides who sent what stands before it.
      let client = request.remoteAddress
      for (const hop of told(request).hops.map(withoutPort).reverse()) {
        if (isIP(hop) === 0) break
        client = hop
        if (!isTrusted(hop)) break
      }
      return client
    },
  }
}

/** Reads addresses and CIDR ranges. @throws when one is neither. */
function blockList(ranges: readonly string[]): BlockList {
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

function contains(list: BlockList, address: string): boolean {
  const bare = address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address
  return isIP(bare) !== 0 && list.check(bare, isIP(bare) === 6 ? 'ipv6' : 'ipv4')
}

const HOST = /^[A-Za-z0-9._-]+(?::[0-9]{1,5})?$|^\[[0-9a-fA-F:.]+\](?::[0-9]{1,5})?$/
/** Path components, none of them dots alone: those would lead somewhere else. */
const PREFIX = /^(?:\/(?!\.{1,2}(?:\/|$))[A-Za-z0-9._~-]+)*\/?$/

/** What proxies tell of a request, unchecked. */
interface Told {
  /** Where it came from, and through which proxies: the client first. */
  readonly hops: readonly string[]
  readonly proto: string | undefined
  readonly host: string | undefined
  readonly prefix: string | undefined
}

/**
 * A proxy writes one family of headers and passes the other on as its client sent it. So only the configured one is
 * read, also where it is absent: the other is anybody's word.
 */
function byXForwarded(request: ServerRequest): Told {
  return {
    hops: (request.header('x-forwarded-for') ?? '').split(','),
    proto: firstOf(request.header('x-forwarded-proto')),
    host: firstOf(request.header('x-forwarded-host')),
    prefix: firstOf(request.header('x-forwarded-prefix')),
  }
}

/** RFC 7239, which knows of no prefix. */
function byForwarded(request: ServerRequest): Told {
  const hops = (request.header('forwarded') ?? '').split(',')
  const [nearestToClient = ''] = hops
  return {
    hops: hops.map((hop) => forwardedPart(hop, 'for') ?? ''),
    proto: forwardedPart(nearestToClient, 'proto'),
    host: forwardedPart(nearestToClient, 'host'),
    prefix: undefined,
  }
}

/** The origin and prefix the client used, as far as they can be some. */
function baseAs({ proto, host, prefix = '' }: Told, request: ServerRequest): string {
  const path = PREFIX.test(prefix) ? prefix.replace(/\/$/, '') : ''
  const from = host ?? request.header('host')
  if (proto === undefined && host === undefined) return path
  if (from === undefined || !HOST.test(from)) return path
  const scheme = (proto ?? (request.encrypted ? 'https' : 'http')).toLowerCase()
  return scheme === 'http' || scheme === 'https' ? `${scheme}://${from}${path}` : path
}

/** Where a request was sent to, by its own words: they go back to nobody but who has sent it. */
function ownAddress(request: ServerRequest): string {
  const host = request.header('host')
  if (host === undefined || !HOST.test(host)) return ''
  return `${request.encrypted ? 'https' : 'http'}://${host}`
}

function withoutPort(hop: string): string {
  return hop
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
}

function firstOf(list: string | undefined): string | undefined {
  return list?.split(',')[0]?.trim() || undefined
}

function forwardedPart(hop: string, name: string): string | undefined {
  const match = new RegExp(`(?:^|;)\\s*${name}=(?:"([^"]*)"|([^;,\\s]*))`, 'i').exec(hop)
  return match?.[1] ?? match?.[2] ?? undefined
}
