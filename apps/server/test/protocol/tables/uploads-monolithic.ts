import { digestOf } from '@berth/digest'
import type { ProtocolCase } from '../case.ts'
import { blob, blobOfSize, utf8 } from '../content.ts'
import { refused, Streamed } from '../exchange.ts'
import { pushedBlob, uploading } from '../registry.ts'

const cargo = blob('cargo in one piece')
const heavy = blobOfSize(3_000_000)
const empty = blob('')
const wrong = digestOf(utf8('something else'))
const sha512 = digestOf(cargo.bytes, 'sha512')

const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i

/** The digest in a query as clients of other languages write it. */
const encoded = (digest: string) => digest.replace(':', '%3A')

const pulled = {
  request: `GET /v2/{name}/blobs/${cargo.digest}`,
  reply: { status: 200, body: cargo.bytes },
} as const

/** "Pushing a blob monolithically" */
export const uploadsMonolithic: readonly ProtocolCase[] = [
  {
    name: 'an upload starts with a location to push to',
    by: 'end-4a',
    level: 'must',
    exchanges: [
      { request: 'POST /v2/{name}/blobs/uploads/', reply: { status: 202, headers: { location: /./ } } },
    ],
  },
  {
    name: 'the location holds a UUID for the session',
    by: 'end-4a',
    level: 'must',
    exchanges: [
      { request: 'POST /v2/{name}/blobs/uploads/', reply: { status: 202, headers: { location: UUID } } },
    ],
  },
  {
    name: 'an upload starts empty: Range 0-0, which older clients read, and the same UUID as in the location',
    by: 'end-4a',
    fact: 9,
    level: 'berth',
    exchanges: [
      {
        request: 'POST /v2/{name}/blobs/uploads/',
        reply: {
          status: 202,
          headers: {
            range: '0-0',
            'docker-upload-uuid': UUID,
            'content-length': '0',
          },
        },
      },
    ],
  },
  {
    name: 'an upload starts at Upload-Offset 0, which 0-0 does not say clearly',
    by: 'end-4a',
    fact: 9,
    level: 'berth',
    exchanges: [
      {
        request: 'POST /v2/{name}/blobs/uploads/',
        reply: { status: 202, headers: { 'upload-offset': '0' } },
      },
    ],
  },
  {
    name: 'an upload starts without the closing slash too, and is not redirected',
    by: 'end-4a',
    fact: 1,
    level: 'berth',
    exchanges: [
      {
        request: 'POST /v2/{name}/blobs/uploads',
        unredirected: true,
        reply: { status: 202, headers: { location: /./ } },
      },
    ],
  },
  {
    name: 'an upload starts with any Content-Type',
    by: 'end-4a',
    fact: 13,
    level: 'berth',
    exchanges: [
      {
        request: 'POST /v2/{name}/blobs/uploads/',
        headers: { 'content-type': 'application/json' },
        reply: { status: 202 },
      },
    ],
  },
  {
    name: 'POST, then PUT: the blob can be pulled from where the reply says',
    by: 'end-6',
    level: 'must',
    given: [uploading()],
    exchanges: [
      {
        request: `PUT {location}?digest=${cargo.digest}`,
        headers: { 'content-type': 'application/octet-stream' },
        body: cargo.bytes,
        reply: { status: 201, headers: { location: /./ } },
      },
      { request: 'GET {location}', reply: { status: 200, body: cargo.bytes } },
      pulled,
    ],
  },
  {
    name: 'a finished upload gives the digest and the length of its empty body',
    by: 'end-6',
    fact: 28,
    level: 'berth',
    given: [uploading()],
    exchanges: [
      {
        request: `PUT {location}?digest=${cargo.digest}`,
        body: cargo.bytes,
        reply: { status: 201, headers: { 'docker-content-digest': cargo.digest, 'content-length': '0' } },
      },
    ],
  },
  {
    name: 'a blob is there as soon as its upload has answered',
    by: 'end-6',
    fact: 50,
    level: 'must',
    given: [uploading()],
    exchanges: [
      { request: `PUT {location}?digest=${cargo.digest}`, body: cargo.bytes, reply: { status: 201 } },
      {
        request: `HEAD /v2/{name}/blobs/${cargo.digest}`,
        reply: { status: 200, headers: { 'content-length': String(cargo.size) } },
      },
    ],
  },
  {
    name: 'the digest may be percent-encoded',
    by: 'end-6',
    fact: 13,
    level: 'should',
    given: [uploading()],
    exchanges: [
      {
        request: `PUT {location}?digest=${encoded(cargo.digest)}`,
        body: cargo.bytes,
        reply: { status: 201 },
      },
      pulled,
    ],
  },
  {
    name: 'the digest may stand before what the location has in its query, and beside what nobody knows',
    by: 'end-6',
    fact: 13,
    level: 'berth',
    run: async (registry) => {
      await uploading()(registry)
      const url = new URL(registry.location)
      const query = ['unheard=of', `digest=${cargo.digest}`, url.search.slice(1)]
        .filter((part) => part !== '')
        .join('&')
      await registry.exchange({
        request: `PUT ${url.origin}${url.pathname}?${query}`,
        body: cargo.bytes,
        reply: { status: 201 },
      })
      await registry.exchange(pulled)
    },
  },
  ...['application/json', 'text/plain; charset=utf-8', 'application/x-www-form-urlencoded', ''].map(
    (type): ProtocolCase => ({
      name: `the bytes may come ${type === '' ? 'without a Content-Type' : `as ${type}`}`,
      by: 'end-6',
      fact: 13,
      level: 'berth',
      given: [uploading()],
      exchanges: [
        {
          request: `PUT {location}?digest=${cargo.digest}`,
          ...(type === '' ? {} : { headers: { 'content-type': type } }),
          body: cargo.bytes,
          reply: { status: 201 },
        },
        pulled,
      ],
    }),
  ),
  {
    name: 'the bytes may come without being counted first',
    by: 'end-6',
    fact: 13,
    level: 'should',
    given: [uploading()],
    exchanges: [
      {
        request: `PUT {location}?digest=${heavy.digest}`,
        body: new Streamed(heavy.bytes.subarray(0, 1_000_000), heavy.bytes.subarray(1_000_000)),
        reply: { status: 201 },
      },
      { request: `GET /v2/{name}/blobs/${heavy.digest}`, reply: { status: 200, body: heavy.bytes } },
    ],
  },
  {
    name: 'an empty blob is pushed as no bytes',
    by: 'end-6',
    fact: 15,
    level: 'must',
    given: [uploading()],
    exchanges: [
      {
        request: `PUT {location}?digest=${empty.digest}`,
        reply: { status: 201, headers: { location: /./ } },
      },
      {
        request: `HEAD /v2/{name}/blobs/${empty.digest}`,
        reply: { status: 200, headers: { 'content-length': '0' } },
      },
    ],
  },
  {
    name: 'bytes that are not those of the digest are refused',
    by: 'end-6',
    fact: 13,
    level: 'should',
    given: [uploading()],
    exchanges: [
      { request: `PUT {location}?digest=${wrong}`, body: cargo.bytes, reply: refused('DIGEST_INVALID') },
      { request: `HEAD /v2/{name}/blobs/${wrong}`, reply: { status: 404 } },
      { request: `HEAD /v2/{name}/blobs/${cargo.digest}`, reply: { status: 404 } },
    ],
  },
  {
    name: 'bytes that are not those of the digest end the session: whoever tries again starts over',
    by: 'end-13',
    fact: 13,
    level: 'berth',
    given: [uploading()],
    exchanges: [
      { request: `PUT {location}?digest=${wrong}`, body: cargo.bytes, reply: refused('DIGEST_INVALID') },
      { request: 'GET {location}', reply: refused('BLOB_UPLOAD_UNKNOWN') },
    ],
  },
  ...Object.entries({
    'is malformed': 'sha256:cafe',
    'has upper-case hex': cargo.digest.toUpperCase().replace('SHA256', 'sha256'),
    'is of an algorithm nobody has registered': `md5:${'0'.repeat(32)}`,
    'is empty': '',
  }).map(
    ([flaw, digest]): ProtocolCase => ({
      name: `a digest that ${flaw} is refused`,
      by: 'end-6',
      level: 'should',
      given: [uploading()],
      exchanges: [
        { request: `PUT {location}?digest=${digest}`, body: cargo.bytes, reply: refused('DIGEST_INVALID') },
      ],
    }),
  ),
  {
    name: 'an upload does not finish without its digest',
    by: 'end-6',
    level: 'must',
    given: [uploading()],
    exchanges: [{ request: 'PUT {location}', body: cargo.bytes, reply: refused('DIGEST_INVALID') }],
  },
  {
    name: 'a request that lacks a usable digest does not cost the session its bytes',
    by: 'end-6',
    level: 'berth',
    needs: ['small-chunks'],
    given: [uploading(cargo.bytes)],
    exchanges: [
      { request: 'PUT {location}?digest=sha256:cafe', reply: refused('DIGEST_INVALID') },
      { request: `PUT {location}?digest=${cargo.digest}`, reply: { status: 201 } },
      pulled,
    ],
  },
  {
    name: 'pushing the same blob again is fine',
    by: 'end-6',
    fact: 17,
    level: 'must',
    given: [pushedBlob(cargo), uploading()],
    exchanges: [
      { request: `PUT {location}?digest=${cargo.digest}`, body: cargo.bytes, reply: { status: 201 } },
      pulled,
    ],
  },
  {
    name: 'pushing the same blob at the same time is fine: each upload succeeds',
    by: 'end-6',
    fact: 17,
    level: 'must',
    run: async (registry) => {
      const locations: string[] = []
      for (let upload = 0; upload < 4; upload += 1) {
        await uploading()(registry)
        locations.push(registry.location)
      }
      await Promise.all(
        locations.map((location) =>
          registry.exchange({
            request: `PUT ${location}${location.includes('?') ? '&' : '?'}digest=${heavy.digest}`,
            body: heavy.bytes,
            reply: { status: 201 },
          }),
        ),
      )
      await registry.exchange({
        request: `GET /v2/{name}/blobs/${heavy.digest}`,
        reply: { status: 200, body: heavy.bytes },
      })
    },
  },
  {
    name: 'a finished session is gone',
    by: 'end-13',
    fact: 17,
    level: 'must',
    given: [uploading()],
    exchanges: [
      { request: `PUT {location}?digest=${cargo.digest}`, body: cargo.bytes, reply: { status: 201 } },
      { request: 'GET {first location}', reply: refused('BLOB_UPLOAD_UNKNOWN') },
    ],
  },
  {
    name: 'a finished session takes no more bytes',
    by: 'end-5',
    fact: 17,
    level: 'must',
    given: [uploading()],
    exchanges: [
      { request: `PUT {location}?digest=${cargo.digest}`, body: cargo.bytes, reply: { status: 201 } },
      { request: 'PATCH {first location}', body: cargo.bytes, reply: refused('BLOB_UPLOAD_UNKNOWN') },
    ],
  },
  {
    name: 'finishing again, after a reply that was lost, succeeds or says that the session is gone',
    by: 'end-6',
    fact: 17,
    level: 'berth',
    given: [uploading()],
    exchanges: [
      { request: `PUT {location}?digest=${cargo.digest}`, body: cargo.bytes, reply: { status: 201 } },
      {
        request: `PUT {first location}?digest=${cargo.digest}`,
        body: cargo.bytes,
        reply: { status: [201, 404], code: 'BLOB_UPLOAD_UNKNOWN' },
      },
      pulled,
    ],
  },
  {
    name: 'a sha512 digest need not be announced',
    by: 'end-6',
    fact: 14,
    level: 'may',
    needs: ['sha512'],
    given: [uploading()],
    exchanges: [
      {
        request: `PUT {location}?digest=${sha512}`,
        body: cargo.bytes,
        reply: { status: 201, headers: { location: /./ } },
      },
      {
        request: `GET /v2/{name}/blobs/${sha512}`,
        reply: { status: 200, headers: { 'docker-content-digest': sha512 }, body: cargo.bytes },
      },
    ],
  },
  {
    name: 'bytes that are not those of a sha512 digest are refused',
    by: 'end-6',
    fact: 14,
    level: 'should',
    needs: ['sha512'],
    given: [uploading()],
    exchanges: [
      { request: `PUT {location}?digest=${sha512}`, body: heavy.bytes, reply: refused('DIGEST_INVALID') },
    ],
  },

  {
    name: 'a single POST with the bytes pushes the blob, or starts an upload that a PUT finishes',
    by: 'end-4b',
    level: 'must',
    run: async (registry) => {
      const { status } = await registry.exchange({
        request: `POST /v2/{name}/blobs/uploads/?digest=${cargo.digest}`,
        headers: { 'content-type': 'application/octet-stream' },
        body: cargo.bytes,
        reply: { status: [201, 202], headers: { location: /./ } },
      })
      if (status === 202) {
        await registry.exchange({
          request: `PUT {location}?digest=${cargo.digest}`,
          body: cargo.bytes,
          reply: { status: 201 },
        })
      }
      await registry.exchange(pulled)
    },
  },
  {
    name: 'a single POST with the bytes pushes the blob',
    by: 'end-4b',
    level: 'may',
    needs: ['single-post'],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?digest=${encoded(cargo.digest)}`,
        headers: { 'content-type': 'application/octet-stream' },
        body: cargo.bytes,
        reply: { status: 201, headers: { location: /./, 'docker-content-digest': cargo.digest } },
      },
      { request: 'GET {location}', reply: { status: 200, body: cargo.bytes } },
    ],
  },
  {
    name: 'a single POST may come with any Content-Type and without being counted first',
    by: 'end-4b',
    fact: 13,
    level: 'berth',
    needs: ['single-post'],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?digest=${cargo.digest}`,
        headers: { 'content-type': 'application/json' },
        body: new Streamed(cargo.bytes),
        reply: { status: 201 },
      },
      pulled,
    ],
  },
  {
    name: 'a single POST of no bytes pushes the empty blob',
    by: 'end-4b',
    fact: 15,
    level: 'berth',
    needs: ['single-post'],
    exchanges: [
      { request: `POST /v2/{name}/blobs/uploads/?digest=${empty.digest}`, reply: { status: 201 } },
      {
        request: `HEAD /v2/{name}/blobs/${empty.digest}`,
        reply: { status: 200, headers: { 'content-length': '0' } },
      },
    ],
  },
  {
    name: 'a single POST of bytes that are not those of the digest is refused',
    by: 'end-4b',
    level: 'should',
    needs: ['single-post'],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?digest=${wrong}`,
        body: cargo.bytes,
        reply: refused('DIGEST_INVALID'),
      },
      { request: `HEAD /v2/{name}/blobs/${cargo.digest}`, reply: { status: 404 } },
    ],
  },
  {
    name: 'a single POST with a malformed digest is refused',
    by: 'end-4b',
    level: 'should',
    needs: ['single-post'],
    exchanges: [
      {
        request: 'POST /v2/{name}/blobs/uploads/?digest=sha256:cafe',
        body: cargo.bytes,
        reply: refused('DIGEST_INVALID'),
      },
    ],
  },
  {
    name: 'a single POST takes a sha512 digest',
    by: 'end-4b',
    fact: 14,
    level: 'may',
    needs: ['single-post', 'sha512'],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?digest=${sha512}`,
        body: cargo.bytes,
        reply: { status: 201, headers: { 'docker-content-digest': sha512 } },
      },
      { request: `GET /v2/{name}/blobs/${sha512}`, reply: { status: 200, body: cargo.bytes } },
    ],
  },
]
