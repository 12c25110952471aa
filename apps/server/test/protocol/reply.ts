import type { Level } from './case.ts'
import { absent, type ExpectedReply, InAnyOrder } from './exchange.ts'
import type { Difference } from './unmet.ts'

/** A response that was read to its end. */
export interface Reply {
  /** The request it answers, as in `GET /v2/a/tags/list`. */
  readonly request: string
  readonly status: number
  readonly headers: Headers
  readonly bytes: Uint8Array
}

/** Every difference between a reply and the expected one; a code or a body is not looked at under a wrong status. */
export function differences(
  reply: Reply,
  expected: ExpectedReply,
  level: Level,
  fill: (text: string) => string,
): Difference[] {
  const found: Difference[] = []
  const differs = (expected: string, came: string, at: Level = level) =>
    found.push({ level: at, request: reply.request, expected, came })

  const statuses = [expected.status].flat()
  if (!statuses.includes(reply.status)) {
    // A 5XX says that the registry failed (RFC 9110, 15.6), whatever it was asked: more than something not offered.
    const at = reply.status >= 500 && (level === 'may' || level === 'berth') ? 'should' : level
    differs(`status ${statuses.join(' or ')}${codeWords(expected)}`, `${reply.status}${excerpt(reply)}`, at)
    return found
  }

  // "If the response body is in JSON format, it MUST have the following format" ("Error Codes"): holds for every 4XX.
  if (reply.status >= 400 && hasJson(reply) && reply.bytes.byteLength > 0 && codesOf(reply).length === 0) {
    differs('{"errors":[{"code":…}]}', excerpt(reply).trim(), 'must')
  }
  if (reply.request.startsWith('HEAD ') && reply.bytes.byteLength > 0) {
    differs('no body', `${reply.bytes.byteLength} bytes`)
  }

  for (const [name, wanted] of Object.entries(expected.headers ?? {})) {
    const value = reply.headers.get(name)
    const came = value === null ? `no ${name}` : `${name}: ${value}`
    if (typeof wanted === 'string') {
      if (value !== fill(wanted)) differs(`${name}: ${fill(wanted)}`, came)
    } else if (wanted instanceof RegExp) {
      if (value === null || !wanted.test(value)) differs(`${name}: ${wanted}`, came)
    } else if (!wanted.holds(value, fill)) {
      differs(`${name}: ${fill(wanted.words)}`, came)
    }
  }

  // "A 4XX response code from the registry MAY return a body in any format": another code never weighs more than a
  // SHOULD, and none at all is the registry's choice.
  const codes = expected.code === undefined ? [] : [expected.code].flat()
  if (codes.length > 0 && reply.status >= 400 && !codes.some((code) => codesOf(reply).includes(code))) {
    differs(
      `code ${codes.join(' or ')}`,
      excerpt(reply).trim() || 'no body',
      level === 'berth' ? level : codesOf(reply).length === 0 ? 'may' : 'should',
    )
  }

  if (expected.body !== undefined && Buffer.compare(reply.bytes, expected.body) !== 0) {
    differs(
      `the ${expected.body.byteLength} bytes that were pushed`,
      `${reply.bytes.byteLength} bytes, not the same`,
    )
  }
  if (expected.json !== undefined) {
    const flaw = jsonFlaw(expected.json, parsed(reply), '', fill)
    if (flaw !== undefined) differs(flaw, excerpt(reply).trim() || 'no body')
  }
  return found
}

/** The body as JSON; undefined when it is not. */
export function parsed(reply: Reply): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(reply.bytes))
  } catch {
    return undefined
  }
}

/** The codes of an error reply; none when the body is not the error envelope. */
export function codesOf(reply: Reply): string[] {
  const body = parsed(reply) as { errors?: unknown } | undefined
  if (!Array.isArray(body?.errors)) return []
  const codes = body.errors.map((entry: { code?: unknown } | null) => entry?.code)
  return codes.filter((code): code is string => typeof code === 'string' && /^[A-Z_]+$/.test(code))
}

function hasJson(reply: Reply): boolean {
  return /^application\/(?:[a-z.]+\+)?json\b/.test(reply.headers.get('content-type') ?? '')
}

function codeWords(expected: ExpectedReply): string {
  return expected.code === undefined ? '' : ` ${[expected.code].flat().join(' or ')}`
}

function excerpt(reply: Reply): string {
  const text = new TextDecoder().decode(reply.bytes.subarray(0, 300)).replaceAll(/\s+/g, ' ').trim()
  return text === '' ? '' : ` ${text.length > 160 ? `${text.slice(0, 160)}…` : text}`
}

/** What is missing in `actual`, in words; undefined when it holds all that `expected` names. */
function jsonFlaw(
  expected: unknown,
  actual: unknown,
  path: string,
  fill: (text: string) => string,
): string | undefined {
  const at = path === '' ? 'body' : path
  if (expected === absent) return actual === undefined ? undefined : `no ${at}`
  if (typeof expected === 'string') {
    return actual === fill(expected) ? undefined : `${at} ${JSON.stringify(fill(expected))}`
  }
  if (expected instanceof InAnyOrder) return anyOrderFlaw(expected.elements, actual, at, fill)
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return `${at} ${JSON.stringify(expected)}`
    return firstFlaw(
      expected.map((element, index) => jsonFlaw(element, actual[index], `${path}[${index}]`, fill)),
    )
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null) return `${at} to be an object`
    const members = actual as Record<string, unknown>
    return firstFlaw(
      Object.entries(expected).map(([key, value]) => jsonFlaw(value, members[key], `${path}.${key}`, fill)),
    )
  }
  return actual === expected ? undefined : `${at} ${JSON.stringify(expected)}`
}

function anyOrderFlaw(
  elements: readonly unknown[],
  actual: unknown,
  at: string,
  fill: (text: string) => string,
): string | undefined {
  if (!Array.isArray(actual) || actual.length !== elements.length)
    return `${at} of ${elements.length} elements`
  return firstFlaw(
    elements.map((element) =>
      actual.some((candidate) => jsonFlaw(element, candidate, '', fill) === undefined)
        ? undefined
        : `${at} with ${JSON.stringify(element)}`,
    ),
  )
}

function firstFlaw(flaws: readonly (string | undefined)[]): string | undefined {
  return flaws.find((flaw) => flaw !== undefined)
}
