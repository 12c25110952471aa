import { type Digest, isDigest, parseDigest } from '@berth/digest'
import type { Connection } from '../connection.ts'
import { isNotFound, ProtocolError } from '../errors.ts'

/** What every call may carry. */
export interface CallOptions {
  readonly signal?: AbortSignal
}

/** A blob of a repository. */
export interface BlobStat {
  readonly digest: Digest
  /** Bytes. */
  readonly size: number
}

/** Asks for size and existence; content is not touched ("Checking if content exists in the registry"). */
export async function statBlob(
  connection: Connection,
  name: string,
  digest: string,
  options: CallOptions = {},
): Promise<BlobStat | undefined> {
  const parsed = parseDigest(digest)
  const signal = connection.signal(options.signal)
  try {
    const { response } = await connection.call('headBlob', signal, () =>
      connection.api.headBlob({
        params: { path: { name, digest: parsed } },
        // A proxy that compresses would tell the size of something else.
        headers: { 'Accept-Encoding': 'identity' },
        signal,
      }),
    )
    return { digest: parsed, size: sizeOf(response, parsed) }
  } catch (error) {
    if (isNotFound(error)) return undefined
    throw error
  }
}

function sizeOf(response: Response, digest: Digest): number {
  const told = response.headers.get('Docker-Content-Digest')
  if (told !== null && isDigest(told) && told.length === digest.length && told !== digest)
    throw new ProtocolError(response.url, `it answers for another blob, ${told}`)
  // Protocol fact 33: the exact size is what clients ask this for.
  const length = response.headers.get('Content-Length')
  if (length === null || !/^[0-9]+$/.test(length))
    throw new ProtocolError(response.url, 'the reply lacks the Content-Length of the blob')
  return Number(length)
}
