import type { ProtocolCase } from '../case.ts'
import { blob, image } from '../content.ts'
import { pushed, pushedBlob } from '../registry.ts'

const ship = image('a ship seen before')
const boat = image('a boat seen before')
const cargo = blob('cargo seen before')

/** What can be pulled again: the path under `/v2/{name}`, and the digest of what is there. */
const resources = {
  'a manifest by tag': { path: 'manifests/latest', digest: ship.digest },
  'a manifest by digest': { path: `manifests/${ship.digest}`, digest: ship.digest },
  'a blob': { path: `blobs/${cargo.digest}`, digest: cargo.digest },
} as const

const inPlace = [pushed(ship, 'latest'), pushedBlob(cargo)]

const unchangedFor: Readonly<Record<string, (etag: string) => string>> = {
  'its ETag': (etag) => etag,
  'its ETag among others': (etag) => `"sha256:cafe", ${etag}, "x"`,
  'its ETag, marked weak': (etag) => `W/${etag}`,
  'any ETag': () => '*',
}

/** Conditional requests (RFC 9110, section 13, which the specification says one SHOULD follow) */
export const conditional: readonly ProtocolCase[] = Object.entries(resources)
  .flatMap(([what, { path, digest }]): ProtocolCase[] => {
    const by = path.startsWith('blobs') ? 'end-2' : 'end-3'
    const get = `GET /v2/{name}/${path}` as const
    const head = `HEAD /v2/{name}/${path}` as const
    return [
      {
        name: `${what} has its quoted digest as ETag`,
        by,
        fact: 30,
        level: 'berth',
        given: inPlace,
        exchanges: [get, head].map((request) => ({
          request,
          reply: { status: 200, headers: { etag: `"${digest}"` } },
        })),
      },
      ...Object.entries(unchangedFor).map(
        ([condition, header]): ProtocolCase => ({
          name: `${what} does not come again for a client that has ${condition}`,
          by,
          fact: 30,
          level: 'should',
          given: inPlace,
          exchanges: [
            { request: get, reply: { status: 200, headers: { etag: /^"/ } } },
            {
              request: get,
              headers: { 'if-none-match': header('{etag}') },
              reply: { status: 304, body: new Uint8Array() },
            },
            { request: head, headers: { 'if-none-match': header('{etag}') }, reply: { status: 304 } },
          ],
        }),
      ),
      {
        name: `${what} does not come again for a client that has its digest, unquoted`,
        by,
        fact: 30,
        level: 'berth',
        given: inPlace,
        exchanges: [{ request: get, headers: { 'if-none-match': digest }, reply: { status: 304 } }],
      },
      {
        name: `${what} that does not come again still has its digest and ETag`,
        by,
        fact: 30,
        level: 'berth',
        given: inPlace,
        exchanges: [
          {
            request: get,
            headers: { 'if-none-match': `"${digest}"` },
            reply: { status: 304, headers: { 'docker-content-digest': digest, etag: `"${digest}"` } },
          },
        ],
      },
      {
        name: `${what} comes for a client that has something else`,
        by,
        fact: 30,
        level: 'should',
        given: inPlace,
        exchanges: [
          { request: get, headers: { 'if-none-match': `"${boat.digest}"` }, reply: { status: 200 } },
        ],
      },
      {
        name: path.endsWith('latest')
          ? `${what} may be kept and has to be asked for again: Cache-Control no-cache`
          : `${what} may be kept for a year: it cannot change`,
        by,
        fact: 30,
        level: 'berth',
        given: inPlace,
        exchanges: [
          {
            request: get,
            reply: {
              status: 200,
              headers: {
                'cache-control': path.endsWith('latest')
                  ? /\bno-cache\b/
                  : /(?=.*\bmax-age=31536000\b)(?=.*\bimmutable\b)/,
              },
            },
          },
        ],
      },
    ]
  })
  .concat([
    {
      name: 'a tag that has moved comes for a client that has what was there before',
      by: 'end-3',
      fact: 30,
      level: 'should',
      run: async (registry) => {
        await registry.pushManifest(ship, 'latest')
        const { headers } = await registry.exchange({
          request: 'GET /v2/{name}/manifests/latest',
          reply: { status: 200 },
        })
        await registry.pushManifest(boat, 'latest')
        await registry.exchange({
          request: 'GET /v2/{name}/manifests/latest',
          headers: { 'if-none-match': headers.get('etag') ?? '"none"' },
          reply: { status: 200, body: boat.bytes },
        })
      },
    },
  ])
