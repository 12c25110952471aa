import { randomUUID } from 'node:crypto'
import { errors, jwtVerify, SignJWT } from 'jose'
import { z } from 'zod'
import type { ScopeEntry } from './docker-scope.ts'
import type { Bond } from './identity.ts'
import { payloadOfLate } from './late-token.ts'
import type { Principal } from './principal.ts'
import type { SigningKeys } from './signing-keys.ts'

/** Our own tokens are checked by ourselves alone: one algorithm, and nothing of a token may choose another. */
const ALGORITHM = 'HS256'
const ACCESS = 'at+jwt'
const REFRESH = 'berth-refresh+jwt'

/** Clocks of one machine agree; a restart may move one a little. */
const LEEWAY_S = 30
const REFRESH_S = 30 * 24 * 60 * 60

/** Longer than any we sign: what may be asked for has a bound, and what a workload's token says as well. */
const MAX_LENGTH = 16 * 1024

const subjectSchema = z.object({
  kind: z.enum(['anonymous', 'user', 'robot', 'workload', 'certificate']),
  name: z.string(),
  claims: z.record(z.string(), z.string()).optional(),
  credential: z.string().optional(),
})
const entrySchema = z.object({
  type: z.enum(['repository', 'registry']),
  name: z.string(),
  actions: z.array(z.string()),
})
const accessSchema = subjectSchema.extend({ access: z.array(entrySchema), exp: z.number() })
const refreshSchema = subjectSchema.extend({ exp: z.number() })

export interface BearerOptions {
  readonly keys: SigningKeys
  /** Whom the tokens are of and for: this registry. */
  readonly service: string
  /** How long an access token is good for, in seconds. */
  readonly lifetimeS: number
}

/** What a token of ours says. */
export interface Bearer {
  readonly principal: Principal
  /** The credential it was got with, if any; see {@link Bond}. */
  readonly credential: string | undefined
  readonly access: readonly ScopeEntry[]
  /** When it runs out, in milliseconds since the epoch. */
  readonly until: number
}

/**
 * Makes and reads the registry's own tokens (RFC 7519, RFC 8725): signed by a key this registry has made, for itself.
 * What a token says of keys (`jwk`, `jku`, `x5u`) is not looked at; `kid` only chooses among the registry's keys.
 */
export class Bearers {
  readonly #options: BearerOptions

  constructor(options: BearerOptions) {
    this.#options = options
  }

  get service(): string {
    return this.#options.service
  }

  /** A token for some access, and how long it is good for. Nothing derived from a bond outlives it. */
  async issue(
    principal: Principal,
    access: readonly ScopeEntry[],
    bond: Bond | undefined,
    now = Date.now(),
  ): Promise<{ token: string; expiresIn: number }> {
    const left = bond?.until === undefined ? Number.POSITIVE_INFINITY : (bond.until - now) / 1000
    const lasts = Math.floor(Math.min(this.#options.lifetimeS, left))
    const token = await this.#sign(ACCESS, { ...subjectOf(principal, bond), access }, now, lasts)
    // Clients take 60 s for the least there can be. One whose token runs out sooner is told when it shows it.
    return { token, expiresIn: Math.max(60, lasts) }
  }

  /** What a client keeps instead of a password. It ends when the password is changed. */
  issueRefresh(principal: Principal, bond: Bond, now = Date.now()): Promise<string> {
    const left = bond.until === undefined ? REFRESH_S : Math.floor((bond.until - now) / 1000)
    return this.#sign(REFRESH, subjectOf(principal, bond), now, Math.min(REFRESH_S, left))
  }

  /** Whether a text claims to be one of ours; only then is it worth a look. */
  isOurs(text: string): boolean {
    return this.#options.keys.find(kidOf(text)) !== undefined
  }

  /**
   * Reads an access token.
   * @param lateS seconds after its end in which it is still read.
   * @returns undefined when it is none of ours, was changed, or has run out.
   */
  async read(text: string, lateS = 0): Promise<Bearer | undefined> {
    const payload = await this.#verify(text, ACCESS, lateS)
    const parsed = payload === undefined ? undefined : accessSchema.safeParse(payload)
    if (parsed?.data === undefined) return undefined
    return { ...subjectFrom(parsed.data), access: parsed.data.access }
  }

  /** Reads a refresh token; undefined as for {@link read}. */
  async readRefresh(text: string): Promise<Omit<Bearer, 'access'> | undefined> {
    const payload = await this.#verify(text, REFRESH, 0)
    const parsed = payload === undefined ? undefined : refreshSchema.safeParse(payload)
    return parsed?.data === undefined ? undefined : subjectFrom(parsed.data)
  }

  #sign(typ: string, claims: Record<string, unknown>, now: number, seconds: number): Promise<string> {
    const { keys, service } = this.#options
    const { kid, secret } = keys.current
    const issued = Math.floor(now / 1000)
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ, kid })
      .setIssuer(service)
      .setAudience(service)
      .setIssuedAt(issued)
      .setNotBefore(issued)
      .setExpirationTime(issued + seconds)
      .setJti(randomUUID())
      .sign(secret)
  }

  async #verify(text: string, typ: string, lateS: number): Promise<Record<string, unknown> | undefined> {
    const secret = text.length > MAX_LENGTH ? undefined : this.#options.keys.find(kidOf(text))
    if (secret === undefined) return undefined
    const { service } = this.#options
    const rules = {
      algorithms: [ALGORITHM],
      typ,
      issuer: service,
      audience: service,
      requiredClaims: ['exp', 'nbf', 'iat'],
      clockTolerance: LEEWAY_S,
    }
    try {
      return (await jwtVerify(text, secret, rules)).payload
    } catch (error) {
      if (!(error instanceof errors.JOSEError)) throw error
      return payloadOfLate(error, lateS)
    }
  }
}

/** The id of the key a token names, read before anything of it is believed. */
function kidOf(text: string): string | undefined {
  const header = text.slice(0, Math.max(text.indexOf('.'), 0))
  if (header.length === 0 || header.length > 1024) return undefined
  try {
    const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid?: unknown }
    return typeof kid === 'string' ? kid : undefined
  } catch {
    return undefined
  }
}

function subjectOf({ kind, name, claims }: Principal, bond: Bond | undefined): Record<string, unknown> {
  return { sub: `${kind}:${name}`, kind, name, claims, credential: bond?.credential }
}

function subjectFrom({ kind, name, claims, credential, exp }: z.output<typeof refreshSchema>) {
  return { principal: { kind, name, claims }, credential, until: exp * 1000 }
}
