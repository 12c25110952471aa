import { algorithmOf, type Digest, DigestMismatchError, digestOf, isDigest } from '@berth/digest'
import { formatReference } from '@berth/spec/grammar'
import type { CallOptions } from '../blobs/stat.ts'
import type { Connection } from '../connection.ts'
import { type Manifest, manifestMediaTypes, parseJson, readManifest } from '../documents.ts'
import { ProtocolError } from '../errors.ts'
import { readReference } from '../reference.ts'
import { bareMediaType, ownMediaType } from './media-type.ts'

/** Options of reading a manifest. */
export interface GetManifestOptions extends CallOptions {
  /** Media types that can be read; all of the contract's when absent. */
  readonly accept?: readonly string[]
}

/** A manifest as it was pushed. */
export interface PulledManifest {
  readonly digest: Digest
  readonly mediaType: string
  /** Bytes. */
  readonly size: number
  /** Exactly what was pushed, to the last space. These make the digest; `manifest` written out again may not. */
  readonly bytes: Uint8Array
  /** What the bytes say; undefined when that is neither an image nor an index. */
  readonly manifest: Manifest | undefined
}

export async function getManifest(
  connection: Connection,
  name: string,
  reference: string,
  options: GetManifestOptions = {},
): Promise<PulledManifest> {
  const wanted = readReference(reference)
  const { accept = manifestMediaTypes } = options
  const signal = connection.signal(options.signal)
  const { data, response } = await connection.call('getManifest', signal, () =>
    connection.api.getManifest({
      params: { path: { name, reference: formatReference(wanted) } },
      headers: { Accept: accept.join(', ') },
      signal,
    }),
  )
  const bytes = new Uint8Array(data ?? new ArrayBuffer(0))
  const digest = verify(bytes, wanted.kind === 'digest' ? wanted.digest : undefined, response)
  const mediaType = bareMediaType(response.headers.get('Content-Type')) ?? ownMediaType(parseJson(bytes))
  if (mediaType === undefined) throw new ProtocolError(response.url, 'the manifest came without a media type')
  return { digest, mediaType, size: bytes.byteLength, bytes, manifest: readManifest(bytes) }
}

/**
 * The digest of a manifest that has arrived: the one it was asked by, else the one the registry gives beside it, else
 * the one it has.
 */
function verify(bytes: Uint8Array, wanted: Digest | undefined, response: Response): Digest {
  const told = response.headers.get('Docker-Content-Digest')
  // An algorithm unknown here proves nothing either way.
  const expected = wanted ?? (told !== null && isDigest(told) ? told : undefined)
  if (expected === undefined) return digestOf(bytes)
  const actual = digestOf(bytes, algorithmOf(expected))
  if (actual !== expected)
    throw new DigestMismatchError({ digest: expected }, { digest: actual, size: bytes.byteLength })
  return expected
}
