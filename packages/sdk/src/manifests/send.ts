import { type Digest, DigestMismatchError, isDigest } from '@berth/digest'
import type { Connection } from '../connection.ts'
import { ProtocolError } from '../errors.ts'

/** A manifest to send. */
export interface ManifestToSend {
  readonly name: string
  /** The tag or digest it is pushed under. */
  readonly target: string
  /** Tags to name in the query, where `target` is a digest (end-7b). */
  readonly also: readonly string[]
  readonly bytes: Uint8Array
  readonly digest: Digest
  readonly mediaType: string
  readonly signal: AbortSignal
}

/** Sends a manifest once, and checks that the registry has stored what was sent. */
export async function sendManifest(connection: Connection, manifest: ManifestToSend): Promise<Response> {
  const { name, target, also, bytes, digest, mediaType, signal } = manifest
  const query = also.length === 0 ? {} : { tag: [...also] }
  const { response } = await connection.call('putManifest', signal, () =>
    connection.api.putManifest({
      params: { path: { name, reference: target }, query },
      headers: { 'Content-Type': mediaType },
      body: bytes,
      signal,
    }),
  )
  const stored = response.headers.get('Docker-Content-Digest')
  if (stored !== null && stored !== digest) {
    const size = bytes.byteLength
    throw isDigest(stored)
      ? new DigestMismatchError({ digest, size }, { digest: stored, size })
      : new ProtocolError(response.url, 'the digest it answered with is not one')
  }
  return response
}
