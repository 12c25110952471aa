import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import { type Answer, type Ask, header } from '../process/exchange.ts'
import { type Content, expected, Misbehaved, UPLOADS } from './shelf.ts'

/** An upload of some content, in whatever pieces a test wants. */
export class Upload {
  readonly content: Content
  /** The address of its session. */
  readonly location: string
  readonly #ask: (ask: Ask) => Promise<Answer>

  private constructor(ask: (ask: Ask) => Promise<Answer>, content: Content, location: string) {
    this.#ask = ask
    this.content = content
    this.location = location
  }

  static async start(ask: (ask: Ask) => Promise<Answer>, content: Content): Promise<Upload> {
    const answer = expected(await ask({ method: 'POST', path: UPLOADS }), [202])
    return new Upload(ask, content, header(answer, 'location') ?? '')
  }

  /** The name of its file. */
  get id(): string {
    return this.location.split('/').at(-1) ?? ''
  }

  send(start: number, end: number): Promise<Answer> {
    const body = this.content.bytes.subarray(start, end)
    return this.#ask({ method: 'PATCH', path: this.location, body })
  }

  finish(): Promise<Answer> {
    return this.#ask({ method: 'PUT', path: `${this.location}?digest=${this.content.digest}` })
  }

  /** Begins to send all of it, on a connection of its own. The server has begun to read when this resolves. */
  async stream(port: number): Promise<Stream> {
    const headers = { 'Content-Length': String(this.content.bytes.byteLength), Expect: '100-continue' }
    const outgoing = request({
      host: '127.0.0.1',
      port,
      agent: false,
      method: 'PATCH',
      path: this.location,
      headers,
    })
    outgoing.flushHeaders()
    await once(outgoing, 'continue')
    return new Stream(outgoing, this.content.bytes)
  }

  /** Goes on from where the server is, as a client does after an error, and ends it; starts over when it is gone. */
  async resume(): Promise<Answer> {
    const status = await this.#ask({ method: 'GET', path: this.location })
    if (status.status === 404) {
      const again = await Upload.start(this.#ask, this.content)
      return await again.resume()
    }
    const offset = Number(header(expected(status, [204]), 'upload-offset'))
    if (offset < this.content.bytes.byteLength) {
      const sent = await this.send(offset, this.content.bytes.byteLength)
      if (sent.status !== 202) return sent
    }
    return await this.finish()
  }
}

/** The body of a request that is under way. */
export class Stream {
  readonly #outgoing: ClientRequest
  readonly #bytes: Buffer
  readonly #answer: Promise<Answer>
  #sent = 0

  constructor(outgoing: ClientRequest, bytes: Buffer) {
    this.#outgoing = outgoing
    this.#bytes = bytes
    this.#answer = answerTo(outgoing)
    this.#answer.catch(() => {})
  }

  async sendTo(end: number): Promise<void> {
    const chunk = this.#bytes.subarray(this.#sent, end)
    this.#sent = end
    await new Promise<void>((resolve) => this.#outgoing.write(chunk, () => resolve()))
  }

  /** Sends what is left. */
  end(): Promise<Answer> {
    this.#outgoing.end(this.#bytes.subarray(this.#sent))
    return this.#answer
  }
}

async function answerTo(outgoing: ClientRequest): Promise<Answer> {
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.on('response', resolve)
    outgoing.on('error', (cause) =>
      reject(new Misbehaved('the connection broke without an answer', { cause })),
    )
  })
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk as Buffer)
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }
}
