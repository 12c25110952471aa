import { mediaTypes } from '@berth/spec'
import type { z } from 'zod'
import { documentBytes, unreadable } from './document-bytes.ts'
import type { ServerRequest } from './request.ts'

/** So many of the things that are wrong with a document are told. */
const TOLD = 10

/**
 * Reads the body of a request as a JSON document. What is wrong with it is told without its values: one may be a secret.
 * @throws {RegistryError} UNSUPPORTED (400) that says what is wrong where, SIZE_INVALID (413).
 */
export async function readJsonBody(schema: z.ZodType, request: ServerRequest): Promise<unknown> {
  const bytes = await documentBytes(mediaTypes.json, request)
  const parsed = schema.safeParse(parseJson(bytes))
  if (parsed.success) return parsed.data
  const flaws = parsed.error.issues
    .slice(0, TOLD)
    .map(({ path, message }) => ({ at: placeOf(path), problem: message }))
  throw unreadable(flaws.map(({ at, problem }) => (at === '' ? problem : `${at}: ${problem}`)).join('; '), {
    flaws,
  })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The parser's own message quotes what it has met.
    throw unreadable('the body is not valid JSON in UTF-8')
  }
}

/** `scopes[0]` */
function placeOf(path: readonly PropertyKey[]): string {
  return path
    .map((step, index) =>
      typeof step === 'number' ? `[${step}]` : `${index === 0 ? '' : '.'}${String(step)}`,
    )
    .join('')
}
