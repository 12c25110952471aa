import { type Content, hasBytes } from './content.ts'

interface ApiOperation {
  operationId: string
  summary: string
  requestBody?: { required?: boolean; content?: Content }
  parameters?: readonly { $ref?: string; required?: boolean }[]
  responses: Record<string, { content?: Content; 'x-oci-errors'?: string[] }>
  'x-oci-endpoint'?: string[]
}

/** What the generated methods take from the OpenAPI document. */
export interface ApiDocument {
  paths: Record<string, Record<string, ApiOperation>>
  components: { parameters: Record<string, { required?: boolean }> }
}

interface Row {
  method: string
  path: string
  operation: ApiOperation
}

const HEADER = '// Generated from packages/spec/openapi.json by `npm run generate`. Do not edit.\n'

/** How openapi-fetch shall hand over the content of a success. */
function parseAs({ responses }: ApiOperation): 'json' | 'text' | 'arrayBuffer' | 'stream' {
  const contents = Object.entries(responses)
    .filter(([status, { content }]) => status.startsWith('2') && content !== undefined)
    .map(([, { content }]) => content as Content)
  const [content] = contents
  if (content === undefined) return 'text'
  // A blob has any size and streams; a manifest is small and wanted whole.
  if (hasBytes(content)) return Object.keys(content).length > 1 ? 'arrayBuffer' : 'stream'
  return Object.keys(content)[0] === 'text/html' ? 'text' : 'json'
}

/** Whether a call can do without any argument. */
function takesNothing(operation: ApiOperation, { components }: ApiDocument): boolean {
  const parameters = (operation.parameters ?? []).map(({ $ref, required }) =>
    $ref === undefined ? required : components.parameters[$ref.split('/').at(-1) ?? '']?.required,
  )
  return !parameters.some(Boolean) && operation.requestBody?.required !== true
}

function signature({ method, path, operation }: Row, document: ApiDocument): string {
  const endpoints = operation['x-oci-endpoint'] ?? []
  const at = endpoints.length > 0 ? ` (${endpoints.join(', ')})` : ''
  const types = `paths['${path}']['${method}']`
  const named = mustNameItsType(operation) ? " & { headers: { 'Content-Type': string } }" : ''
  return `  /**
   * ${operation.summary}${at}.
   *
   * \`${method.toUpperCase()} ${path}\`
   */
  ${operation.operationId}(init${takesNothing(operation, document) ? '?' : ''}: Init<${types}>${named}): Result<${types}, '${parseAs(operation)}'>`
}

const FORM = 'application/x-www-form-urlencoded'

function implementation({ method, path, operation }: Row): string {
  const types = Object.keys(operation.requestBody?.content ?? {})
  // openapi-fetch calls every body application/json unless it is told better.
  const headers = types.length === 1 ? `, headers: headersFor(init, '${types[0]}')` : ''
  const serialized = types.includes(FORM) ? ', bodySerializer: asForm' : ''
  return `    ${operation.operationId}: (init) =>
      client.${method.toUpperCase()}('${path}', { ...init${headers}${serialized}, parseAs: '${parseAs(operation)}' }),`
}

function contract({ method, operation }: Row): string {
  const errors = Object.entries(operation.responses)
    .filter(([, response]) => response['x-oci-errors'] !== undefined)
    .map(([status, response]) => `      ${status}: ${JSON.stringify(response['x-oci-errors'])},`)
  return `  ${operation.operationId}: {
    method: '${method.toUpperCase()}',
    errors: {
${errors.join('\n')}
    },
  },`
}

/** Content that may be of several types has to say which it is. */
function mustNameItsType({ requestBody }: ApiOperation): boolean {
  return Object.keys(requestBody?.content ?? {}).length > 1
}

/** One typed method for each operationId, and what else the hand-written verbs read off the contract. */
export function operationsModule(document: ApiDocument): string {
  const rows: Row[] = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ method, path, operation })),
  )
  const manifests = rows.find(({ operation }) => operation.operationId === 'getManifest')
  // A range of types says what may come, not what can be asked for by name.
  const manifestTypes = Object.keys(manifests?.operation.responses['200']?.content ?? {}).filter(
    (type) => !type.includes('*'),
  )

  return `${HEADER}
import type { ErrorCode } from '@berth/spec/errors'
import { type Client, type FetchOptions, type FetchResponse, mergeHeaders } from 'openapi-fetch'
import type { paths } from './schema.gen.ts'

/** What a call takes: \`params\`, \`headers\`, \`body\`, \`signal\`. */
type Init<Operation> = Omit<FetchOptions<Operation>, 'parseAs'>

/** What a call gives: \`data\` of a success or \`error\` of anything else, and the \`response\` itself. */
type Result<
  Operation extends Record<string | number, unknown>,
  ParseAs extends 'json' | 'text' | 'arrayBuffer' | 'stream',
> = Promise<FetchResponse<Operation, { parseAs: ParseAs }, \`\${string}/\${string}\`>>

/** Every operation of the contract, one method for each operationId. */
export interface Operations {
${rows.map((row) => signature(row, document)).join('\n')}
}

/** An operation of the contract. */
export type OperationId = keyof Operations

function headersFor(init: { body?: unknown; headers?: FetchOptions<unknown>['headers'] } | undefined, type: string): Headers {
  return mergeHeaders(init?.body === undefined ? undefined : { 'Content-Type': type }, init?.headers)
}

function asForm(fields: object): string {
  return new URLSearchParams(Object.entries(fields).filter(([, value]) => value !== undefined)).toString()
}

/** Binds the operations to an openapi-fetch client. */
export function createOperations(client: Client<paths>): Operations {
  return {
${rows.map(implementation).join('\n')}
  }
}

interface Contract {
  readonly method: string
  /** The error codes by status; the first is the likeliest. */
  readonly errors: Readonly<Record<number, readonly ErrorCode[]>>
}

/** What the contract says of each operation beside its types. */
export const contract: Readonly<Record<OperationId, Contract>> = {
${rows.map(contract).join('\n')}
}

/** The manifest media types of the contract. */
export const manifestMediaTypes = ${JSON.stringify(manifestTypes, null, 2)} as const
`
}
