import { mediaTypes, RegistryError } from '@berth/spec'
import type { z } from 'zod'
import { bytesUpTo } from './bytes-up-to.ts'
import type { ServerRequest } from './request.ts'

/** Longer than any token and any password that is taken. */
const LIMIT = 64 * 1024

/**
 * Reads the body of a request as a form (`application/x-www-form-urlencoded`). Fields nobody knows are passed over, as
 * OAuth2 asks for. What is wrong is told without its values: one may be a secret.
 * @throws {RegistryError} UNSUPPORTED (400) that says what is wrong where, SIZE_INVALID (413).
 */
export async function readForm(schema: z.ZodType, request: ServerRequest): Promise<unknown> {
  const [mediaType = ''] = (request.header('content-type') ?? '').split(';')
  if (mediaType.trim().toLowerCase() !== mediaTypes.form)
    throw refusal(`the body has to be a form: send it with Content-Type: ${mediaTypes.form}`)
  const bytes = await bytesUpTo(
    LIMIT,
    request,
    () => new RegistryError('SIZE_INVALID', `the form is longer than ${LIMIT} bytes`, { status: 413 }),
  )
  const fields = new URLSearchParams(bytes.toString())
  const names = [...fields.keys()]
  // OAuth2 has no field twice (RFC 6749 3.2), and which of the two would be meant nobody knows.
  if (new Set(names).size < names.length) throw refusal('a field is there twice')
  const parsed = schema.safeParse(Object.fromEntries(fields))
  if (parsed.success) return parsed.data
  const [flaw] = parsed.error.issues
  throw refusal(`${flaw?.path.join('.')}: ${flaw?.message}`)
}

function refusal(reason: string): RegistryError {
  return new RegistryError('UNSUPPORTED', reason, { status: 400 })
}
