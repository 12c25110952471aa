import { MANIFEST_MEDIA_TYPES } from '@berth/spec/image'
import type { Given, Level } from './case.ts'
import type { Content, ManifestContent } from './content.ts'
import { type Exchange, Streamed } from './exchange.ts'
import { differences, type Reply } from './reply.ts'
import type { Target } from './targets.ts'
import { Unmet } from './unmet.ts'

/** No reply within this many milliseconds is a reply that did not come. */
const REPLY_TIMEOUT = 30_000

/**
 * A registry as one case sees it: a repository name nobody else uses, and the last `Location` and `ETag` it was sent.
 * Cases are independent of each other, and of what an earlier run has left, because no two share a name.
 */
export class Registry {
  readonly name: string
  readonly #target: Target
  readonly #level: Level
  #location: string | undefined
  #firstLocation: string | undefined
  #etag: string | undefined

  constructor(target: Target, name: string, level: Level) {
    this.#target = target
    this.name = name
    this.#level = level
  }

  /** The last `Location` that came, absolute. */
  get location(): string {
    if (this.#location === undefined) throw new Error('no reply had a Location')
    return this.#location
  }

  /** Sends a request and returns the reply. @throws {Unmet} when it is not the expected one. */
  async exchange(exchange: Exchange): Promise<Reply> {
    const reply = await this.send(exchange)
    const found = differences(reply, exchange.reply, this.#level, (text) => this.#fill(text))
    if (found.length > 0) throw new Unmet(found)
    return reply
  }

  /** Sends a request and returns the reply, whatever it is. */
  async send({ request, headers = {}, body, unredirected }: Omit<Exchange, 'reply'>): Promise<Reply> {
    const space = request.indexOf(' ')
    const method = request.slice(0, space)
    const url = new URL(this.#fill(request.slice(space + 1)), this.#target.baseUrl)
    const wanted = { ...defaultHeaders(method, url), ...headers }
    const filled = Object.entries(wanted).map(([name, value]): [string, string] => [name, this.#fill(value)])
    const response = await this.#target.fetch(
      new Request(url, {
        method,
        headers: filled.filter(([, value]) => value !== ''),
        redirect: unredirected === true ? 'manual' : 'follow',
        signal: AbortSignal.timeout(REPLY_TIMEOUT),
        ...(body === undefined ? {} : body instanceof Streamed ? streaming(body) : { body }),
      }),
    )
    const bytes = await response.arrayBuffer().then(
      (buffer) => new Uint8Array(buffer),
      (cause) => {
        throw new Error(`${response.status} with a body that broke off`, { cause })
      },
    )
    this.#remember(response.headers, url)
    return {
      request: `${method} ${url.pathname}${url.search}`,
      status: response.status,
      headers: response.headers,
      bytes,
    }
  }

  /** Pushes a blob the way every registry has to know: POST, then PUT. */
  async pushBlob(blob: Content, to = '{name}'): Promise<void> {
    await this.exchange({ request: `POST /v2/${to}/blobs/uploads/`, reply: { status: 202 } })
    await this.exchange({
      request: `PUT {location}?digest=${blob.digest}`,
      headers: { 'content-type': 'application/octet-stream' },
      body: blob.bytes,
      reply: { status: 201 },
    })
  }

  /** Pushes a manifest under `reference`, after the blobs and manifests it names. */
  async pushManifest(
    manifest: ManifestContent,
    reference: string = manifest.digest,
    to = '{name}',
  ): Promise<void> {
    for (const blob of manifest.blobs) await this.pushBlob(blob, to)
    for (const child of manifest.children) await this.pushManifest(child, child.digest, to)
    await this.exchange({
      request: `PUT /v2/${to}/manifests/${reference}`,
      headers: { 'content-type': manifest.mediaType },
      body: manifest.bytes,
      reply: { status: 201 },
    })
  }

  #remember(headers: Headers, url: URL): void {
    const location = headers.get('location')
    if (location !== null) {
      this.#location = new URL(location, url).href
      this.#firstLocation ??= this.#location
    }
    this.#etag = headers.get('etag') ?? this.#etag
  }

  #fill(text: string): string {
    const known: Record<string, string | undefined> = {
      '{name}': this.name,
      '{location}': this.#location,
      '{first location}': this.#firstLocation,
      '{etag}': this.#etag,
    }
    return text.replace(
      /(\{(?:name|(?:first )?location|etag)\})(\??)/g,
      (_, placeholder: string, question: string) => {
        const value = known[placeholder]
        if (value === undefined) throw new Error(`no reply had what ${placeholder} stands for`)
        return question === '' ? value : `${value}${value.includes('?') ? '&' : '?'}`
      },
    )
  }
}

/** Clients that pull a manifest say which types they know; a case about what they say says it itself. */
function defaultHeaders(method: string, url: URL): Readonly<Record<string, string>> {
  const pullsManifest = (method === 'GET' || method === 'HEAD') && url.pathname.includes('/manifests/')
  return pullsManifest ? { accept: `${MANIFEST_MEDIA_TYPES.join(', ')}, */*` } : {}
}

function streaming({ pieces }: Streamed): Pick<RequestInit, 'body' | 'duplex'> {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const piece of pieces) controller.enqueue(piece)
      controller.close()
    },
  })
  return { body, duplex: 'half' }
}

/** Blobs are in the case's repository, or in `to`. */
export function pushedBlob(blob: Content, to?: string): Given {
  return (registry) => registry.pushBlob(blob, to)
}

/** A manifest and all it names are in the case's repository under each of `references`, or under its digest. */
export function pushed(manifest: ManifestContent, ...references: readonly string[]): Given {
  return async (registry) => {
    await registry.pushManifest(manifest)
    for (const reference of references)
      await registry.pushManifest({ ...manifest, blobs: [], children: [] }, reference)
  }
}

/** As `pushed`, under one reference of the repository `to`. */
export function pushedTo(to: string, manifest: ManifestContent, reference?: string): Given {
  return (registry) => registry.pushManifest(manifest, reference, to)
}

/** An upload session is open and `{location}` leads to it; with `chunk`, it holds those bytes. */
export function uploading(chunk?: Uint8Array): Given {
  return async (registry) => {
    await registry.exchange({ request: 'POST /v2/{name}/blobs/uploads/', reply: { status: 202 } })
    if (chunk === undefined) return
    await registry.exchange({
      request: 'PATCH {location}',
      headers: { 'content-type': 'application/octet-stream', 'content-range': `0-${chunk.byteLength - 1}` },
      body: chunk,
      reply: { status: 202 },
    })
  }
}
