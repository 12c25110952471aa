import type { ProtocolCase } from '../case.ts'
import { blob, image } from '../content.ts'
import { refused } from '../exchange.ts'
import { pushed } from '../registry.ts'

const ship = image('a ship with many names')
const cargo = blob('cargo')
const longestTag = 't'.repeat(128)

/** Texts that are neither a tag nor a digest, as they stand in a path. */
const invalidTags: Readonly<Record<string, string>> = {
  'a leading dot': '.hidden',
  'a leading dash': '-rf',
  'more than 128 characters': `${longestTag}t`,
  'a plus sign': '1.0%2B2',
  'a letter beyond ASCII': 'v%C3%A4',
  'a space': 'a%20b',
}

const invalidDigests: Readonly<Record<string, string>> = {
  'upper-case hex': cargo.digest.toUpperCase().replace('SHA256', 'sha256'),
  'an upper-case algorithm': cargo.digest.replace('sha256', 'SHA256'),
  'too few characters': cargo.digest.slice(0, -1),
  'too many characters': `${cargo.digest}0`,
  'characters that are not hex': cargo.digest.replace(/.$/, 'z'),
  'an algorithm nobody has registered': `md5:${'0'.repeat(32)}`,
  'nothing after the colon': 'sha256:',
}

/** `<tag-or-digest>` ("Pulling manifests") and `<digest>` */
export const references: readonly ProtocolCase[] = [
  {
    name: 'a tag may have 128 characters',
    by: 'end-7a',
    level: 'must',
    given: [pushed(ship, longestTag)],
    exchanges: [
      { request: `GET /v2/{name}/manifests/${longestTag}`, reply: { status: 200, body: ship.bytes } },
    ],
  },
  ...['_', 'V1.2.3-rc.1', 'a_b', '0', '1--2..3', 'sha256-cafe.sig'].map(
    (tag): ProtocolCase => ({
      name: `a tag may be called ${tag}`,
      by: 'end-7a',
      level: 'must',
      given: [pushed(ship, tag)],
      exchanges: [
        { request: `GET /v2/{name}/manifests/${tag}`, reply: { status: 200, body: ship.bytes } },
        { request: 'GET /v2/{name}/tags/list', reply: { status: 200, json: { tags: [tag] } } },
      ],
    }),
  ),
  {
    name: 'tags are case-sensitive',
    by: 'end-3',
    fact: 31,
    level: 'must',
    given: [pushed(ship, 'Latest')],
    exchanges: [
      { request: 'GET /v2/{name}/manifests/latest', reply: refused('MANIFEST_UNKNOWN') },
      { request: 'GET /v2/{name}/manifests/Latest', reply: { status: 200 } },
    ],
  },
  ...Object.entries(invalidTags).flatMap(([flaw, tag]): ProtocolCase[] => [
    {
      name: `pulling by a tag with ${flaw} is refused as a tag`,
      by: 'end-3',
      level: 'berth',
      given: [pushed(ship, 'latest')],
      exchanges: [{ request: `GET /v2/{name}/manifests/${tag}`, reply: refused('TAG_INVALID') }],
    },
    {
      name: `pushing to a tag with ${flaw} is refused as a tag`,
      by: 'end-7a',
      level: 'berth',
      given: [pushed(ship)],
      exchanges: [
        {
          request: `PUT /v2/{name}/manifests/${tag}`,
          headers: { 'content-type': ship.mediaType },
          body: ship.bytes,
          reply: refused('TAG_INVALID'),
        },
      ],
    },
  ]),
  ...Object.entries(invalidDigests).flatMap(([flaw, digest]): ProtocolCase[] => [
    {
      name: `a blob digest with ${flaw} is refused as a digest`,
      by: 'end-2',
      fact: 31,
      level: 'berth',
      given: [pushed(ship)],
      exchanges: [{ request: `GET /v2/{name}/blobs/${digest}`, reply: refused('DIGEST_INVALID') }],
    },
    {
      name: `a manifest digest with ${flaw} is refused as a digest`,
      by: 'end-3',
      fact: 31,
      level: 'berth',
      given: [pushed(ship)],
      exchanges: [{ request: `GET /v2/{name}/manifests/${digest}`, reply: refused('DIGEST_INVALID') }],
    },
  ]),
]
