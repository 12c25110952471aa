import {
  type ErrorCode,
  type Input,
  type Operation,
  type PathParameterName,
  pathParameters,
  type QueryParameterName,
  queryParameters,
  RegistryError,
  requestHeaders,
} from '@berth/spec'
import type { ServerRequest } from './request.ts'

/**
 * Reads a request as its operation declares it. From here on names, digests and references are values of their own
 * types; no handler looks at the text again.
 * @param params the path's parameters, decoded once.
 * @throws {RegistryError} the parameter's own code, saying what was expected.
 */
export function parseInput<O extends Operation>(
  operation: O,
  params: Readonly<Record<string, string>>,
  request: ServerRequest,
): Input<O> {
  const { required = [], optional = [] } = operation.query ?? {}
  return {
    params: Object.fromEntries(
      Object.entries(params).map(([name, text]) => [name, parsePathParameter(name, text)]),
    ),
    query: Object.fromEntries([
      ...required.map((name) => [name, parseQueryParameter(name, request.query, true)]),
      ...optional.map((name) => [name, parseQueryParameter(name, request.query, false)]),
    ]),
    headers: Object.fromEntries((operation.headers ?? []).map((name) => [name, parseHeader(name, request)])),
  } as Input<O>
}

function parsePathParameter(name: string, text: string): unknown {
  const rule = pathParameters[name as PathParameterName]
  const value = rule.parse(text)
  if (value !== undefined) return value
  // What holds a colon was meant as a digest, also where a tag could stand.
  const error = name === 'reference' && text.includes(':') ? 'DIGEST_INVALID' : rule.error
  throw refusal({ ...rule, error }, rule.expected, { [name]: text })
}

function parseQueryParameter(name: QueryParameterName, query: URLSearchParams, required: boolean): unknown {
  const rule = queryParameters[name]
  const texts = query.getAll(name)
  const values = texts.map((text) => {
    const value = rule.parse(text)
    if (value === undefined) throw refusal(rule, `${name}: ${rule.expected}`, { [name]: text })
    return value
  })
  if ('multiple' in rule) return values
  if (values.length > 1) throw refusal(rule, `${name} is given ${values.length} times: give it once`)
  if (required && values.length === 0)
    throw refusal(rule, `${name} is missing from the query: ${rule.expected}`)
  return values[0]
}

/** The error a parameter's rule asks for. What the client sent is shown to it, cut short. */
function refusal(
  rule: { error: ErrorCode; status?: 400 | 404 },
  reason: string,
  sent: Record<string, string> = {},
): RegistryError {
  const detail = Object.fromEntries(Object.entries(sent).map(([name, text]) => [name, text.slice(0, 300)]))
  const status = rule.status === undefined ? {} : { status: rule.status }
  return new RegistryError(rule.error, reason, { detail, ...status })
}

function parseHeader(name: keyof typeof requestHeaders, request: ServerRequest): unknown {
  const text = request.header(name)
  if (text === undefined) return undefined
  const value = requestHeaders[name].parse(text)
  if (value === undefined)
    throw new RegistryError('BLOB_UPLOAD_INVALID', `${name}: use start-end, both inclusive`, {
      detail: { [name]: text.slice(0, 300) },
    })
  return value
}
