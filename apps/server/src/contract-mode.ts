import {
  ambientHeaders,
  commonHeaders,
  type ErrorCode,
  type ErrorEnvelope,
  errorHeadersOf,
  errorsOf,
  errorTable,
  type HeaderName,
  headers,
  mediaTypes,
  type Operation,
  type ReplySpec,
} from '@berth/spec'
import { type EncodedReply, isBlobSlice } from './http/reply.ts'

/** A reply is not what the contract says. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation'
}

/**
 * Holds a reply that is about to be sent against its operation: status, headers and their values, kind of body, JSON
 * documents, error codes.
 * @throws {ContractViolation} naming the operation, the status and the field.
 */
export function checkAgainstContract(operation: Operation, reply: EncodedReply): void {
  const violation = (field: string) => new ContractViolation(`${operation.id} ${reply.status}: ${field}`)
  const spec = operation.replies[reply.status]
  const codes = errorsOf(operation).get(reply.status)
  if (spec === undefined && codes === undefined) throw violation('status is not declared')

  const required = spec?.headers ?? errorHeadersOf(operation, reply.status)
  for (const name of [...commonHeaders, ...required]) {
    if (reply.headers[name] === undefined) throw violation(`header ${name} is missing`)
  }
  const known = new Set<string>([
    ...commonHeaders,
    ...ambientHeaders,
    ...required,
    ...(spec?.optional ?? []),
    'Content-Length',
    'Content-Type',
  ])
  for (const [name, value] of Object.entries(reply.headers)) {
    if (value === undefined) continue
    if (!known.has(name)) throw violation(`header ${name} is not declared`)
    if (!headers[name as HeaderName].pattern.test(value))
      throw violation(`header ${name} may not be ${JSON.stringify(value)}`)
  }

  const flaw = spec === undefined ? flawOfError(reply, codes ?? []) : flawOfBody(reply, spec)
  if (flaw !== undefined) throw violation(flaw)
}

function flawOfBody(reply: EncodedReply, { content }: ReplySpec): string | undefined {
  if (content === 'none') return reply.body === undefined ? undefined : 'body where there is none'
  if (reply.body === undefined) return 'body is missing'
  if (typeof content === 'string') return undefined
  const wanted = content.mediaType ?? mediaTypes.json
  if (reply.headers['Content-Type'] !== wanted) return `Content-Type is not ${wanted}`
  const parsed = content.json.safeParse(documentOf(reply))
  return parsed.success ? undefined : `body: ${parsed.error.message}`
}

function flawOfError(reply: EncodedReply, codes: readonly ErrorCode[]): string | undefined {
  const envelope = documentOf(reply) as ErrorEnvelope | undefined
  if (reply.headers['Content-Type'] !== mediaTypes.json) return 'error is not in the envelope'
  for (const { code } of envelope?.errors ?? []) {
    if (!Object.hasOwn(errorTable, code)) return `error code ${code} is not in the table`
    if (!codes.includes(code as ErrorCode)) return `error code ${code} is not declared for the status`
  }
  return (envelope?.errors.length ?? 0) > 0 ? undefined : 'envelope without errors'
}

function documentOf({ body }: EncodedReply): unknown {
  return body === undefined || isBlobSlice(body) ? undefined : JSON.parse(Buffer.from(body).toString('utf8'))
}
