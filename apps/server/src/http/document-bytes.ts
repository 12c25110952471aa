import { RegistryError } from '@berth/spec'
import { bytesUpTo } from './bytes-up-to.ts'
import type { ServerRequest } from './request.ts'

/** Far more than any document or form of the contract needs. */
const LIMIT = 64 * 1024

/**
 * The bytes of a body that is a document of one media type.
 * @throws {RegistryError} UNSUPPORTED (400) when it is of another one, SIZE_INVALID (413) when it is too long.
 */
export async function documentBytes(wanted: string, request: ServerRequest): Promise<Buffer> {
  const [mediaType = ''] = (request.header('content-type') ?? '').split(';')
  if (mediaType.trim().toLowerCase() !== wanted)
    throw unreadable(`the body is of another type: send it with Content-Type: ${wanted}`)
  const tooLong = () =>
    new RegistryError('SIZE_INVALID', `the body is longer than ${LIMIT} bytes`, { status: 413 })
  return await bytesUpTo(LIMIT, request, tooLong)
}

/** A body that cannot be read, and why. */
export function unreadable(reason: string, detail?: unknown): RegistryError {
  return new RegistryError('UNSUPPORTED', reason, { status: 400, detail })
}
