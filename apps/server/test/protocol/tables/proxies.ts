import type { ProtocolCase } from '../case.ts'
import { blob, image } from '../content.ts'
import { absentHeader, startingWith } from '../exchange.ts'
import { pushed, pushedBlob, uploading } from '../registry.ts'

const ship = image('a ship behind a proxy')
const cargo = blob('cargo behind a proxy')
const [config = ship] = ship.blobs

/** Pull operations, which may come with `ns`. */
const pulls = [
  { by: 'end-2', path: `blobs/${config.digest}` },
  { by: 'end-3', path: 'manifests/latest' },
  { by: 'end-3', path: `manifests/${ship.digest}` },
  { by: 'end-8b', path: 'tags/list' },
] as const

/** "Registry Proxying", and URLs that hold behind a proxy */
export const proxies: readonly ProtocolCase[] = [
  ...pulls.flatMap(({ by, path }): ProtocolCase[] => [
    {
      name: `${path.replace(/sha256:\w+/, '<digest>')} can be pulled with the host the client had in mind`,
      by,
      fact: 40,
      level: 'must',
      given: [pushed(ship, 'latest')],
      exchanges: [{ request: `GET /v2/{name}/${path}?ns=registry.example`, reply: { status: 200 } }],
    },
    {
      name: `${path.replace(/sha256:\w+/, '<digest>')} says which namespace it was pulled from`,
      by,
      fact: 40,
      level: 'berth',
      given: [pushed(ship, 'latest')],
      exchanges: [
        {
          request: `GET /v2/{name}/${path}?ns=registry.example:5000`,
          reply: { status: 200, headers: { 'oci-namespace': 'registry.example:5000' } },
        },
      ],
    },
  ]),
  ...['a%0D%0AX-Injected:%20yes', '%00', 'http://127.0.0.1:1/', '%C3%A4'].map(
    (ns): ProtocolCase => ({
      name: `a namespace that is no host, ${ns}, is refused or passed over`,
      by: 'end-3',
      fact: 40,
      level: 'berth',
      given: [pushed(ship, 'latest')],
      exchanges: [
        {
          request: `GET /v2/{name}/manifests/latest?ns=${ns}`,
          reply: { status: [200, 400], headers: { 'x-injected': absentHeader } },
        },
      ],
    }),
  ),
  {
    name: 'a session is where the client has reached the registry: its Location is a path',
    by: 'end-4a',
    fact: 41,
    level: 'berth',
    exchanges: [
      {
        request: 'POST /v2/{name}/blobs/uploads/',
        reply: { status: 202, headers: { location: startingWith('/v2/{name}/blobs/uploads/') } },
      },
      {
        request: 'PATCH {location}',
        body: cargo.bytes,
        reply: { status: 202, headers: { location: startingWith('/v2/{name}/blobs/uploads/') } },
      },
      {
        request: 'GET {location}',
        reply: { status: 204, headers: { location: startingWith('/v2/{name}/blobs/uploads/') } },
      },
    ],
  },
  {
    name: 'a blob is where the client has reached the registry: its Location is a path',
    by: 'end-6',
    fact: 41,
    level: 'berth',
    given: [uploading()],
    exchanges: [
      {
        request: `PUT {location}?digest=${cargo.digest}`,
        body: cargo.bytes,
        reply: { status: 201, headers: { location: `/v2/{name}/blobs/${cargo.digest}` } },
      },
    ],
  },
  {
    name: 'a mounted blob is where the client has reached the registry: its Location is a path',
    by: 'end-11',
    fact: 41,
    level: 'berth',
    needs: ['mount'],
    given: [pushedBlob(cargo, '{name}/source')],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?mount=${cargo.digest}&from={name}/source`,
        reply: { status: 201, headers: { location: `/v2/{name}/blobs/${cargo.digest}` } },
      },
    ],
  },
  {
    name: 'a manifest is where the client has reached the registry: its Location is a path',
    by: 'end-7a',
    fact: 41,
    level: 'berth',
    given: [pushed(ship)],
    exchanges: ['latest', ship.digest].map((reference) => ({
      request: `PUT /v2/{name}/manifests/${reference}` as const,
      headers: { 'content-type': ship.mediaType },
      body: ship.bytes,
      reply: { status: 201, headers: { location: startingWith('/v2/{name}/manifests/') } },
    })),
  },
]
