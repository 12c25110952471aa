import type { ProtocolCase } from '../case.ts'
import { image } from '../content.ts'
import type { EndpointId } from '../endpoints.ts'
import { listing, refused } from '../exchange.ts'
import { pushed } from '../registry.ts'

const ship = image('a ship asked in the wrong way')

/** A method the path does not have, and some it has. */
const wrongMethods: readonly (readonly [
  EndpointId,
  `${'POST' | 'PUT' | 'PATCH' | 'GET' | 'DELETE'} ${string}`,
  string[],
])[] = [
  ['end-1', 'POST /v2/', ['GET']],
  ['end-2', `POST /v2/{name}/blobs/${ship.digest}`, ['GET', 'HEAD']],
  ['end-3', 'POST /v2/{name}/manifests/latest', ['GET', 'HEAD', 'PUT']],
  ['end-4a', 'GET /v2/{name}/blobs/uploads/', ['POST']],
  ['end-4a', 'PUT /v2/{name}/blobs/uploads/', ['POST']],
  [
    'end-5',
    'POST /v2/{name}/blobs/uploads/00000000-0000-4000-8000-000000000000',
    ['GET', 'PATCH', 'PUT', 'DELETE'],
  ],
  ['end-7a', 'PATCH /v2/{name}/manifests/latest', ['GET', 'HEAD', 'PUT']],
  ['end-8a', 'POST /v2/{name}/tags/list', ['GET']],
  ['end-8a', 'DELETE /v2/{name}/tags/list', ['GET']],
  ['end-12a', `PUT /v2/{name}/referrers/${ship.digest}`, ['GET']],
]

/** Paths that are not in the endpoints table. */
const unknownPaths = [
  '{name}',
  '{name}/nothing',
  '{name}/tags',
  '{name}/tags/list/more',
  '{name}/tags/latest',
  '{name}/manifests',
  '{name}/blobs',
]

/** What the endpoints table does not have ("Endpoints", "Error Codes") */
export const methods: readonly ProtocolCase[] = [
  ...wrongMethods.map(
    ([by, request, allowed]): ProtocolCase => ({
      name: `${request.replace(ship.digest, '<digest>')} is not allowed, and the reply lists what is`,
      by,
      fact: 44,
      level: 'berth',
      ...(by === 'end-12a' ? { needs: ['referrers' as const] } : {}),
      given: [pushed(ship, 'latest')],
      exchanges: [{ request, reply: refused('UNSUPPORTED', 405, { allow: listing(...allowed) }) }],
    }),
  ),
  ...unknownPaths.map(
    (path): ProtocolCase => ({
      name: `/v2/${path} is not part of the API, and is refused like everything else`,
      by: 'end-1',
      fact: 44,
      level: 'berth',
      given: [pushed(ship, 'latest')],
      exchanges: [{ request: `GET /v2/${path}`, reply: refused('UNSUPPORTED', 404) }],
    }),
  ),
  {
    name: 'a refusal is JSON: errors, each with a code and a message for people',
    by: 'end-3',
    fact: 44,
    level: 'berth',
    run: async (registry) => {
      await registry.pushManifest(ship, 'latest')
      const reply = await registry.exchange({
        request: 'GET /v2/{name}/manifests/oldest',
        reply: refused('MANIFEST_UNKNOWN', 404, { 'content-type': 'application/json' }),
      })
      await registry.exchange({
        request: 'GET /v2/{name}/manifests/oldest',
        reply: {
          status: reply.status,
          headers: { 'content-length': String(reply.bytes.byteLength) },
          json: { errors: [{ code: 'MANIFEST_UNKNOWN' }] },
        },
      })
    },
  },
]
