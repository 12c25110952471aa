import { randomUUID } from 'node:crypto'
import { type Digest, digestOf } from '@berth/digest'

/** What goes wrong with one request. */
export type Fault =
  /** The connection breaks once so many bytes of the request, or of the reply, have passed. */
  | { dropAfter: number }
  /** The request is served and its reply is lost. */
  | { loseReply: true }
  /** The reply's content ends early, and looks complete. */
  | { truncateAfter: number }
  /** Something else answers. */
  | { reply: (request: Request) => Response }
  /** The reply is changed on its way. */
  | { alter: (reply: Response) => Response | Promise<Response> }

export interface FakeOptions {
  /** Whether upload replies carry the unambiguous `Upload-Offset`. */
  uploadOffset?: boolean
  referrersApi?: boolean
  /** Whether `?tag=` is known (end-7b). */
  tagQuery?: boolean
  ranges?: boolean
  minChunk?: number
}

export interface FakeRegistry {
  fetch(request: Request): Promise<Response>
  /** Every request as `METHOD path`, upload sessions by their number. */
  readonly log: string[]
  /** Every request's headers, beside `log`. */
  readonly headers: Headers[]
  readonly blobs: Map<string, Uint8Array>
  readonly manifests: Map<string, { bytes: Uint8Array; mediaType: string }>
  readonly tags: Map<string, string>
  readonly sessions: Map<string, Uint8Array>
  /** The next request that matches meets this fault; faults of one match are met in order. */
  fail(match: string | RegExp, fault: Fault): void
}

function join(chunks: Uint8Array[]): Uint8Array {
  return Uint8Array.from(chunks.flatMap((chunk) => [...chunk]))
}

export function envelope(status: number, code: string, headers: Record<string, string> = {}): Response {
  const body = JSON.stringify({ errors: [{ code, message: `because of ${code}` }] })
  return new Response(body, { status, headers: { 'Content-Type': 'application/json', ...headers } })
}

/** A connection that breaks, as fetch reports it. */
function broken(): TypeError {
  return new TypeError('fetch failed', { cause: new Error('read ECONNRESET') })
}

