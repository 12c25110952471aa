import { mediaTypes } from '@berth/spec'
import type { z } from 'zod'
import { documentBytes, unreadable } from './document-bytes.ts'
import type { ServerRequest } from './request.ts'

/**
 * Reads the body of a request as a form (`application/x-www-form-urlencoded`). Fields nobody knows are passed over, as
 * OAuth2 asks for. What is wrong is told without its values: one may be a secret.
 * @throws {RegistryError} UNSUPPORTED (400) that says what is wrong where, SIZE_INVALID (413).
 */
export async function readForm(schema: z.ZodType, request: ServerRequest): Promise<unknown> {
  const bytes = await documentBytes(mediaTypes.form, request)
  const fields = new URLSearchParams(bytes.toString())
  const names = [...fields.keys()]
  // OAuth2 has no field twice (RFC 6749 3.2), and which of the two would be meant nobody knows.
  if (new Set(names).size < names.length) throw unreadable('a field is there twice')
  const parsed = schema.safeParse(Object.fromEntries(fields))
  if (parsed.success) return parsed.data
  const [flaw] = parsed.error.issues
  throw unreadable(`${flaw?.path.join('.')}: ${flaw?.message}`)
}
