import { NAME_MAX_LENGTH } from '@berth/spec/grammar'
import type { ProtocolCase } from '../case.ts'
import { image } from '../content.ts'
import { refused } from '../exchange.ts'
import { pushed, pushedTo } from '../registry.ts'

const ship = image('a ship')

/** Names a greedy router takes for one of the API's own paths. */
const reservedLooking = [
  'a/blobs/b',
  'a/manifests/b',
  'x/tags/list',
  'a/tags/b',
  'uploads/referrers',
  'a/referrers/b',
  'a/blobs/uploads',
  'a/blobs/uploads/b',
  'v2/manifests',
  'manifests/latest/blobs',
]

/** Names outside the grammar, as they stand in a path. */
const invalidNames: Readonly<Record<string, string>> = {
  'an upper-case letter': 'Ship',
  'a leading dash': '-ship',
  'a trailing dash': 'ship-',
  'a leading dot': '.ship',
  'a leading underscore': '_ship',
  'two dots in a row': 'a..b',
  'three underscores in a row': 'a___b',
  'mixed separators in a row': 'a.-b',
  'an empty component': 'a//b',
  'a space': 'a%20b',
  'a letter beyond ASCII': '%C3%A4',
  'a NUL': 'a%00b',
  'a backslash': 'a%5Cb',
  'a slash that was encoded twice': 'a%252Fb',
}

const longName = 'n'.repeat(NAME_MAX_LENGTH + 1)

/** `<name>` ("Pulling manifests") */
export const names: readonly ProtocolCase[] = [
  ...reservedLooking.map(
    (name): ProtocolCase => ({
      name: `a repository may be called …/${name}`,
      by: 'end-3',
      fact: 32,
      level: 'must',
      given: [pushedTo(`{name}/${name}`, ship, 'latest')],
      exchanges: [
        { request: `GET /v2/{name}/${name}/manifests/latest`, reply: { status: 200, body: ship.bytes } },
        {
          request: `GET /v2/{name}/${name}/manifests/${ship.digest}`,
          reply: { status: 200, body: ship.bytes },
        },
        ...ship.blobs.map((blob) => ({
          request: `GET /v2/{name}/${name}/blobs/${blob.digest}` as const,
          reply: { status: 200, body: blob.bytes },
        })),
        {
          request: `GET /v2/{name}/${name}/tags/list`,
          reply: { status: 200, json: { name: `{name}/${name}`, tags: ['latest'] } },
        },
      ],
    }),
  ),
  ...Object.entries(invalidNames).map(
    ([flaw, name]): ProtocolCase => ({
      name: `a name with ${flaw} is refused as a name`,
      by: 'end-8a',
      fact: 31,
      level: 'berth',
      exchanges: [{ request: `GET /v2/{name}/${name}/tags/list`, reply: refused('NAME_INVALID') }],
    }),
  ),
  {
    name: `a name of more than ${NAME_MAX_LENGTH} characters, which many clients could not pull, is refused`,
    by: 'end-4a',
    level: 'berth',
    exchanges: [{ request: `POST /v2/${longName}/blobs/uploads/`, reply: refused('NAME_INVALID') }],
  },
  {
    name: 'an image cannot be pulled by an upper-case name',
    by: 'end-3',
    fact: 31,
    level: 'berth',
    exchanges: [{ request: 'GET /v2/{name}/Ship/manifests/latest', reply: refused('NAME_INVALID') }],
  },
  {
    name: 'an upload cannot start under an upper-case name',
    by: 'end-4a',
    fact: 31,
    level: 'berth',
    exchanges: [{ request: 'POST /v2/{name}/Ship/blobs/uploads/', reply: refused('NAME_INVALID') }],
  },
  {
    name: 'a manifest cannot be pushed under an upper-case name',
    by: 'end-7a',
    fact: 31,
    level: 'berth',
    exchanges: [
      {
        request: 'PUT /v2/{name}/Ship/manifests/latest',
        headers: { 'content-type': ship.mediaType },
        body: ship.bytes,
        reply: refused('NAME_INVALID'),
      },
    ],
  },
  {
    name: 'a name may come with its slashes encoded',
    by: 'end-3',
    fact: 32,
    level: 'berth',
    given: [pushedTo('{name}/child', ship, 'latest')],
    exchanges: [
      { request: 'GET /v2/{name}%2Fchild/manifests/latest', reply: { status: 200, body: ship.bytes } },
    ],
  },
  {
    name: 'a digest may come with its colon encoded',
    by: 'end-2',
    fact: 32,
    level: 'should',
    given: [pushed(ship)],
    exchanges: ship.blobs.map((blob) => ({
      request: `GET /v2/{name}/blobs/${encodeURIComponent(blob.digest)}` as const,
      reply: { status: 200, body: blob.bytes },
    })),
  },
  {
    name: 'a manifest digest may come with its colon encoded',
    by: 'end-3',
    fact: 32,
    level: 'should',
    given: [pushed(ship)],
    exchanges: [
      {
        request: `GET /v2/{name}/manifests/${encodeURIComponent(ship.digest)}`,
        reply: { status: 200, body: ship.bytes },
      },
    ],
  },
]