/** A registry small enough to be read at a glance, which breaks where it is told to. */
export function fakeRegistry(options: FakeOptions = {}): FakeRegistry {
  const { uploadOffset = true, referrersApi = true, tagQuery = true, ranges = true, minChunk } = options
  const blobs = new Map<string, Uint8Array>()
  const manifests = new Map<string, { bytes: Uint8Array; mediaType: string }>()
  const tags = new Map<string, string>()
  const sessions = new Map<string, Uint8Array>()
  const faults: { match: string | RegExp; fault: Fault }[] = []
  const log: string[] = []
  const headers: Headers[] = []

  function progress(status: number, id: string): Response {
    const size = sessions.get(id)?.byteLength ?? 0
    return new Response(null, {
      status,
      headers: {
        Location: `/uploads-elsewhere/${id}?_state=${size}-secret`,
        Range: `0-${Math.max(0, size - 1)}`,
        ...(uploadOffset && { 'Upload-Offset': String(size) }),
        ...(minChunk !== undefined && { 'OCI-Chunk-Min-Length': String(minChunk) }),
      },
    })
  }

  /** Takes in a body; what arrived before the connection broke is kept. */
  async function receive(request: Request, id: string, dropAfter: number): Promise<Response | undefined> {
    const range = /^([0-9]+)-/.exec(request.headers.get('Content-Range') ?? '')?.[1]
    const before = sessions.get(id) ?? new Uint8Array()
    if (range !== undefined && Number(range) !== before.byteLength) return progress(416, id)
    const reader = (request.body ?? new Blob([]).stream()).getReader()
    const chunks: Uint8Array[] = [before]
    let left = dropAfter
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return undefined
      chunks.push(value.subarray(0, left))
      sessions.set(id, join(chunks))
      left -= value.byteLength
      if (left <= 0) {
        await reader.cancel()
        throw broken()
      }
    }
  }

  async function upload(request: Request, url: URL, id: string, dropAfter: number): Promise<Response> {
    const state = url.searchParams.get('_state')
    if (!sessions.has(id)) return envelope(404, 'BLOB_UPLOAD_UNKNOWN')
    if (request.method === 'DELETE') {
      sessions.delete(id)
      return new Response(null, { status: 204 })
    }
    if (request.method === 'GET') return progress(204, id)
    // The state changes with every reply: who goes on from an older one, or has built the address, is caught here.
    if (state !== `${sessions.get(id)?.byteLength}-secret`) return envelope(400, 'BLOB_UPLOAD_INVALID')
    const refused = await receive(request, id, dropAfter)
    if (refused !== undefined) return refused
    if (request.method === 'PATCH') return progress(202, id)
    const bytes = sessions.get(id) ?? new Uint8Array()
    sessions.delete(id)
    const digest = url.searchParams.get('digest') as Digest
    const actual = digestOf(bytes, digest.startsWith('sha512') ? 'sha512' : 'sha256')
    if (actual !== digest) return envelope(400, 'DIGEST_INVALID')
    blobs.set(digest, bytes)
    return new Response(null, {
      status: 201,
      headers: { Location: `/v2/a/b/blobs/${digest}`, 'Docker-Content-Digest': digest },
    })
  }

  function blob(request: Request, digest: string): Response {
    const bytes = blobs.get(digest)
    if (bytes === undefined) return envelope(404, 'BLOB_UNKNOWN')
    if (request.method === 'DELETE') {
      blobs.delete(digest)
      return new Response(null, { status: 202 })
    }
    const range = /^bytes=([0-9]+)-([0-9]*)$/.exec(request.headers.get('Range') ?? '')
    const start = ranges && range !== null ? Number(range[1]) : 0
    const end = ranges && range?.[2] ? Math.min(Number(range[2]) + 1, bytes.byteLength) : bytes.byteLength
    const partial = ranges && range !== null
    const body = Uint8Array.from(bytes.subarray(start, end))
    return new Response(request.method === 'HEAD' ? null : body, {
      status: partial ? 206 : 200,
      headers: {
        'Content-Length': String(end - start),
        'Docker-Content-Digest': digest,
        ...(partial && { 'Content-Range': `bytes ${start}-${end - 1}/${bytes.byteLength}` }),
      },
    })
  }

  async function manifest(request: Request, url: URL, reference: string): Promise<Response> {
    if (request.method === 'PUT') {
      const bytes = new Uint8Array(await request.arrayBuffer())
      const digest = digestOf(bytes, reference.startsWith('sha512') ? 'sha512' : 'sha256')
      manifests.set(digest, { bytes, mediaType: request.headers.get('Content-Type') ?? '' })
      const named = tagQuery ? url.searchParams.getAll('tag') : []
      for (const tag of [...named, ...(reference.includes(':') ? [] : [reference])]) tags.set(tag, digest)
      const { subject } = JSON.parse(new TextDecoder().decode(bytes)) as { subject?: { digest: string } }
      return new Response(null, {
        status: 201,
        headers: {
          Location: url.pathname,
          'Docker-Content-Digest': digest,
          ...(named.length > 0 && { 'OCI-Tag': named.join(', ') }),
          ...(referrersApi && subject && { 'OCI-Subject': subject.digest }),
        },
      })
    }
    const digest = reference.includes(':') ? reference : (tags.get(reference) ?? '')
    const stored = manifests.get(digest)
    if (stored === undefined) return envelope(404, 'MANIFEST_UNKNOWN')
    if (request.method === 'DELETE') {
      if (reference.includes(':')) manifests.delete(digest)
      else tags.delete(reference)
      return new Response(null, { status: 202 })
    }
    return new Response(request.method === 'HEAD' ? null : Uint8Array.from(stored.bytes), {
      headers: {
        'Content-Type': stored.mediaType,
        'Content-Length': String(stored.bytes.byteLength),
        'Docker-Content-Digest': digest,
      },
    })
  }

  function page(path: string, field: string, items: string[], url: URL): Response {
    const n = Number(url.searchParams.get('n') ?? 1000)
    const last = url.searchParams.get('last') ?? ''
    const rest = items.sort().filter((item) => item > last)
    const shown = rest.slice(0, n)
    const link = `<${path}?n=${n}&last=${shown.at(-1)}>; rel="next"`
    return Response.json({ name: 'a/b', [field]: shown }, { headers: rest.length > n ? { Link: link } : {} })
  }

  function referrers(subject: string): Response {
    if (!referrersApi) return new Response('404 page not found', { status: 404 })
    const list = [...manifests].flatMap(([digest, { bytes, mediaType }]) => {
      const document = JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>
      const about = document.subject as { digest: string } | undefined
      const { artifactType } = document
      return about?.digest === subject ? [{ mediaType, digest, size: bytes.byteLength, artifactType }] : []
    })
    return Response.json({ schemaVersion: 2, manifests: list })
  }

  async function serve(request: Request, dropAfter: number): Promise<Response> {
    const url = new URL(request.url)
    const path = url.pathname
    if (path === '/v2/') return Response.json({})
    if (path === '/v2/_catalog') return page(path, 'repositories', ['a/b', 'c', 'd'], url)
    if (path.endsWith('/tags/list')) return page(path, 'tags', [...tags.keys()], url)
    if (path.endsWith('/blobs/uploads/')) {
      const mount = url.searchParams.get('mount')
      if (mount !== null && blobs.has(mount)) {
        const location = { Location: `/v2/a/b/blobs/${mount}`, 'Docker-Content-Digest': mount }
        return new Response(null, { status: 201, headers: location })
      }
      const id = randomUUID()
      sessions.set(id, new Uint8Array())
      return progress(202, id)
    }
    const session = /^\/uploads-elsewhere\/([^/]+)$/.exec(path)?.[1]
    if (session !== undefined) return upload(request, url, session, dropAfter)
    const [, noun, reference = ''] = /\/(blobs|manifests|referrers)\/([^/]+)$/.exec(path) ?? []
    if (noun === 'blobs') return blob(request, reference)
    if (noun === 'manifests') return manifest(request, url, reference)
    if (noun === 'referrers') return referrers(reference)
    return new Response('<html><title>404 Not Found</title></html>', {
      status: 404,
      headers: { 'Content-Type': 'text/html' },
    })
  }

  async function damage(reply: Response, fault: Fault | undefined): Promise<Response> {
    if (fault === undefined) return reply
    if ('loseReply' in fault) throw broken()
    if ('alter' in fault) return fault.alter(reply)
    const cut = 'dropAfter' in fault ? fault.dropAfter : 'truncateAfter' in fault ? fault.truncateAfter : 0
    const start = new Uint8Array(await reply.arrayBuffer()).subarray(0, cut)
    let given = false
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (!given && start.byteLength > 0) controller.enqueue(start)
        else if ('truncateAfter' in fault) controller.close()
        else controller.error(new TypeError('terminated'))
        given = true
      },
    })
    return new Response(body, { status: reply.status, headers: reply.headers })
  }

  return {
    log,
    headers,
    blobs,
    manifests,
    tags,
    sessions,
    fail: (match, fault) => void faults.push({ match, fault }),

    async fetch(request) {
      request.signal.throwIfAborted()
      const { pathname, search } = new URL(request.url)
      const range = request.headers.get('Content-Range') ?? request.headers.get('Range')
      const line = `${request.method} ${pathname}${search}`
        .replace(/uploads-elsewhere\/[0-9a-f-]{36}/, 'SESSION')
        .replace(/_state=[0-9]+-secret/, '_state')
        .replaceAll(/(sha(?:256|512))(:|%3A)([0-9a-f]{4})[0-9a-f]+/g, '$1:$3')
      log.push(range === null ? line : `${line} [${range}]`)
      headers.push(new Headers(request.headers))
      const at = faults.findIndex(({ match }) => log.at(-1)?.match(match))
      const fault = at === -1 ? undefined : faults.splice(at, 1)[0]?.fault
      if (fault !== undefined && 'reply' in fault) return fault.reply(request)
      const writing = request.method === 'PATCH' || request.method === 'PUT'
      if (writing && fault !== undefined && 'dropAfter' in fault) {
        await serve(request, fault.dropAfter)
        throw broken()
      }
      return damage(await serve(request, Number.POSITIVE_INFINITY), fault)
    },
  }
}
