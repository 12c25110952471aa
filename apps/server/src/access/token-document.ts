import type { tokenSchema } from '@berth/spec'
import type { TokenRecord } from '@berth/storage'
import type { z } from 'zod'

/** A token as the contract writes it, which is without the token itself. */
export function tokenDocument(record: TokenRecord): z.infer<typeof tokenSchema> {
  const { id, name, scopes, created, createdBy, expires, lastUsed } = record
  return {
    id,
    name,
    scopes: [...scopes],
    created: timeOf(created),
    createdBy,
    ...(expires !== undefined && { expires: timeOf(expires) }),
    ...(lastUsed !== undefined && { lastUsed: timeOf(lastUsed) }),
  }
}

function timeOf(ms: number): string {
  return new Date(ms).toISOString()
}
