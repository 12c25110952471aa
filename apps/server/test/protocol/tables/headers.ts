import { digestOf } from '@berth/digest'
import type { ProtocolCase } from '../case.ts'
import { image } from '../content.ts'
import { absentHeader, type ExpectedReply, listing } from '../exchange.ts'
import { pushed } from '../registry.ts'
import { Unmet } from '../unmet.ts'

const ship = image('a ship of good manners')
const [config = ship] = ship.blobs
const unknown = digestOf(crypto.getRandomValues(new Uint8Array(32)))
const origin = 'https://console.example'

/** One reply of each kind. */
const kinds = [
  { by: 'end-1', request: 'GET /v2/', status: 200 },
  { by: 'end-2', request: `GET /v2/{name}/blobs/${config.digest}`, status: 200 },
  { by: 'end-2', request: `HEAD /v2/{name}/blobs/${unknown}`, status: 404 },
  { by: 'end-3', request: 'GET /v2/{name}/manifests/latest', status: 200 },
  { by: 'end-3', request: 'GET /v2/{name}/manifests/oldest', status: 404 },
  { by: 'end-4a', request: 'POST /v2/{name}/blobs/uploads/', status: 202 },
  { by: 'end-8a', request: 'GET /v2/{name}/tags/list', status: 200 },
] as const

const manners: Readonly<Record<string, NonNullable<ExpectedReply['headers']>>> = {
  'tells browsers not to guess its type': { 'x-content-type-options': 'nosniff' },
  'has an id that leads to its log line': { 'x-request-id': /^[\w-]{8,}$/ },
  'names the API version': { 'docker-distribution-api-version': 'registry/2.0' },
}

/** Headers that every reply has */
export const headers: readonly ProtocolCase[] = [
  ...kinds.flatMap(({ by, request, status }) =>
    Object.entries(manners).map(
      ([manner, wanted]): ProtocolCase => ({
        name: `${request.replace(/sha256:\w+/, '<digest>')} -> ${status} ${manner}`,
        by,
        level: 'berth',
        given: [pushed(ship, 'latest')],
        exchanges: [{ request, reply: { status, headers: wanted } }],
      }),
    ),
  ),
  {
    name: 'no two replies have the same id',
    by: 'end-1',
    level: 'berth',
    run: async (registry) => {
      const first = await registry.exchange({ request: 'GET /v2/', reply: { status: 200 } })
      const second = await registry.exchange({ request: 'GET /v2/', reply: { status: 200 } })
      const [one, other] = [first, second].map(({ headers }) => headers.get('x-request-id'))
      if (one === other) {
        throw new Unmet([
          { level: 'berth', request: second.request, expected: 'another id', came: String(other) },
        ])
      }
    },
  },
  {
    name: 'a manifest is never compressed on its way, whatever the client could read',
    by: 'end-3',
    fact: 33,
    level: 'berth',
    given: [pushed(ship, 'latest')],
    exchanges: [
      {
        request: 'GET /v2/{name}/manifests/latest',
        headers: { 'accept-encoding': 'gzip, br' },
        reply: {
          status: 200,
          headers: { 'content-encoding': absentHeader, 'content-length': String(ship.size) },
        },
      },
    ],
  },
]

const preflights = [
  { by: 'end-1', path: '/v2/', method: 'GET' },
  { by: 'end-3', path: '/v2/{name}/manifests/latest', method: 'PUT' },
  { by: 'end-2', path: `/v2/{name}/blobs/${config.digest}`, method: 'GET' },
  { by: 'end-4a', path: '/v2/{name}/blobs/uploads/', method: 'POST' },
  { by: 'end-5', path: '/v2/{name}/blobs/uploads/00000000-0000-4000-8000-000000000000', method: 'PATCH' },
  { by: 'end-8a', path: '/v2/{name}/tags/list', method: 'GET' },
] as const

/** What a page of another origin has to be able to read. */
const exposed = [
  'Docker-Content-Digest',
  'Docker-Upload-UUID',
  'Location',
  'Link',
  'Range',
  'Content-Range',
  'ETag',
  'OCI-Subject',
  'OCI-Tag',
  'OCI-Filters-Applied',
  'OCI-Chunk-Min-Length',
  'WWW-Authenticate',
  'Warning',
  'Retry-After',
]

/** Pages of other origins */
export const cors: readonly ProtocolCase[] = [
  ...preflights.map(
    ({ by, path, method }): ProtocolCase => ({
      name: `a page of another origin may ask whether it may ${method} ${path.replace(/sha256:\w+/, '<digest>')}`,
      by,
      fact: 46,
      level: 'berth',
      needs: ['cors'],
      exchanges: [
        {
          request: `OPTIONS ${path}`,
          headers: {
            origin,
            'access-control-request-method': method,
            'access-control-request-headers': 'authorization, content-type, content-range',
          },
          reply: {
            status: 204,
            headers: {
              'access-control-allow-origin': /./,
              'access-control-allow-methods': listing(method),
              'access-control-allow-headers': listing('authorization', 'content-type', 'content-range'),
            },
          },
        },
      ],
    }),
  ),
  {
    name: 'a page of another origin may read the headers the protocol speaks with, of errors too',
    by: 'end-3',
    fact: 46,
    level: 'berth',
    needs: ['cors'],
    given: [pushed(ship, 'latest')],
    exchanges: (['latest', 'oldest'] as const).map((tag) => ({
      request: `GET /v2/{name}/manifests/${tag}` as const,
      headers: { origin },
      reply: {
        status: tag === 'latest' ? 200 : 404,
        headers: { 'access-control-allow-origin': /./, 'access-control-expose-headers': listing(...exposed) },
      },
    })),
  },
  {
    name: 'credentials are never allowed to every origin at once',
    by: 'end-1',
    fact: 46,
    level: 'berth',
    needs: ['cors'],
    run: async (registry) => {
      const reply = await registry.exchange({
        request: 'GET /v2/',
        headers: { origin },
        reply: { status: 200 },
      })
      const everyone = reply.headers.get('access-control-allow-origin') === '*'
      if (everyone && reply.headers.get('access-control-allow-credentials') === 'true') {
        const came = '* with Access-Control-Allow-Credentials'
        throw new Unmet([
          { level: 'berth', request: reply.request, expected: 'one origin or no credentials', came },
        ])
      }
    },
  },
]
