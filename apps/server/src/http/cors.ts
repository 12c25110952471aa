import { crossOriginRequestHeaders, exposedHeaders } from '@berth/spec'
import type { Settings } from '../settings.ts'
import type { ReplyHeaders } from './reply.ts'

/** What lets a page of `origin` read a reply (protocol fact 46). Credentials are never mixed with `*`. */
export function crossOriginHeaders(origin: string | undefined, { corsOrigins }: Settings): ReplyHeaders {
  const anyone = corsOrigins.includes('*')
  // Without this a cache would give one origin's reply, or one without any, to a page of another.
  const varying = anyone || corsOrigins.length === 0 ? {} : { Vary: 'Origin' }
  if (origin === undefined || !(anyone || corsOrigins.includes(origin))) return varying
  return {
    'Access-Control-Allow-Origin': anyone ? '*' : origin,
    'Access-Control-Expose-Headers': exposedHeaders.join(', '),
    ...varying,
  }
}

/** The answer to a preflight, given before any access control: a browser sends it without credentials. */
export function preflightHeaders(methods: readonly string[]): ReplyHeaders {
  return {
    Allow: methods.join(', '),
    'Access-Control-Allow-Methods': methods.join(', '),
    'Access-Control-Allow-Headers': crossOriginRequestHeaders.join(', '),
    'Access-Control-Max-Age': '86400',
  }
}
