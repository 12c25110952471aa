import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { type ErrorCode, errorTable } from './errors.ts'
import { ambientHeaders, commonHeaders, type HeaderName, headers } from './headers.ts'
import { manifestSchemas } from './image/index.ts'
import { mediaTypes } from './media-types.ts'
import type { Operation, ReplyContent, ReplySpec } from './operation.ts'
import { errorHeadersOf, errorsOf } from './operation-errors.ts'
import { operations } from './operations/index.ts'
import { type PathParameterName, pathParameters, queryParameters } from './parameters.ts'

const DESCRIPTION = `The HTTP API of container registries: the OCI distribution specification (1.1.1 and the additions made since: \`end-4c\`, \`end-7b\`, \`end-14\`, the mandatory digest header and \`ns\`), with every status, header and error code.

Three things OpenAPI cannot say:

- \`{name}\` may hold slashes. Paths are matched from their end: \`/v2/a/blobs/b/tags/list\` lists the tags of the repository \`a/blobs/b\`. Operations with such a parameter carry \`x-multi-segment: true\` on it.
- \`Location\` of an upload is opaque. Follow it as given, relative or absolute, and add \`digest\` to the query it has.
- Manifests are bytes. What is pushed is what is pulled, to the last space; parse them, but never send a re-serialised one under the old digest.

\`x-oci-endpoint\` names the row of the specification's endpoint table, \`x-oci-action\` the right an operation asks for, \`x-oci-errors\` the error codes of a status.`

const errorCodeSchema = z.enum(Object.keys(errorTable) as [ErrorCode, ...ErrorCode[]]).openapi('ErrorCode', {
  description: Object.entries(errorTable)
    .map(([code, row]) => `- \`${code}\` (${row.id}): ${row.message}. ${row.description}`)
    .join('\n'),
})

const errorEnvelopeSchema = z
  .object({
    errors: z.array(
      z.object({
        code: errorCodeSchema,
        message: z.string().optional().openapi({ description: 'For people: what is wrong and what to do.' }),
        detail: z.unknown().optional().openapi({ description: 'Facts for programs.' }),
      }),
    ),
  })
  .openapi('ErrorEnvelope', { description: 'The body of every error reply ("Error Codes").' })

const ref = (kind: 'headers' | 'parameters', name: string) => ({ $ref: `#/components/${kind}/${name}` })

type JsonSchema = Record<string, unknown>

/** A pattern as JSON Schema writes it. */
function schemaOf(row: { type: string; pattern?: RegExp; [key: string]: unknown }): JsonSchema {
  const { pattern, ...rest } = row
  return pattern === undefined ? rest : { ...rest, pattern: pattern.source }
}

/** A parameter required here and optional there is two components. */
function queryComponent(name: string, required: boolean): string {
  return `query-${name}${required ? '-required' : ''}`
}

function replyHeaders(names: readonly HeaderName[], required: boolean): Record<string, unknown> {
  // OpenAPI has `content` for the one and ignores it here (OpenAPI 3.1, Response Object, `headers`).
  const told = names.filter((name) => name !== 'Content-Type')
  return Object.fromEntries(told.map((name) => [name, ref('headers', required ? name : `${name}-optional`)]))
}

function contentOf(content: ReplyContent, method: string): Record<string, unknown> | undefined {
  if (content === 'none' || method === 'HEAD') return undefined
  if (content === 'blob')
    return { [mediaTypes.octetStream]: { schema: { type: 'string', format: 'binary' } } }
  if (content === 'page') return { 'text/html': { schema: { type: 'string' } } }
  if (content === 'metrics') return { 'text/plain': { schema: { type: 'string' } } }
  if (content === 'asset') {
    const types = ['text/css', 'text/javascript', 'image/svg+xml']
    return Object.fromEntries(types.map((type) => [type, { schema: { type: 'string' } }]))
  }
  if (content === 'manifest') {
    const known = Object.entries(manifestSchemas).map(([type, schema]) => [type, { schema }])
    // Any other JSON document of its own media type is kept as well.
    return Object.fromEntries([...known, ['application/*', { schema: { type: 'object' } }]])
  }
  return { [content.mediaType ?? mediaTypes.json]: { schema: content.json } }
}

function requestContentOf(body: NonNullable<Operation['body']>, method: string) {
  if (typeof body === 'string' || 'json' in body) return contentOf(body, method)
  return { [mediaTypes.form]: { schema: body.form } }
}

function reply(spec: ReplySpec, method: string): Record<string, unknown> {
  const content = contentOf(spec.content, method)
  return {
    description: spec.description,
    headers: {
      ...replyHeaders([...commonHeaders, ...spec.headers], true),
      ...replyHeaders([...(spec.optional ?? []), ...ambientHeaders], false),
    },
    ...(content && { content }),
  }
}

function errorReply(
  status: number,
  codes: readonly ErrorCode[],
  operation: Operation,
): Record<string, unknown> {
  const examples = codes.map((code) => [
    code,
    {
      summary: errorTable[code].description,
      value: { errors: [{ code, message: errorTable[code].message }] },
    },
  ])
  return {
    description: codes.map((code) => `\`${code}\`: ${errorTable[code].message}`).join('; '),
    headers: {
      ...replyHeaders([...commonHeaders, ...errorHeadersOf(operation, status)], true),
      ...replyHeaders(ambientHeaders, false),
    },
    ...(operation.method !== 'HEAD' && {
      content: { [mediaTypes.json]: { schema: errorEnvelopeSchema, examples: Object.fromEntries(examples) } },
    }),
    'x-oci-errors': codes,
  }
}

