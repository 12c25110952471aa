import { type ChunkRange, type Digest, RegistryError } from '@berth/spec'
import type { BlobStat, UploadSession } from '@berth/storage'
import type { Context } from '../context.ts'
import type { Dispatcher } from '../handler.ts'
import { chunkBody } from '../http/chunk-body.ts'
import { Refusal } from '../http/errors.ts'

/** end-4a, end-4b, end-4c and end-11 */
export const startUpload: Dispatcher<'startUpload'> =
  (context) =>
  async ({ query }) => {
    const { repository, principal } = context
    if (query.mount !== undefined) {
      const mounted = await repository.mountBlob(query.mount, query.from)
      if (mounted !== undefined) return created(context, mounted)
      // "unable to mount the requested blob ... SHOULD return a 202": the client uploads it instead.
    }
    const session = await repository.startUpload({
      algorithm: query['digest-algorithm'],
      principal: principal.name,
    })
    if (query.digest === undefined || query.mount !== undefined) {
      return { status: 202, headers: progress(context, session) }
    }
    try {
      await session.append(context.body())
      return created(context, await session.commit(query.digest))
    } catch (error) {
      // Nobody was told of this session, so nobody could resume it.
      await session.cancel().catch((reason) => context.log.warn({ err: reason }, 'upload left to expire'))
      throw error
    }
  }

/** end-13 */
export const getUpload: Dispatcher<'getUpload'> =
  (context) =>
  ({ params }) => ({ status: 204, headers: progress(context, openUpload(context, params.session)) })

/** end-5 */
export const patchUpload: Dispatcher<'patchUpload'> =
  (context) =>
  async ({ params, headers }) => {
    const session = openUpload(context, params.session)
    await append(context, session, headers['Content-Range'])
    return { status: 202, headers: progress(context, session) }
  }

/** end-6 */
export const finishUpload: Dispatcher<'finishUpload'> =
  (context) =>
  async ({ params, query, headers }) => {
    const session = unfinishedUpload(context, params.session, query.digest)
    if (!('append' in session)) return created(context, session)
    if (context.contentLength !== 0) await append(context, session, headers['Content-Range'])
    return created(context, await session.commit(query.digest))
  }

/** end-14 */
export const cancelUpload: Dispatcher<'cancelUpload'> =
  (context) =>
  async ({ params }) => {
    await openUpload(context, params.session).cancel()
    return { status: 204, headers: {} }
  }

function openUpload({ repository, principal }: Context, id: string): UploadSession {
  return repository.openUpload(id, principal.name)
}

/**
 * The session to finish. When it is gone and the blob is here, an earlier try has finished it and only its reply was
 * lost: the client is told so instead of starting over (protocol fact 17).
 */
function unfinishedUpload(context: Context, id: string, digest: Digest): UploadSession | BlobStat {
  try {
    return openUpload(context, id)
  } catch (error) {
    const finished = context.repository.statBlob(digest)
    if (finished !== undefined && error instanceof RegistryError && error.code === 'BLOB_UPLOAD_UNKNOWN')
      return finished
    throw error
  }
}

/**
 * Appends the request's body.
 * @throws {Refusal} BLOB_UPLOAD_INVALID (416) for a chunk out of order, with all a client needs to go on from where
 *   the upload is (protocol fact 16).
 */
async function append(
  context: Context,
  session: UploadSession,
  range: ChunkRange | undefined,
): Promise<void> {
  try {
    await session.append(chunkBody(context.body(), context.contentLength, range), range?.start)
  } catch (error) {
    if (!(error instanceof RegistryError) || error.status !== 416) throw error
    throw new Refusal(error, progress(context, session))
  }
}

function created(context: Context, blob: BlobStat) {
  const { repository } = context
  const Location = context.urlOf('getBlob', { name: repository.name, digest: blob.digest })
  return { status: 201, headers: { Location, 'Docker-Content-Digest': blob.digest } } as const
}

/** How far a session is. `Range` says `0-0` for none and for one byte (protocol fact 9); `Upload-Offset` says which. */
function progress(context: Context, session: UploadSession) {
  return {
    Location: context.urlOf('getUpload', { name: context.repository.name, session: session.id }),
    Range: `0-${Math.max(session.offset - 1, 0)}`,
    'Upload-Offset': String(session.offset),
    'Docker-Upload-UUID': session.id,
  }
}
