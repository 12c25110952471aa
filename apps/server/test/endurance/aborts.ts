import { setTimeout as delay } from 'node:timers/promises'
import { digestOf } from '@berth/digest'
import { mediaTypes } from '@berth/spec'
import type { Connections } from '../process/exchange.ts'
import { bytesNamed, type Random } from '../process/random.ts'
import { RawConnection } from '../process/raw.ts'
import { expectStatus, finishUpload, offsetOf, pushBlob, startUpload } from './uploads.ts'

/** Whoever broke off may keep the next writer out only for as long as it takes to notice. */
const LET_IN_WITHIN_MS = 10_000

const CONTENT_BYTES = 300_000
/** More than the buffers of the system take, so that a reply is under way when its client leaves. */
const BLOB_BYTES = 20_000_000

/** A request that is going to be broken off. */
interface Doomed {
  readonly start: string
  readonly headers?: readonly string[]
  readonly body?: Buffer
  /** The session it writes to. */
  readonly session?: string
}

/** Where its client leaves. */
const stages = {
  'in the head': async (connection, { start }) => {
    await connection.write(`${start} HTTP/1.1\r\nHo`)
  },
  'after the head': async (connection, doomed) => {
    await connection.write(head(doomed))
  },
  'in the body': async (connection, doomed) => {
    await connection.write(head(doomed))
    await connection.write(half(doomed))
  },
  'after the body': async (connection, doomed) => {
    await connection.write(Buffer.concat([Buffer.from(head(doomed)), doomed.body ?? Buffer.alloc(0)]))
  },
  'at the first byte of the reply': async (connection, doomed) => {
    await connection.write(Buffer.concat([Buffer.from(head(doomed)), doomed.body ?? Buffer.alloc(0)]))
    await connection.until(/^H/)
  },
  'while it waits for 100 Continue': async (connection, doomed) => {
    await connection.write(head(doomed, 'Expect: 100-continue'))
  },
  'after 100 Continue': async (connection, doomed) => {
    await connection.write(head(doomed, 'Expect: 100-continue'))
    await connection.until(/^HTTP\/1\.1 /)
  },
  'in the body after 100 Continue': async (connection, doomed) => {
    await connection.write(head(doomed, 'Expect: 100-continue'))
    await connection.until(/^HTTP\/1\.1 /)
    await connection.write(half(doomed))
  },
} as const satisfies Record<string, (connection: RawConnection, doomed: Doomed) => Promise<void>>

/** Breaks off requests of one server, of every kind and at every stage. */
export class Aborts {
  readonly #port: number
  readonly #connections: Connections
  readonly #random: Random
  readonly #content: Buffer
  #blob = ''
  #manifest = ''
  #count = 0

  constructor(port: number, connections: Connections, random: Random) {
    this.#port = port
    this.#connections = connections
    this.#random = random
    this.#content = bytesNamed(`content ${random.fraction()}`, CONTENT_BYTES)
  }

  /** How many requests were broken off. */
  get count(): number {
    return this.#count
  }

  /** Pushes what the reading requests ask for. */
  async prepare(): Promise<void> {
    const content = bytesNamed(`blob ${this.#random.fraction()}`, BLOB_BYTES)
    this.#blob = await pushBlob(this.#connections, digestOf(content), content)
    this.#manifest = '/v2/endurance/app/manifests/latest'
    await expectStatus(
      this.#connections,
      {
        method: 'PUT',
        path: this.#manifest,
        headers: { 'Content-Type': mediaTypes.ociIndex },
        body: index(),
      },
      201,
    )
  }

