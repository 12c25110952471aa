import type { Digest } from '@berth/digest'
import type { Page, PageRequest } from './storage.ts'

/** What is known of an API token. Times in milliseconds since the epoch. */
export interface TokenRecord {
  /** 16 hexadecimal digits. They are a part of the token and no secret. */
  readonly id: string
  /** The robot's name: of all tokens that are not revoked one has it. */
  readonly name: string
  /** What it may do, in the words whoever made it has used. */
  readonly scopes: readonly string[]
  readonly created: number
  /** The principal that made it. */
  readonly createdBy: string
  readonly expires?: number | undefined
  readonly revoked?: number | undefined
  /** When it was last taken; up to date but for the last moments. */
  readonly lastUsed?: number | undefined
}

/** A token to be written down. Its secret never comes here, only the hash of it does. */
export interface NewToken {
  readonly id: string
  readonly name: string
  /** sha256 of the secret. */
  readonly secretHash: Uint8Array
  readonly scopes: readonly string[]
  readonly createdBy: string
  readonly expires?: number | undefined
}

/** Something that was done, or tried and refused. */
export interface AuditRecord {
  /** Milliseconds since the epoch. */
  readonly at: number
  /** The request's id, which leads to its line in the log. */
  readonly request: string
  readonly principal: string
  /** The operation's id. */
  readonly action: string
  readonly repository?: string | undefined
  /** The tag, or the name of what else was acted on. */
  readonly reference?: string | undefined
  readonly digest?: Digest | undefined
  /** Where the request came from. */
  readonly client?: string | undefined
  readonly status: number
}

/** An entry of the audit trail. Later entries have larger ids, and no id is given twice. */
export type AuditEntry = AuditRecord & { readonly id: number }

export interface AuditRequest {
  /** Only entries with a smaller id: where the page before has ended. */
  readonly before?: number | undefined
  readonly limit: number
  readonly repository?: string | undefined
  readonly principal?: string | undefined
}

/** What access control keeps: who may come in, and what was done by whom. */
export interface AccessRecords {
  /**
   * Durable when it resolves.
   * @throws {RegistryError} UNSUPPORTED (400) when a token that is not revoked has the name.
   */
  createToken(token: NewToken): Promise<TokenRecord>
  /** The token of an id, revoked and expired ones as well. */
  findToken(id: string): (TokenRecord & { readonly secretHash: Uint8Array }) | undefined
  /** The tokens that are not revoked, in the byte order of their names. */
  listTokens(page: PageRequest<string>): Page<TokenRecord>
  /**
   * Durable when it resolves.
   * @throws {RegistryError} UNSUPPORTED (404) when no token that is not revoked has the name.
   */
  revokeToken(name: string): Promise<void>
  /** Notes when tokens were last used. Need not survive a power cut. */
  touchTokens(uses: readonly { id: string; at: number }[]): Promise<void>

  /** Adds entries, in their order. Durable when it resolves. */
  recordAudit(entries: readonly AuditRecord[]): Promise<void>
  /** Entries, newest first. */
  listAudit(request: AuditRequest): Page<AuditEntry>
  /** Drops the entries from before a time. Resolves to how many. */
  trimAudit(before: number): Promise<number>
}
