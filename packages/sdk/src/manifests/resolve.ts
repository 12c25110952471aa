import { algorithmOf, isDigest } from '@berth/digest'
import { formatReference } from '@berth/spec/grammar'
import type { Connection } from '../connection.ts'
import { type Descriptor, manifestMediaTypes } from '../documents.ts'
import { ProtocolError } from '../errors.ts'
import { readReference } from '../reference.ts'
import { type GetManifestOptions, getManifest } from './get.ts'
import { bareMediaType } from './media-type.ts'

/** What a tag points at, by HEAD; by GET where the registry's headers do not tell. */
export async function resolve(
  connection: Connection,
  name: string,
  reference: string,
  options: GetManifestOptions = {},
): Promise<Descriptor> {
  const wanted = readReference(reference)
  const { accept = manifestMediaTypes } = options
  const signal = connection.signal(options.signal)
  const { response } = await connection.call('headManifest', signal, () =>
    connection.api.headManifest({
      params: { path: { name, reference: formatReference(wanted) } },
      headers: { Accept: accept.join(', '), 'Accept-Encoding': 'identity' },
      signal,
    }),
  )
  const digest = response.headers.get('Docker-Content-Digest')
  const mediaType = bareMediaType(response.headers.get('Content-Type'))
  const length = response.headers.get('Content-Length')
  if (
    digest === null ||
    !isDigest(digest) ||
    mediaType === undefined ||
    !/^[1-9][0-9]*$/.test(length ?? '')
  ) {
    const manifest = await getManifest(connection, name, reference, options)
    return { mediaType: manifest.mediaType, digest: manifest.digest, size: manifest.size }
  }
  if (
    wanted.kind === 'digest' &&
    algorithmOf(wanted.digest) === algorithmOf(digest) &&
    wanted.digest !== digest
  )
    throw new ProtocolError(response.url, `it answers for another manifest, ${digest}`)
  return { mediaType, digest: wanted.kind === 'digest' ? wanted.digest : digest, size: Number(length) }
}