  /** Each kind of request at each stage, once. */
  async everyStage(): Promise<void> {
    for (const stage of Object.values(stages)) {
      for (const kind of this.#kinds()) {
        const doomed = await kind()
        const connection = await RawConnection.open(this.#port)
        await stage(connection, doomed)
        // Sometimes what was sent is read before the client is gone, and sometimes it is not.
        if (this.#random.chance(0.5)) await delay(this.#random.between(1, 5))
        connection.destroy()
        this.#count += 1
        if (doomed.session !== undefined) await this.#goOn(doomed.session)
      }
    }
  }

  /** A pull of the large blob that is left at a random moment. */
  async pull(): Promise<void> {
    const doomed = { start: `GET ${this.#blob}` }
    const connection = await RawConnection.open(this.#port)
    await connection.write(head(doomed))
    const moment = this.#random.fraction()
    if (moment > 0.4) await connection.until(/^HTTP\/1\.1 200/)
    if (moment > 0.7) await delay(this.#random.between(1, 10))
    connection.destroy()
    this.#count += 1
  }

  async head(): Promise<void> {
    await expectStatus(this.#connections, { method: 'HEAD', path: this.#blob }, 200)
  }

  #kinds(): (() => Promise<Doomed>)[] {
    const uploads = '/v2/endurance/app/blobs/uploads/'
    const body = this.#content
    const digest = digestOf(body)
    const connections = this.#connections
    return [
      async () => ({ start: `POST ${uploads}` }),
      async () => ({ start: `POST ${uploads}?digest=${digest}`, body }),
      async () => {
        const session = await startUpload(connections)
        return { start: `PATCH ${session}`, body, session }
      },
      async () => {
        const session = await startUpload(connections)
        const headers = [`Content-Range: 0-${body.byteLength - 1}`]
        return { start: `PATCH ${session}`, headers, body, session }
      },
      async () => {
        const session = await startUpload(connections)
        return { start: `PUT ${session}?digest=${digest}`, body, session }
      },
      async () => {
        const session = await startUpload(connections)
        return { start: `DELETE ${session}`, session }
      },
      async () => ({
        start: `PUT ${this.#manifest}`,
        headers: [`Content-Type: ${mediaTypes.ociIndex}`],
        body: index(200_000),
      }),
      async () => ({ start: `PUT /v2/endurance/BAD/manifests/refused`, body }),
      async () => ({ start: `GET ${this.#blob}` }),
      async () => ({ start: `GET ${this.#blob}`, headers: ['Range: bytes=1000-'] }),
      async () => ({ start: `HEAD ${this.#blob}` }),
      async () => ({ start: `GET ${this.#manifest}` }),
      async () => ({ start: `HEAD ${this.#manifest}` }),
      async () => ({ start: `GET /v2/endurance/app/tags/list` }),
    ]
  }

  /** The next writer gets in, and finishes, whoever left before it. Where the last one had finished, nothing is left. */
  async #goOn(session: string): Promise<void> {
    const deadline = performance.now() + LET_IN_WITHIN_MS
    const digest = digestOf(this.#content)
    for (;;) {
      const { status } = await this.#connections.ask({ method: 'GET', path: session })
      if (status === 404) return
      const offset = await offsetOf(this.#connections, session).catch(() => undefined)
      if (offset !== undefined) {
        const done = await finishUpload(
          this.#connections,
          session,
          digest,
          this.#content.subarray(offset),
        ).then(
          () => true,
          (error: unknown) => error,
        )
        if (done === true) return
        if (performance.now() > deadline) throw done
      }
      if (performance.now() > deadline) throw new Error(`session ${session} answers ${status}`)
      await delay(10)
    }
  }
}

function head({ start, headers = [], body }: Doomed, ...more: readonly string[]): string {
  const length = body === undefined ? [] : [`Content-Length: ${body.byteLength}`]
  return `${[`${start} HTTP/1.1`, 'Host: r', ...length, ...headers, ...more].join('\r\n')}\r\n\r\n`
}

function half({ body = Buffer.alloc(0) }: Doomed): Buffer {
  return body.subarray(0, body.byteLength / 2)
}

/** An index of nothing, of about so many bytes. */
function index(size = 0): Buffer {
  return Buffer.from(
    JSON.stringify({ schemaVersion: 2, manifests: [], annotations: { 'org.example': 'x'.repeat(size) } }),
  )
}
