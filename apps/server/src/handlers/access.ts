import { RegistryError } from '@berth/spec'
import type { AuditEntry } from '@berth/storage'
import { formatScope, parseScope } from '../access/scope.ts'
import { tokenDocument } from '../access/token-document.ts'
import { mintToken } from '../access/token-text.ts'
import type { Dispatcher } from '../handler.ts'
import { UNCACHED } from '../http/caching.ts'
import { nextPage, pageSize } from '../http/paging.ts'

/** How long a token is good when nobody says. */
const LIFETIME_MS = 90 * 24 * 60 * 60 * 1000

/** `POST /api/v1/tokens` */
export const createToken: Dispatcher<'createToken'> = (context) => async (input) => {
  const { name, scopes, expires } = input.body
  context.actsOn(name)
  const { text, ...kept } = mintToken()
  const record = await context.records.createToken({
    ...kept,
    name,
    scopes: scopes.map((scope) => formatScope(parseScope(scope))),
    createdBy: context.principal,
    expires: expiryOf(expires),
  })
  const headers = { ...UNCACHED, Location: context.urlOf('revokeToken', { token: name }) }
  return { status: 201, headers, body: { ...tokenDocument(record), token: text } }
}

function expiryOf(expires: string | null | undefined): number | undefined {
  if (expires === null) return undefined
  if (expires === undefined) return Date.now() + LIFETIME_MS
  const at = Date.parse(expires)
  if (at > Date.now()) return at
  throw new RegistryError('UNSUPPORTED', 'expires: it lies in the past', { status: 400 })
}

/** `GET /api/v1/tokens` */
export const listTokens: Dispatcher<'listTokens'> =
  (context) =>
  ({ query }) => {
    const limit = pageSize(query.n, context.settings.maxPageSize)
    const page = limit === 0 ? NO_PAGE : context.records.listTokens({ after: query.last, limit })
    const url = context.urlOf('listTokens', {})
    const last = page.items.at(-1)?.name
    return {
      status: 200,
      headers: { ...UNCACHED, Link: page.more ? nextPage(url, { ...query, last }) : undefined },
      body: { tokens: page.items.map(tokenDocument) },
    }
  }

/** `DELETE /api/v1/tokens/{token}` */
export const revokeToken: Dispatcher<'revokeToken'> =
  ({ records }) =>
  async ({ params }) => {
    await records.revokeToken(params.token)
    return { status: 204, headers: {} }
  }

/** `GET /api/v1/audit` */
export const listAudit: Dispatcher<'listAudit'> =
  (context) =>
  ({ query }) => {
    const { repository, principal } = query
    const limit = pageSize(query.n, context.settings.maxPageSize)
    const before = entryAfter(query.last)
    const page = limit === 0 ? NO_PAGE : context.records.listAudit({ before, limit, repository, principal })
    const url = context.urlOf('listAudit', {})
    const last = page.items.at(-1)?.id
    return {
      status: 200,
      headers: { ...UNCACHED, Link: page.more ? nextPage(url, { ...query, last }) : undefined },
      body: { entries: page.items.map(entryDocument) },
    }
  }

const NO_PAGE = { items: [], more: false }

function entryAfter(last: string | undefined): number | undefined {
  if (last === undefined) return undefined
  if (/^[0-9]{1,15}$/.test(last)) return Number(last)
  throw new RegistryError('UNSUPPORTED', 'last: follow the Link of the page before', { status: 400 })
}

function entryDocument({ at, ...entry }: AuditEntry) {
  return { ...entry, at: new Date(at).toISOString() }
}
