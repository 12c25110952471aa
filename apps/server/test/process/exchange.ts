import { Agent, type IncomingHttpHeaders, request } from 'node:http'

/** What to ask. `path` is the target as it stands on the request line. */
export interface Ask {
  readonly method: string
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

/** A header of an answer, by its name in lower case. */
export function header({ headers }: Answer, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

/** The connection ended before the answer was complete: whether the request took effect, nobody told. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered'
}

/** Connections to one server. It does nothing again by itself, so that what was asked was asked once. */
export class Connections {
  readonly #agent: Agent
  readonly #port: number

  constructor(port: number, most: number) {
    this.#port = port
    this.#agent = new Agent({ keepAlive: true, maxSockets: most })
  }

  /** @throws {Unanswered} */
  ask({ method, path, headers = {}, body }: Ask): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const broken = (cause: unknown) => reject(new Unanswered(`${method} ${path.slice(0, 300)}`, { cause }))
      const length = body === undefined ? {} : { 'Content-Length': String(body.byteLength) }
      const outgoing = request({
        host: '127.0.0.1',
        port: this.#port,
        agent: this.#agent,
        method,
        path,
        // An answer that lists the tags of a request is as long as that was.
        maxHeaderSize: 64 * 1024,
        headers: { ...length, ...headers },
      })
      outgoing.on('error', broken)
      outgoing.on('response', (incoming) => {
        const chunks: Buffer[] = []
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
        // A body cut short ends in an error, never in 'end'.
        incoming.on('error', broken)
        incoming.on('end', () =>
          resolve({
            status: incoming.statusCode ?? 0,
            headers: incoming.headers,
            body: Buffer.concat(chunks),
          }),
        )
      })
      outgoing.end(body)
    })
  }

  close(): void {
    this.#agent.destroy()
  }
}
