import { formatScope, parseScopes } from '../access/docker-scope.ts'
import { grantedOf, type Identity } from '../access/identity.ts'
import { Unauthenticated } from '../access/unauthenticated.ts'
import type { Context } from '../context.ts'
import type { Dispatcher } from '../handler.ts'

/** `GET /token` */
export const issueToken: Dispatcher<'issueToken'> =
  (context) =>
  async ({ query }) => {
    const { identity } = context
    return await issued(context, identity, query.scope ?? [], query.offline_token === true)
  }

/** `POST /token` */
export const exchangeToken: Dispatcher<'exchangeToken'> =
  (context) =>
  async ({ body }) => {
    const { access, address } = context
    const scopes = body.scope === undefined ? [] : [body.scope]
    if (body.grant_type === 'refresh_token') {
      const identity = await access.byRefreshToken(body.refresh_token ?? '')
      return await issued(context, identity, scopes, false, body.refresh_token)
    }
    const identity = await access.byPassword(body.username ?? '', body.password ?? '', address)
    return await issued(context, identity, scopes, body.access_type === 'offline')
  }

/** @param refreshToken the one that was shown: it stays good, and OAuth2 clients expect to be given one. */
async function issued(
  context: Context,
  identity: Identity,
  scopes: readonly string[],
  offline: boolean,
  refreshToken?: string,
) {
  // A token would never run out if it could get the next one.
  if (identity.byToken) throw new Unauthenticated('show a password, not a token, to get a token')
  // It would do without the certificate as well, and go on when that ends.
  if (identity.principal.kind === 'certificate')
    throw new Unauthenticated('a certificate is shown with each request: no token is needed')
  const granted = grantedOf(identity, parseScopes(scopes))
  const { principal, bond } = identity
  context.loggedIn(principal)
  const { bearers } = context.access
  const now = Date.now()
  const { token, expiresIn } = await bearers.issue(principal, granted, bond, now)
  // Who has shown nothing that lasts has nothing to refresh.
  const refresh =
    offline && bond !== undefined ? await bearers.issueRefresh(principal, bond, now) : refreshToken
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    body: {
      token,
      access_token: token,
      expires_in: expiresIn,
      issued_at: new Date(now).toISOString(),
      scope: granted.map(formatScope).join(' '),
      ...(refresh === undefined ? {} : { refresh_token: refresh }),
    },
  } as const
}
