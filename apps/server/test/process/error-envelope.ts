import { tmpdir } from 'node:os'
import { type ErrorCode, errorTable, mediaTypes } from '@berth/spec'
import type { Answer } from './exchange.ts'

/** Words that only a fault of the program puts into an answer: a stack, a path of its machine. */
const LEAKS = [/\n\s+at /, /\bnode:internal\b/, /\/node_modules\//, tmpdir()]

/**
 * I12: every error says what it is by a code of the table, sent with a status of its row, and says nothing of the
 * machine.
 * @returns what is wrong with an answer; undefined for one that is right or no error.
 */
export function envelopeFlaw(method: string, { status, headers, body }: Answer): string | undefined {
  if (status < 400) return undefined
  const text = body.toString()
  const leak = LEAKS.find((words) => (typeof words === 'string' ? text.includes(words) : words.test(text)))
  if (leak !== undefined) return `${status} tells what it should not: ${text.slice(0, 300)}`
  if (method === 'HEAD') return undefined
  if (headers['content-type']?.split(';')[0] !== mediaTypes.json)
    return `${status} has the type ${headers['content-type']}`
  const codes = codesOf(text)
  if (codes.length === 0) return `${status} has no error envelope: ${text.slice(0, 300)}`
  const wrong = codes.find((code) => !isCodeOf(code, status))
  return wrong === undefined ? undefined : `${status} has the code ${wrong}`
}

function codesOf(text: string): unknown[] {
  try {
    const { errors } = JSON.parse(text) as { errors?: unknown }
    return Array.isArray(errors) ? errors.map((error: { code?: unknown } | null) => error?.code) : []
  } catch {
    return []
  }
}

function isCodeOf(code: unknown, status: number): boolean {
  if (typeof code !== 'string' || !Object.hasOwn(errorTable, code)) return false
  const statuses: readonly number[] = errorTable[code as ErrorCode].statuses
  return statuses.includes(status)
}
