import { z } from '@hono/zod-openapi'
import { operation } from '../operation.ts'

export const issuedTokenSchema = z
  .object({
    token: z.string().openapi({ description: 'To be sent as `Authorization: Bearer …`.' }),
    access_token: z.string().openapi({ description: 'The same, by the name OAuth2 has for it.' }),
    expires_in: z.int().min(60).openapi({ description: 'Seconds it is good for from `issued_at` on.' }),
    issued_at: z.iso.datetime(),
    refresh_token: z.string().optional().openapi({
      description: 'Gets further tokens by `grant_type=refresh_token`; only when it was asked for.',
    }),
    scope: z
      .string()
      .optional()
      .openapi({ description: 'What it allows of what was asked for, to an OAuth2 client.' }),
  })
  .openapi('IssuedToken', {
    example: {
      token: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl',
      access_token: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl',
      expires_in: 300,
      issued_at: '2026-01-31T12:00:00.000Z',
    },
  })

export const tokenRequestSchema = z
  .object({
    grant_type: z.enum(['password', 'refresh_token']),
    service: z.string().max(255).optional(),
    client_id: z.string().optional(),
    scope: z
      .string()
      .optional()
      .openapi({ description: 'What the token should allow; several are separated by spaces.' }),
    access_type: z
      .enum(['online', 'offline'])
      .optional()
      .openapi({ description: '`offline` asks for a refresh token as well.' }),
    username: z.string().optional(),
    password: z.string().optional(),
    refresh_token: z.string().optional(),
  })
  .openapi('TokenRequest', { example: { grant_type: 'refresh_token', refresh_token: 'eyJhbGciOi…' } })

const issued = {
  200: {
    description: 'A token for what was granted of what was asked for, which may be nothing.',
    headers: ['Cache-Control'],
    content: { json: issuedTokenSchema },
  },
} as const

/** A token for the scopes of a challenge, as docker asks for it (distribution, "Token Authentication"). */
export const issueToken = operation({
  id: 'issueToken',
  endpoints: [],
  action: 'login',
  method: 'GET',
  path: '/token',
  tag: 'Access',
  summary: 'Get a token for the scopes of a challenge',
  description:
    'Gives a short-lived token for as much of `scope` as the caller may do, to whom `Authorization: Basic` says who it is, and to everybody else for what anybody may do. A password may be an API token. `WWW-Authenticate` of a refused request says what to ask for.',
  query: { optional: ['service', 'scope', 'account', 'client_id', 'offline_token'] },
  replies: issued,
  errors: { 400: ['UNSUPPORTED'] },
})

/** The same by OAuth2 (distribution, "Token Authentication using OAuth 2.0"; RFC 6749 4.3 and 6). */
export const exchangeToken = operation({
  id: 'exchangeToken',
  endpoints: [],
  action: 'login',
  method: 'POST',
  path: '/token',
  tag: 'Access',
  summary: 'Get a token for a password or a refresh token',
  description:
    'Gives a short-lived token by OAuth2: for `grant_type=password` with `username` and `password`, or for `grant_type=refresh_token`.',
  body: { form: tokenRequestSchema },
  replies: issued,
  errors: {},
})