function pathNames(path: string): PathParameterName[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name as PathParameterName)
}

function describe(operation: Operation): Record<string, unknown> {
  const { required = [], optional = [] } = operation.query ?? {}
  const requestBody = operation.body && {
    required: operation.body !== 'blob',
    content: requestContentOf(operation.body, operation.method),
  }
  // What openapi calls `parameters` of these two names it ignores: they are `content` of the body.
  const requestHeaders = (operation.headers ?? []).filter(
    (name) => name !== 'Accept' && name !== 'Content-Type',
  )
  const responses = [
    ...Object.entries(operation.replies).map(
      ([status, spec]) => [status, reply(spec, operation.method)] as const,
    ),
    ...[...errorsOf(operation)]
      .filter(([status]) => operation.replies[status] === undefined)
      .map(([status, codes]) => [String(status), errorReply(status, codes, operation)] as const),
  ]
  return {
    operationId: operation.id,
    tags: [operation.tag],
    summary: operation.summary,
    description: operation.description,
    parameters: [
      ...pathNames(operation.path).map((name) => ref('parameters', `path-${name}`)),
      ...required.map((name) => ref('parameters', queryComponent(name, true))),
      ...optional.map((name) => ref('parameters', queryComponent(name, false))),
      ...requestHeaders.map((name) => ref('parameters', `header-${name}`)),
    ],
    // Under this name the generator reads the schemas; it comes out as `requestBody`.
    ...(requestBody && { request: { body: requestBody } }),
    responses: Object.fromEntries(responses),
    ...(operation.action === 'public' && { security: [{}] }),
    ...(operation.endpoints.length > 0 && { 'x-oci-endpoint': operation.endpoints }),
    'x-oci-action': operation.action,
  }
}

/** The OpenAPI 3.1 document of the whole contract. */
export function buildDocument(version: string): Record<string, unknown> {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono()

  for (const [name, row] of Object.entries(headers)) {
    const { description, example, type, pattern } = row
    const schema = type === 'integer' ? { type, minimum: 0 } : schemaOf({ type, pattern })
    const header = { description, schema, example: type === 'integer' ? Number(example) : example }
    registry.registerComponent('headers', name, { ...header, required: true } as never)
    registry.registerComponent('headers', `${name}-optional`, header as never)
  }
  for (const [name, row] of Object.entries(pathParameters)) {
    registry.registerComponent('parameters', `path-${name}`, {
      name,
      in: 'path',
      required: true,
      description: row.description,
      schema: schemaOf(row.schema),
      example: row.example,
      ...(name === 'name' && { 'x-multi-segment': true }),
    } as never)
  }
  for (const [name, row] of Object.entries(queryParameters)) {
    for (const required of [false, true]) {
      const schema = schemaOf(row.schema)
      registry.registerComponent('parameters', queryComponent(name, required), {
        name,
        in: 'query',
        required,
        description: row.description,
        schema: 'multiple' in row ? { type: 'array', items: schema } : schema,
        example: 'multiple' in row ? [row.example] : row.example,
      } as never)
    }
  }
  for (const name of ['Content-Range', 'Range', 'If-Range', 'If-None-Match'] as const) {
    const { description, example } = headers[name]
    registry.registerComponent('parameters', `header-${name}`, {
      name,
      in: 'header',
      description,
      schema: { type: 'string' },
      example: name === 'Range' ? 'bytes=0-1023' : example,
    } as never)
  }
  registry.registerComponent('securitySchemes', 'basic', { type: 'http', scheme: 'basic' })
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of the realm named in `WWW-Authenticate`.',
  })
  for (const operation of Object.values(operations)) {
    const route = { method: operation.method.toLowerCase(), path: operation.path, ...describe(operation) }
    registry.registerPath(createRoute(route as never) as never)
  }

  const document = getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: 'OCI distribution API',
      version,
      description: DESCRIPTION,
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/', description: 'The registry that serves this document' }],
    // A registry may ask for nothing, a password, or a token; which one, its base endpoint tells.
    security: [{}, { basic: [] }, { bearer: [] }],
    tags: [
      { name: 'Base', description: 'Determining support and the way of authentication' },
      { name: 'Pull', description: 'Manifests and blobs, by tag and by digest' },
      { name: 'Push', description: 'Upload sessions, mounts and manifests' },
      { name: 'Content discovery', description: 'Tags, referrers, repositories' },
      { name: 'Content management', description: 'Deleting tags, manifests and blobs' },
      {
        name: 'Maintenance',
        description:
          'For whoever runs the registry, over its control socket only; not part of the specification',
      },
      {
        name: 'Access',
        description:
          'Tokens for clients; those of robots and the audit trail, for whoever runs the registry; not part of the specification',
      },
      {
        name: 'Service',
        description: 'Health and documentation of this server; not part of the specification',
      },
    ],
  })
  return dropUnused(document as unknown as Record<string, unknown>)
}

/** Leaves out components nothing refers to, so that the document holds only what the API uses. */
function dropUnused(document: Record<string, unknown>): Record<string, unknown> {
  const components = document.components as Record<string, Record<string, unknown>>
  const text = JSON.stringify(document)
  for (const kind of ['headers', 'parameters']) {
    for (const name of Object.keys(components[kind] ?? {})) {
      if (!text.includes(`"#/components/${kind}/${name}"`)) delete components[kind]?.[name]
    }
  }
  return document
}
