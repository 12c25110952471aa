import { RegistryError } from '@berth/spec'
import { docsAsset, docsPage, openapiDocument } from '../docs/index.ts'
import type { Dispatcher } from '../handler.ts'

const UNCACHED = { 'Cache-Control': 'no-store' }

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

/** `/openapi.json` */
export const getDocument: Dispatcher<'getDocument'> = () => () => {
  const { json, etag } = openapiDocument()
  return { status: 200, headers: { ETag: etag, 'Cache-Control': REVALIDATED }, body: json }
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
  ({ params }) => {
    const file = docsAsset(params.asset)
    if (file === undefined)
      throw new RegistryError('UNSUPPORTED', 'the documentation has no such file; open /docs', {
        status: 404,
      })
    return {
      status: 200,
      headers: {
        'Content-Type': file.contentType,
        'Content-Length': String(file.bytes.byteLength),
        'Cache-Control': REVALIDATED,
        ETag: file.etag,
      },
      body: file.bytes,
    }
  }
