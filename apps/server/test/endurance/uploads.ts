import { type ClientRequest, get, type IncomingMessage, request } from 'node:http'
import { createHasher, type Digest } from '@berth/digest'
import { type Answer, type Ask, type Connections, header } from '../process/exchange.ts'

const REPOSITORY = 'endurance/app'

/** Asks, and takes no other answer. */
export async function expectStatus(connections: Connections, ask: Ask, status: number): Promise<Answer> {
  const answer = await connections.ask(ask)
  if (answer.status === status) return answer
  const words = answer.body.subarray(0, 300)
  throw new Error(
    `${ask.method} ${ask.path.slice(0, 200)} was answered ${answer.status}, not ${status}: ${words}`,
  )
}

/** Starts an upload. @returns the path of its session. */
export async function startUpload(connections: Connections): Promise<string> {
  const ask = { method: 'POST', path: `/v2/${REPOSITORY}/blobs/uploads/` }
  const answer = await expectStatus(connections, ask, 202)
  return new URL(header(answer, 'location') ?? '', 'http://localhost').pathname
}

/** How many bytes a session has. */
export async function offsetOf(connections: Connections, session: string): Promise<number> {
  const answer = await expectStatus(connections, { method: 'GET', path: session }, 204)
  return Number(header(answer, 'upload-offset'))
}

/** Ends an upload with the rest of its bytes. @returns the path of the blob. */
export async function finishUpload(
  connections: Connections,
  session: string,
  digest: Digest,
  rest?: Uint8Array,
): Promise<string> {
  const ask = { method: 'PUT', path: `${session}?digest=${digest}`, ...(rest && { body: rest }) }
  const answer = await expectStatus(connections, ask, 201)
  return new URL(header(answer, 'location') ?? '', 'http://localhost').pathname
}

/** Pushes a blob at once. @returns its path. */
export async function pushBlob(connections: Connections, digest: Digest, body: Uint8Array): Promise<string> {
  const path = `/v2/${REPOSITORY}/blobs/uploads/?digest=${digest}`
  const answer = await expectStatus(connections, { method: 'POST', path, body }, 201)
  return new URL(header(answer, 'location') ?? '', 'http://localhost').pathname
}

/** Opens a request whose body the caller writes, and the promise of its answer's status. */
export function openBody(
  port: number,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): { outgoing: ClientRequest; status: Promise<number> } {
  const outgoing = request({ host: '127.0.0.1', port, method, path, headers })
  const status = new Promise<number>((resolve, reject) => {
    outgoing.once('error', reject)
    outgoing.once('response', (incoming) => {
      incoming.resume()
      resolve(incoming.statusCode ?? 0)
    })
  })
  // Whoever waits for it is told; while nobody does yet, it is no unhandled one.
  status.catch(() => {})
  return { outgoing, status }
}

/** Reads a blob to its end without keeping it. @returns the digest of what came. */
export async function pulledDigest(port: number, path: string): Promise<Digest> {
  const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, agent: false }, resolve).once('error', reject)
  })
  if (incoming.statusCode !== 200) throw new Error(`${path} was answered ${incoming.statusCode}`)
  const hasher = createHasher('sha256')
  for await (const chunk of incoming) hasher.update(chunk as Buffer)
  return hasher.digest()
}
