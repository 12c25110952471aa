import { type Digest, mediaTypes, RegistryError } from '@berth/spec'
import type { BlobStat, OpenBlob, Repository } from '@berth/storage'
import type { Dispatcher } from '../handler.ts'
import { entityTag, isSameContent, matchesEntityTag } from '../http/conditional.ts'
import { Refusal } from '../http/errors.ts'
import { type ByteRange, parseRange } from '../http/range.ts'

/** Content under a digest never changes, so whoever has it may keep it. */
const IMMUTABLE = 'max-age=31536000, immutable'

/** end-2 */
export const getBlob: Dispatcher<'getBlob'> =
  ({ repository }) =>
  async ({ params, headers }) => {
    const stat = repository.statBlob(params.digest)
    if (stat === undefined) throw blobUnknown(repository, params.digest)
    if (matchesEntityTag(headers['If-None-Match'], stat.digest)) return notModified(stat)
    const range = rangeOf(headers.Range, headers['If-Range'], stat)

    // Opened and measured before anything is answered: a missing file must not become an empty 200.
    const blob = await repository.openBlob(params.digest)
    if (blob === undefined) throw blobUnknown(repository, params.digest)
    return range === 'whole' ? wholeBlob(blob) : partOfBlob(blob, range)
  }

/** end-2 by HEAD: from the metadata alone, no file is opened. */
export const headBlob: Dispatcher<'headBlob'> =
  ({ repository }) =>
  ({ params, headers }) => {
    const stat = repository.statBlob(params.digest)
    if (stat === undefined) throw blobUnknown(repository, params.digest)
    if (matchesEntityTag(headers['If-None-Match'], stat.digest)) return notModified(stat)
    return { status: 200, headers: { ...contentHeaders(stat), 'Content-Length': String(stat.size) } }
  }

/** end-10 */
export const deleteBlob: Dispatcher<'deleteBlob'> =
  ({ repository }) =>
  async ({ params }) => {
    if (repository.statBlob(params.digest) === undefined) throw blobUnknown(repository, params.digest)
    await repository.deleteBlob(params.digest)
    return { status: 202, headers: {} }
  }

function wholeBlob(blob: OpenBlob) {
  const headers = { ...contentHeaders(blob), 'Content-Length': String(blob.size) }
  return { status: 200, headers, body: { blob } } as const
}

function partOfBlob(blob: OpenBlob, range: ByteRange) {
  const headers = {
    ...contentHeaders(blob),
    'Content-Length': String(range.end - range.start),
    'Content-Range': `bytes ${range.start}-${range.end - 1}/${blob.size}`,
  }
  return { status: 206, headers, body: { blob, range } } as const
}

/**
 * The range to serve. With `If-Range` it counts only while the client's copy is current (RFC 9110 13.1.5).
 * @throws {Refusal} SIZE_INVALID (416), saying how long the blob is.
 */
function rangeOf(
  header: string | undefined,
  ifRange: string | undefined,
  stat: BlobStat,
): ByteRange | 'whole' {
  if (ifRange !== undefined && !isSameContent(ifRange, stat.digest)) return 'whole'
  const range = parseRange(header, stat.size)
  if (range !== 'unsatisfiable') return range
  const error = new RegistryError('SIZE_INVALID', `the blob has ${stat.size} bytes`, { status: 416 })
  throw new Refusal(error, {
    'Content-Range': `bytes */${stat.size}`,
    'Docker-Content-Digest': stat.digest,
  })
}

function validators({ digest }: BlobStat) {
  return { 'Docker-Content-Digest': digest, ETag: entityTag(digest), 'Cache-Control': IMMUTABLE }
}

function contentHeaders(stat: BlobStat) {
  return { ...validators(stat), 'Accept-Ranges': 'bytes', 'Content-Type': mediaTypes.octetStream }
}

function notModified(stat: BlobStat) {
  return { status: 304, headers: validators(stat) } as const
}

function blobUnknown(repository: Repository, digest: Digest): RegistryError {
  const detail = { name: repository.name, digest }
  return repository.exists()
    ? new RegistryError('BLOB_UNKNOWN', `${repository.name} has no ${digest}`, { detail })
    : new RegistryError('NAME_UNKNOWN', `nothing was pushed to ${repository.name} yet`, { detail })
}
