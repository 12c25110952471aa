import { mediaTypes, RegistryError } from '@berth/spec'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import { bytesUpTo } from './bytes-up-to.ts'

/** Longer than any token and any password that is taken. */
const MAX_BYTES = 64 * 1024

/**
 * Reads a form (`application/x-www-form-urlencoded`). Fields nobody knows are passed over, as OAuth2 asks for.
 * @throws {RegistryError} UNSUPPORTED (400) when it is none, is too long, or a field is not as it has to be.
 */
export async function readForm<Form extends z.ZodType>(
  schema: Form,
  context: Context,
): Promise<z.output<Form>> {
  const type = context.contentType?.split(';')[0]?.trim().toLowerCase()
  if (type !== mediaTypes.form) throw refused(`the body is ${type ?? 'of no type'}: send ${mediaTypes.form}`)
  const bytes = await bytesUpTo(MAX_BYTES, context, () =>
    refused(`the body is longer than ${MAX_BYTES} bytes`),
  )
  const fields = new URLSearchParams(bytes.toString())
  const twice = [...new Set(fields.keys())].find((name) => fields.getAll(name).length > 1)
  // OAuth2 has no field twice (RFC 6749 3.2), and which of the two would be meant nobody knows.
  if (twice !== undefined) throw refused('a field is there twice')
  const parsed = schema.safeParse(Object.fromEntries(fields))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw refused(`${issue?.path.join('.')}: ${issue?.message}`)
}

function refused(reason: string): RegistryError {
  return new RegistryError('UNSUPPORTED', reason, { status: 400 })
}
