import { RegistryError } from '@berth/spec'
import { docsAsset, docsPage, openapiDocument } from '../docs/index.ts'
import type { Dispatcher } from '../handler.ts'
import { UNCACHED } from '../http/caching.ts'

/** What the documentation is made of changes with the release; the entity tag tells when. */
const REVALIDATED = 'no-cache'

/** `/livez` */
export const getLiveness: Dispatcher<'getLiveness'> = () => () => ({
  status: 200,
  headers: UNCACHED,
  body: { status: 'ok' },
})

/** `/readyz` */
export const getReadiness: Dispatcher<'getReadiness'> =
  ({ health }) =>
  async () => {
    const obstacle = await health.obstacle()
    if (obstacle === undefined) return { status: 200, headers: UNCACHED, body: { status: 'ok' } }
    return { status: 503, headers: UNCACHED, body: obstacle }
  }

/** `/startupz`: App exists only once storage was opened and recovered, so being answered is the answer. */
export const getStartup: Dispatcher<'getStartup'> = () => () => ({
  status: 200,
  headers: UNCACHED,
  body: { status: 'ok' },
})

/** `/metrics` */
export const getMetrics: Dispatcher<'getMetrics'> =
  ({ metrics }) =>
  async () => {
    const { text, contentType } = await metrics.exposition()
    const body = Buffer.from(text)
    return {
      status: 200,
      headers: { ...UNCACHED, 'Content-Type': contentType, 'Content-Length': String(body.byteLength) },
      body,
    }
  }

/** `/openapi.json` */
export const getDocument: Dispatcher<'getDocument'> =
  () =>
  ({ headers }) => {
    const { json, etag } = openapiDocument()
    const validators = { ETag: etag, 'Cache-Control': REVALIDATED }
    if (isCurrent(headers['If-None-Match'], etag)) return { status: 304, headers: validators }
    return { status: 200, headers: validators, body: json }
  }

/** `/docs` */
export const getDocs: Dispatcher<'getDocs'> = () => () => {
  const { bytes, contentType, contentSecurityPolicy } = docsPage()
  return {
    status: 200,
    headers: {
      'Content-Type': contentType,
      'Content-Length': String(bytes.byteLength),
      'Cache-Control': REVALIDATED,
      'Content-Security-Policy': contentSecurityPolicy,
    },
    body: bytes,
  }
}

/** `/docs/{asset}` */
export const getDocsAsset: Dispatcher<'getDocsAsset'> =
  () =>
  ({ params, headers }) => {
    const file = docsAsset(params.asset)
    if (file === undefined)
      throw new RegistryError('UNSUPPORTED', 'the documentation has no such file; open /docs', {
        status: 404,
      })
    const validators = { ETag: file.etag, 'Cache-Control': REVALIDATED }
    if (isCurrent(headers['If-None-Match'], file.etag)) return { status: 304, headers: validators }
    return {
      status: 200,
      headers: {
        ...validators,
        'Content-Type': file.contentType,
        'Content-Length': String(file.bytes.byteLength),
      },
      body: file.bytes,
    }
  }

/** Whether the client's copy is this one (RFC 9110 13.1.2). */
function isCurrent(header: string | undefined, etag: string): boolean {
  return header?.split(',').some((tag) => tag.trim() === etag) ?? false
}
