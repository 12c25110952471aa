import { type Digest, formatReference, mediaTypes, type Reference, RegistryError } from '@berth/spec'
import type { ManifestStat, Repository } from '@berth/storage'
import type { Dispatcher } from '../handler.ts'
import { accepts } from '../http/accept.ts'
import { entityTag, matchesEntityTag } from '../http/conditional.ts'
import { imageForOldClients } from '../old-clients.ts'

/** end-3 */
export const getManifest: Dispatcher<'getManifest'> =
  ({ repository }) =>
  ({ params, headers }) => {
    const { reference } = params
    const stat = negotiate(repository, reference, headers.Accept)
    if (matchesEntityTag(headers['If-None-Match'], stat.digest)) return notModified(stat, reference)
    // By digest: what was negotiated is what is sent, also when the tag moves in between (protocol fact 49).
    const stored = repository.getManifest({ kind: 'digest', digest: stat.digest })
    if (stored === undefined) throw manifestUnknown(repository, reference)
    return { status: 200, headers: contentHeaders(stored, reference), body: stored.bytes }
  }

/** end-3 by HEAD */
export const headManifest: Dispatcher<'headManifest'> =
  ({ repository }) =>
  ({ params, headers }) => {
    const stat = negotiate(repository, params.reference, headers.Accept)
    if (matchesEntityTag(headers['If-None-Match'], stat.digest)) return notModified(stat, params.reference)
    return { status: 200, headers: contentHeaders(stat, params.reference) }
  }

/** end-7a, and end-7b when tags are in the query */
export const putManifest: Dispatcher<'putManifest'> =
  (context) =>
  async ({ params, query, headers }) => {
    const { repository, settings } = context
    const { reference } = params
    const tags = [...new Set(query.tag ?? [])]
    if (reference.kind === 'tag' && tags.length > 0) {
      throw new RegistryError(
        'TAG_INVALID',
        'a tag in the path and tags in the query exclude each other: push by digest',
      )
    }
    const bytes = await context.bodyUpTo(settings.maxManifestBytes)
    const stored = await repository.putManifest({
      bytes,
      // "The registry SHOULD ignore parameters on the Content-Type header."
      mediaType: headers['Content-Type']?.split(';')[0]?.trim().toLowerCase() || undefined,
      digest: reference.kind === 'digest' ? reference.digest : undefined,
      tags: reference.kind === 'tag' ? [reference.tag] : tags,
    })
    return {
      status: 201,
      headers: {
        // By digest, also when a tag was pushed: the tag may have moved before the client looks.
        Location: context.urlOf('getManifest', { name: repository.name, reference: stored.digest }),
        'Docker-Content-Digest': stored.digest,
        'OCI-Subject': stored.subject,
        // "MUST include an OCI-Tag response header ... for each accepted tag."
        'OCI-Tag': tags.length > 0 ? tags.join(', ') : undefined,
      },
    }
  }

/** end-9 */
export const deleteManifest: Dispatcher<'deleteManifest'> =
  ({ repository }) =>
  async ({ params }) => {
    const { reference } = params
    if (repository.statManifest(reference) === undefined) throw manifestUnknown(repository, reference)
    if (reference.kind === 'tag') await repository.deleteTag(reference.tag)
    else await repository.deleteManifest(reference.digest)
    return { status: 202, headers: {} }
  }

/**
 * The manifest to serve to a client of this `Accept`: the stored one, or, for a client that reads no lists and asks by
 * tag for a Docker manifest list, the list's linux/amd64 image (protocol fact 22). By digest nothing is ever replaced.
 * @throws {RegistryError} MANIFEST_UNKNOWN when there is none, or none the client can read.
 */
function negotiate(repository: Repository, reference: Reference, accept: string | undefined): ManifestStat {
  const stat = repository.statManifest(reference)
  if (stat === undefined) throw manifestUnknown(repository, reference)
  if (accepts(accept, stat.mediaType)) return stat
  if (reference.kind === 'tag' && stat.mediaType === mediaTypes.dockerManifestList) {
    const image = imageForOldClients(repository, stat.digest)
    if (image !== undefined && accepts(accept, image.mediaType)) return image
  }
  throw new RegistryError(
    'MANIFEST_UNKNOWN',
    `it is a ${stat.mediaType}, which the request's Accept leaves out`,
    {
      detail: { mediaType: stat.mediaType, digest: stat.digest },
    },
  )
}

function cacheControl(reference: Reference): string {
  return reference.kind === 'tag' ? 'no-cache' : 'max-age=31536000, immutable'
}

function validators(digest: Digest, reference: Reference) {
  return {
    'Docker-Content-Digest': digest,
    ETag: entityTag(digest),
    'Cache-Control': cacheControl(reference),
    Vary: 'Accept',
  }
}

function contentHeaders(manifest: ManifestStat, reference: Reference) {
  return {
    ...validators(manifest.digest, reference),
    'Content-Type': manifest.mediaType,
    'Content-Length': String(manifest.size),
  }
}

function notModified(manifest: ManifestStat, reference: Reference) {
  return { status: 304, headers: validators(manifest.digest, reference) } as const
}

function manifestUnknown(repository: Repository, reference: Reference): RegistryError {
  const wanted = formatReference(reference)
  const detail = { name: repository.name, reference: wanted }
  return repository.exists()
    ? new RegistryError('MANIFEST_UNKNOWN', `${repository.name} has no ${wanted}`, { detail })
    : new RegistryError('NAME_UNKNOWN', `nothing was pushed to ${repository.name} yet`, { detail })
}
