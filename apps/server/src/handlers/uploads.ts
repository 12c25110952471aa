import { type ChunkRange, type Digest, RegistryError, type RepositoryName } from '@berth/spec'
import type { BlobStat, UploadSession } from '@berth/storage'
import { Unauthenticated } from '../access/unauthenticated.ts'
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
      const mounted = await repository.mountBlob(query.mount, sourcesFor(context, query.from))
      if (mounted !== undefined) return created(context, mounted)
      // "unable to mount the requested blob ... SHOULD return a 202": the client uploads it instead.
    }
    const session = await repository.startUpload({
      algorithm: query['digest-algorithm'],
      principal,
    })
    if (query.digest === undefined || query.mount !== undefined) {
      return { status: 202, headers: progress(context, session) }
    }
    try {
      await session.append(context.body())
      return created(context, await session.commit(query.digest))
    } catch (error) {
      // Nobody was told of this session, so nobody could resume it. A wrong digest has ended it already; what cannot
      // be ended now expires.
      await session.cancel().catch(() => {})
      throw error
    }
  }

/**
 * Where a blob may be mounted from: a repository its client may pull from. One it may not pull from is like one without
 * the blob, in time as well (protocol fact 6). To look for one of those it may would take the longer the more there are
 * of the others, so without a name only who may pull everywhere is given one.
 * @returns undefined when any repository will do.
 */
function sourcesFor(
  context: Context,
  from: RepositoryName | undefined,
): readonly RepositoryName[] | undefined {
  if (from !== undefined) return context.may('pull', from) ? [from] : []
  const { limit, rights } = context.identity
  return limit === undefined && rights.everywhere('pull') ? undefined : []
}

/** end-13 */
export const getUpload: Dispatcher<'getUpload'> =
  (context) =>
  async ({ params }) => {
    const session = openUpload(context, params.session)
    return { status: 204, headers: progress(context, session, await session.recordedOffset()) }
  }

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
    try {
      const session = openUpload(context, params.session)
      if (context.contentLength !== 0) await append(context, session, headers['Content-Range'])
      return created(context, await asOnlyWriter(context, session, () => session.commit(query.digest)))
    } catch (error) {
      return created(context, finishedBefore(context, query.digest, error))
    }
  }

/** end-14 */
export const cancelUpload: Dispatcher<'cancelUpload'> =
  (context) =>
  async ({ params }) => {
    const session = openUpload(context, params.session)
    await asOnlyWriter(context, session, () => session.cancel())
    return { status: 204, headers: {} }
  }

/** @throws {Unauthenticated} when there is no such session, and the token would not do for anything else any more. */
function openUpload({ repository, principal, identity }: Context, id: string): UploadSession {
  try {
    return repository.openUpload(id, principal)
  } catch (error) {
    if (identity.late) throw new Unauthenticated('the token has run out: get a new one', 'invalid_token')
    throw error
  }
}

/**
 * The blob of a session that is gone. When it is here, an earlier try has finished it and only its reply was lost: the
 * client is told so instead of starting over (protocol fact 17).
 * @throws the error itself when it says anything else.
 */
function finishedBefore(context: Context, digest: Digest, error: unknown): BlobStat {
  const { repository } = context
  const gone = error instanceof RegistryError && error.code === 'BLOB_UPLOAD_UNKNOWN'
  // Who may only push is not told what is here.
  const finished = gone && context.may('pull', repository.name) ? repository.statBlob(digest) : undefined
  if (finished === undefined) throw error
  return finished
}

/** Appends the request's body. @throws {Refusal} BLOB_UPLOAD_INVALID for a chunk out of order (416). */
function append(context: Context, session: UploadSession, range: ChunkRange | undefined): Promise<void> {
  return asOnlyWriter(context, session, () =>
    session.append(chunkBody(context.body(), context.contentLength, range), range?.start),
  )
}

/**
 * Does what needs the session for itself. When it cannot be had, or is elsewhere than the client thinks, the refusal
 * has all a client needs to go on from where the upload is (protocol fact 16).
 * @throws {Refusal} BLOB_UPLOAD_INVALID: another request is writing (409), the chunk is out of order (416).
 */
async function asOnlyWriter<Result>(
  context: Context,
  session: UploadSession,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RegistryError) || error.code !== 'BLOB_UPLOAD_INVALID') throw error
    const offset = await session.recordedOffset().catch(() => session.offset)
    throw new Refusal(error, progress(context, session, offset))
  }
}

function created(context: Context, blob: BlobStat) {
  const { repository } = context
  const Location = context.urlOf('getBlob', { name: repository.name, digest: blob.digest })
  return { status: 201, headers: { Location, 'Docker-Content-Digest': blob.digest } } as const
}

/** How far a session is. `Range` says `0-0` for none and for one byte (protocol fact 9); `Upload-Offset` says which. */
function progress(context: Context, session: UploadSession, offset = session.offset) {
  return {
    Location: context.urlOf('getUpload', { name: context.repository.name, session: session.id }),
    Range: `0-${Math.max(offset - 1, 0)}`,
    'Upload-Offset': String(offset),
    'Docker-Upload-UUID': session.id,
  }
}
