import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { hashPassword } from '../../src/access/users/hash-password.ts'
import type { Program } from '../process/crashable-server.ts'
import { type Answer, type Ask, Connections, header } from '../process/exchange.ts'
import { withServer } from '../process/with-server.ts'
import { expectStatus, openBody } from './uploads.ts'

const REPOSITORY = 'endurance/late'
const PASSWORD = 'a password for a minute and a half'

/** The shortest life a token may have, and what clocks may differ by; then some, for a slow machine. */
const EXPIRED_WITHIN_MS = 60_000 + 30_000 + 30_000

/** What the client sends a second. */
const PIECE = 16_384

/**
 * A push that takes longer than its token is good for: the request under way and those after it go on to the end of the
 * upload, and nothing else does until the client has got the next token.
 */
export async function expiredToken(program: Program): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-users-'))
  const users = join(folder, 'users.htpasswd')
  const variables = {
    BERTH_ACCESS_USERS: users,
    BERTH_ACCESS_RULES: JSON.stringify([{ who: 'users', repositories: '**', actions: ['pull', 'push'] }]),
    BERTH_ACCESS_TOKEN_EXPIRES: '1m',
  }
  try {
    await writeFile(users, `ada:${hashPassword(PASSWORD)}\n`)
    return await withServer(program, ({ port }) => pushLate(port), variables)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function pushLate(port: number): Promise<string> {
  const connections = new Connections(port, 4)
  const started = performance.now()
  try {
    const first = await getToken(connections)
    const late = bearing(connections, first)
    const answer = await late({ method: 'POST', path: `/v2/${REPOSITORY}/blobs/uploads/` }, 202)
    const session = new URL(header(answer, 'location') ?? '', 'http://localhost').pathname

    // A request that is under way when its token runs out, on a line that is slow and not dead.
    const sent: Buffer[] = []
    const next = () => {
      const piece = Buffer.alloc(PIECE, `piece ${sent.length} `)
      sent.push(piece)
      return piece
    }
    const { outgoing, status } = openBody(port, 'PATCH', session, { Authorization: `Bearer ${first}` })
    await untilRefused(connections, first, () => outgoing.write(next()))
    const expired = (performance.now() - started) / 1000
    outgoing.end(next())
    const answered = await status
    if (answered !== 202) throw new Error(`the request under way was answered ${answered}`)

    // And those after it.
    await late({ method: 'GET', path: session }, 204)
    await late({ method: 'PATCH', path: session, body: next() }, 202)
    const blob = Buffer.concat(sent)
    const digest = `sha256:${createHash('sha256').update(blob).digest('hex')}`
    await late({ method: 'PUT', path: `${session}?digest=${digest}` }, 201)

    const manifest = manifestOf(digest, blob.length)
    const refused = await late(manifest, 401)
    if (!/error="invalid_token"/.test(header(refused, 'www-authenticate') ?? ''))
      throw new Error('the challenge does not tell a client to get the next token')
    await late({ method: 'POST', path: `/v2/${REPOSITORY}/blobs/uploads/` }, 401)

    const renewed = bearing(connections, await getToken(connections))
    await renewed(manifest, 201)
    const { body } = await renewed({ method: 'GET', path: `/v2/${REPOSITORY}/blobs/${digest}` }, 200)
    if (!body.equals(blob)) throw new Error('what was pulled is not what was pushed')
    return `pushed on after ${Math.round(expired)} s, when the token had run out`
  } finally {
    connections.close()
  }
}

async function getToken(connections: Connections): Promise<string> {
  const Authorization = `Basic ${Buffer.from(`ada:${PASSWORD}`).toString('base64')}`
  const path = `/token?service=berth&scope=repository:${REPOSITORY}:pull,push`
  const { body } = await expectStatus(connections, { method: 'GET', path, headers: { Authorization } }, 200)
  const { token, expires_in } = JSON.parse(body.toString()) as { token: string; expires_in: number }
  if (expires_in !== 60) throw new Error(`the token is good for ${expires_in} s`)
  return token
}

function bearing(connections: Connections, token: string) {
  return (ask: Ask, status: number): Promise<Answer> =>
    expectStatus(
      connections,
      { ...ask, headers: { ...ask.headers, Authorization: `Bearer ${token}` } },
      status,
    )
}

/** Waits until the token is none any more for anything but the upload, and does something each second until then. */
async function untilRefused(connections: Connections, token: string, meanwhile: () => void): Promise<void> {
  const deadline = performance.now() + EXPIRED_WITHIN_MS
  const headers = { Authorization: `Bearer ${token}` }
  while (performance.now() < deadline) {
    meanwhile()
    const answer = await connections.ask({ method: 'GET', path: `/v2/${REPOSITORY}/tags/list`, headers })
    if (answer.status === 401) return
    await delay(1000)
  }
  throw new Error(`the token was good for longer than ${EXPIRED_WITHIN_MS / 1000} s`)
}

/** A manifest whose config and only layer is a blob. */
function manifestOf(digest: string, size: number): Ask {
  const type = 'application/vnd.oci.image.manifest.v1+json'
  const blob = { mediaType: 'application/octet-stream', digest, size }
  const manifest = { schemaVersion: 2, mediaType: type, config: blob, layers: [blob] }
  return {
    method: 'PUT',
    path: `/v2/${REPOSITORY}/manifests/late`,
    headers: { 'Content-Type': type },
    body: Buffer.from(JSON.stringify(manifest)),
  }
}
