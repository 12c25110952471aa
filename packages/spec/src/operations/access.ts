import { z } from '@hono/zod-openapi'
import { SCOPE_PATTERN, TOKEN_NAME_MAX_LENGTH, TOKEN_NAME_PATTERN } from '../grammar.ts'
import { operation } from '../operation.ts'

const time = (description: string) => z.iso.datetime().openapi({ description })

const tokenName = z
  .string()
  .max(TOKEN_NAME_MAX_LENGTH, `use at most ${TOKEN_NAME_MAX_LENGTH} characters`)
  .regex(TOKEN_NAME_PATTERN, 'use lower-case letters, digits, and single separators (. _ __ -) between them')
  .openapi({
    description: 'Name of the robot. Of all tokens that are not revoked one has it.',
    example: 'ci',
  })

const scope = z
  .string()
  .max(300, 'use at most 300 characters')
  .regex(
    SCOPE_PATTERN,
    'write actions (pull, push, delete, admin), a colon and repositories: pull,push:team/**',
  )
  .openapi({
    description:
      'Actions, and the repositories they are for: `*` is anything but `/`, `**` anything, all other characters themselves.',
    example: 'pull,push:team/**',
  })

const scopes = z
  .array(scope)
  .min(1, 'give at least one')
  .max(32, 'give at most 32')
  .openapi({ description: 'What it may do. It may do what one of them allows.' })

export const newTokenSchema = z
  .strictObject({
    name: tokenName,
    scopes,
    expires: time('When it ends; null for never, in 90 days when absent.').nullable().optional(),
  })
  .openapi('NewToken', {
    example: { name: 'ci', scopes: ['pull,push:team/**'], expires: '2026-04-30T12:00:00.000Z' },
  })

const token = {
  id: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .openapi({ description: 'Stands in the token itself, and in the log.' }),
  name: tokenName,
  scopes,
  created: time('When it was made.'),
  createdBy: z.string().openapi({ description: 'The principal that made it.' }),
  expires: time('When it ends. Absent when it does not.').optional(),
}

const example = {
  id: '4f1d6e0c9b7a3852',
  name: 'ci',
  scopes: ['pull,push:team/**'],
  created: '2026-01-30T12:00:00.000Z',
  createdBy: 'operator',
  expires: '2026-04-30T12:00:00.000Z',
}

export const tokenSchema = z
  .object({ ...token, lastUsed: time('When it was last taken, to within some seconds.').optional() })
  .openapi('Token', { example: { ...example, lastUsed: '2026-01-31T12:00:00.000Z' } })

export const createdTokenSchema = z
  .object({
    ...token,
    token: z.string().openapi({
      description: 'The token itself. It is not kept and never shown again.',
    }),
  })
  .openapi('CreatedToken', { example: { ...example, token: `berth_${example.id}_${'0'.repeat(64)}` } })

export const tokenListSchema = z.object({ tokens: z.array(tokenSchema) }).openapi('TokenList')

export const auditEntrySchema = z
  .object({
    id: z.int().min(1).openapi({ description: 'Later entries have larger ones.' }),
    at: time('When the request had ended.'),
    request: z.string().openapi({ description: 'Id of the request, which leads to its line in the log.' }),
    principal: z.string().openapi({ description: 'Who has asked.' }),
    action: z.string().openapi({ description: 'Id of the operation.' }),
    repository: z.string().optional(),
    reference: z.string().optional().openapi({ description: 'The tag, or the name of a token.' }),
    digest: z.string().optional(),
    client: z.string().optional().openapi({ description: 'Where the request came from.' }),
    status: z.int().openapi({ description: 'What it was answered with.' }),
  })
  .openapi('AuditEntry', {
    example: {
      id: 4711,
      at: '2026-01-31T12:00:00.000Z',
      request: '0f1c6a1e-55d4-4a33-9c7d-5b0f0f1a8a3e',
      principal: 'anonymous',
      action: 'putManifest',
      repository: 'library/app',
      reference: 'latest',
      digest: 'sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f',
      client: '192.0.2.7',
      status: 201,
    },
  })

export const auditTrailSchema = z.object({ entries: z.array(auditEntrySchema) }).openapi('AuditTrail')

/** A token for a robot. */
export const createToken = operation({
  id: 'createToken',
  endpoints: [],
  action: 'admin',
  command: 'berth token create',
  method: 'POST',
  path: '/api/v1/tokens',
  tag: 'Access',
  summary: 'Create an API token',
  description:
    'Makes a token for a robot: its password for `docker login`, whatever the user name, and a bearer token. The reply is the only place where it is ever shown.',
  body: { json: newTokenSchema },
  replies: {
    201: {
      description: 'It is good from now on.',
      headers: ['Cache-Control', 'Location'],
      content: { json: createdTokenSchema },
    },
  },
  errors: {},
})

/** The tokens that are not revoked. */
export const listTokens = operation({
  id: 'listTokens',
  endpoints: [],
  action: 'admin',
  command: 'berth token ls',
  method: 'GET',
  path: '/api/v1/tokens',
  tag: 'Access',
  summary: 'List API tokens',
  description:
    'The tokens that are not revoked, expired ones as well, by name in byte order, in pages of at most `n`. Not the tokens themselves: nobody knows those.',
  query: { optional: ['n', 'last'] },
  replies: {
    200: {
      description: 'The tokens, or one page of them.',
      headers: ['Cache-Control'],
      optional: ['Link'],
      content: { json: tokenListSchema },
    },
  },
  errors: { 400: ['UNSUPPORTED'] },
})

/** A token is good no more. */
export const revokeToken = operation({
  id: 'revokeToken',
  endpoints: [],
  action: 'admin',
  command: 'berth token revoke',
  method: 'DELETE',
  path: '/api/v1/tokens/{token}',
  tag: 'Access',
  summary: 'Revoke an API token',
  description: 'The token of this name is refused from the next request on, and its name is free again.',
  replies: { 204: { description: 'It is revoked.', headers: [], content: 'none' } },
  errors: { 404: ['UNSUPPORTED'] },
})

/** Who has done what. */
export const listAudit = operation({
  id: 'listAudit',
  endpoints: [],
  action: 'admin',
  command: 'berth audit',
  method: 'GET',
  path: '/api/v1/audit',
  tag: 'Access',
  summary: 'Read the audit trail',
  description:
    'What was pushed, deleted and operated, by whom, what somebody known was denied, and who has logged in or, as `unknown`, failed to: newest first, in pages of at most `n`. An entry is there about a second after its request has ended, and for as long as `access.auditFor` says.',
  query: { optional: ['n', 'last', 'repository', 'principal'] },
  replies: {
    200: {
      description: 'The entries, or one page of them.',
      headers: ['Cache-Control'],
      optional: ['Link'],
      content: { json: auditTrailSchema },
    },
  },
  errors: { 400: ['UNSUPPORTED', 'NAME_INVALID'] },
})
