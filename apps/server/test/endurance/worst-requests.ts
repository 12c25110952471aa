import { digestOf } from '@berth/digest'
import { mediaTypes } from '@berth/spec'
import { type Ask, type Connections, header } from '../process/exchange.ts'
import { RawConnection } from '../process/raw.ts'
import { worstManifests } from './worst-manifests.ts'

/** Where the requests go. */
export interface Target {
  readonly port: number
  readonly connections: Connections
}

export type WorstRequest = (target: Target) => Promise<void>

const TAGS = 10_000
const REPOSITORIES = 10_000
const REFERRERS = 1000
/** As many as a request line of 32 KiB has room for. */
const TAGS_OF_ONE_REQUEST = 2500

const emptyIndex = Buffer.from('{"schemaVersion":2,"manifests":[]}')
const asIndex = { 'Content-Type': mediaTypes.ociIndex }
const anyKind = { Accept: '*/*' }

/** Requests for which the server has the most to do at a time, by what they are. Some find content of those before. */
export function worstRequests(): Map<string, WorstRequest> {
  const requests = new Map<string, WorstRequest>()
  for (const [name, make] of Object.entries(worstManifests)) {
    const { bytes, mediaType } = make()
    const path = `/v2/stall/manifests/manifests/${digestOf(bytes, 'sha512')}`
    const put = { method: 'PUT', path, headers: { 'Content-Type': mediaType }, body: bytes }
    requests.set(`PUT ${name}`, asks(put, [201, 400, 404]))
    requests.set(`GET ${name}`, asks({ method: 'GET', path, headers: anyKind }, [200, 404]))
  }
  const subject = digestOf(Buffer.from('a subject of the old kind'))
  const listed = worstManifests['as many children that lie elsewhere as are taken']?.().bytes as Buffer
  const referrersTag = `/v2/stall/referrers/manifests/${subject.replace(':', '-')}`
  requests.set(
    'PUT the same as a list of referrers',
    asks({ method: 'PUT', path: referrersTag, headers: asIndex, body: listed }, [201]),
  )
  const referrers = `/v2/stall/referrers/referrers/${subject}`
  requests.set('GET referrers of that list', asks({ method: 'GET', path: referrers }, [200]))
  requests.set(
    'GET referrers of that list by type',
    asks({ method: 'GET', path: `${referrers}?artifactType=a/c` }, [200]),
  )
  requests.set(
    'GET a thousand referrers',
    asks({ method: 'GET', path: `/v2/stall/referrers/referrers/${fullSubject.digest}` }, [200]),
  )
  requests.set('GET ten thousand tags', asks({ method: 'GET', path: '/v2/stall/tags/tags/list' }, [200]))
  requests.set('GET ten thousand repositories', asks({ method: 'GET', path: '/v2/_catalog' }, [200]))
  requests.set('PUT a manifest with thousands of tags', asks(putTags(0, 'too'), [201]))
  requests.set('GET by a long Accept', asks(getTag({ Accept: 'a/b;q=0.1,'.repeat(3000) }), [200]))
  requests.set('GET by a long If-None-Match', asks(getTag({ 'If-None-Match': '"",'.repeat(10_000) }), [200]))
  requests.set('GET of a long path', asks({ method: 'GET', path: `/v2/${'a/'.repeat(15_000)}` }, [404]))
  for (const path of ['/openapi.json', '/docs', '/docs/swagger-ui-bundle.js', '/docs/swagger-ui.css']) {
    requests.set(`GET ${path}`, asks({ method: 'GET', path }, [200]))
  }
  requests.set('PUT a manifest of 1 MiB byte by byte', (target) =>
    byteByByte(target, `PUT /v2/stall/bytes/manifests/latest`, 2 ** 20, /^HTTP\/1\.1 400 /),
  )
  requests.set('POST a blob of 1 MiB byte by byte', (target) =>
    byteByByte(
      target,
      `POST /v2/stall/bytes/blobs/uploads/?digest=${digestOf(Buffer.alloc(2 ** 20, 'x'))}`,
      2 ** 20,
      /^HTTP\/1\.1 201 /,
    ),
  )
  return requests
}

/** Pushes what those requests look for. */
export async function prepare({ connections }: Target): Promise<void> {
  const push = async (ask: Ask) => {
    const answer = await connections.ask(ask)
    if (answer.status !== 201) throw new Error(`${ask.method} was answered ${answer.status} ${answer.body}`)
  }
  for (let first = 0; first < TAGS; first += TAGS_OF_ONE_REQUEST) await push(putTags(first, 'tag'))
  const repositories = Array.from({ length: REPOSITORIES }, (_, index) => `stall/${index}/${'r'.repeat(200)}`)
  const referrers = Array.from({ length: REFERRERS }, (_, index) => referrer(index))
  await Promise.all([
    ...repositories.map((name) =>
      push({ method: 'PUT', path: `/v2/${name}/manifests/a`, headers: asIndex, body: emptyIndex }),
    ),
    ...referrers.map((body, index) =>
      push({ method: 'PUT', path: `/v2/stall/referrers/manifests/r${index}`, headers: asIndex, body }),
    ),
  ])
}

/** Many bytes in chunks of one each: as much work for each byte as a client can make. */
async function byteByByte({ port }: Target, start: string, size: number, answer: RegExp): Promise<void> {
  const connection = await RawConnection.open(port)
  try {
    await connection.write(`${start} HTTP/1.1\r\nHost: r\r\nTransfer-Encoding: chunked\r\n\r\n`)
    for (let sent = 0; sent < size; sent += 10_000) {
      await connection.write('1\r\nx\r\n'.repeat(Math.min(10_000, size - sent)))
    }
    await connection.write('0\r\n\r\n')
    const seen = await connection.until(/\r\n\r\n/)
    if (!answer.test(seen)) throw new Error(`${start} was answered ${seen.slice(0, 500)}`)
  } finally {
    connection.destroy()
  }
}

function asks(ask: Ask, statuses: readonly number[]): WorstRequest {
  return async ({ connections }) => {
    const answer = await connections.ask(ask)
    if (statuses.includes(answer.status)) return
    const words = `${header(answer, 'content-type')} ${answer.body.subarray(0, 500)}`
    throw new Error(`${ask.method} ${ask.path.slice(0, 100)} was answered ${answer.status}: ${words}`)
  }
}

function putTags(first: number, word: string): Ask {
  const tags = Array.from({ length: TAGS_OF_ONE_REQUEST }, (_, index) => `tag=${word}${first + index}`)
  const path = `/v2/stall/tags/manifests/${digestOf(emptyIndex)}?${tags.join('&')}`
  return { method: 'PUT', path, headers: asIndex, body: emptyIndex }
}

function getTag(headers: Record<string, string>): Ask {
  return { method: 'GET', path: '/v2/stall/tags/manifests/tag0', headers }
}

const fullSubject = { mediaType: 'a/b', digest: digestOf(Buffer.from('a subject')), size: 9 }

/** As large as a thousand of them may be to fill one page. */
function referrer(index: number): Buffer {
  const annotations = Object.fromEntries(
    Array.from({ length: 60 }, (_, key) => [`org.example.annotation.${key}`, `"\\ ${index}`.repeat(2)]),
  )
  const document = { schemaVersion: 2, manifests: [], subject: fullSubject, annotations }
  return Buffer.from(JSON.stringify(document))
}
