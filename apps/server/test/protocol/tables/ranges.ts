import type { ProtocolCase } from '../case.ts'
import { blob, blobOfSize } from '../content.ts'
import { absentHeader, refused } from '../exchange.ts'
import { pushedBlob } from '../registry.ts'

const cargo = blobOfSize(10_000)
const empty = blob('')
const { digest, size } = cargo

/** `Range` -> the first and last byte that come. */
const satisfiable: Readonly<Record<string, readonly [number, number]>> = {
  'bytes=0-0': [0, 0],
  'bytes=0-499': [0, 499],
  'bytes=500-1499': [500, 1499],
  'bytes=9999-9999': [9999, 9999],
  'bytes=500-': [500, 9999],
  'bytes=-500': [9500, 9999],
  'bytes=9000-20000': [9000, 9999],
  'bytes=-20000': [0, 9999],
}

/** "A registry SHOULD support the `Range` request header in accordance with RFC 9110 (section 14)." */
export const ranges: readonly ProtocolCase[] = [
  ...Object.entries(satisfiable).map(
    ([range, [first, last]]): ProtocolCase => ({
      name: `${range} of ${size} bytes gives bytes ${first} to ${last}`,
      by: 'end-2',
      fact: 34,
      level: 'should',
      given: [pushedBlob(cargo)],
      exchanges: [
        {
          request: `GET /v2/{name}/blobs/${digest}`,
          headers: { range },
          reply: {
            status: 206,
            headers: {
              'content-range': `bytes ${first}-${last}/${size}`,
              'content-length': String(last - first + 1),
            },
            body: cargo.bytes.subarray(first, last + 1),
          },
        },
      ],
    }),
  ),
  ...['bytes=10000-', 'bytes=10000-10000', 'bytes=50000-60000', 'bytes=-0'].map(
    (range): ProtocolCase => ({
      name: `${range} of ${size} bytes cannot be satisfied`,
      by: 'end-2',
      fact: 34,
      level: 'should',
      given: [pushedBlob(cargo)],
      exchanges: [{ request: `GET /v2/{name}/blobs/${digest}`, headers: { range }, reply: { status: 416 } }],
    }),
  ),
  {
    name: 'a range that cannot be satisfied is refused with the size of the blob',
    by: 'end-2',
    fact: 34,
    level: 'berth',
    given: [pushedBlob(cargo)],
    exchanges: [
      {
        request: `GET /v2/{name}/blobs/${digest}`,
        headers: { range: 'bytes=50000-60000' },
        reply: refused('SIZE_INVALID', 416, { 'content-range': `bytes */${size}` }),
      },
    ],
  },
  {
    name: 'a range that ends before it begins is ignored or refused',
    by: 'end-2',
    fact: 34,
    level: 'should',
    given: [pushedBlob(cargo)],
    exchanges: [
      {
        request: `GET /v2/{name}/blobs/${digest}`,
        headers: { range: 'bytes=500-0' },
        reply: { status: [200, 400, 416] },
      },
    ],
  },
  {
    name: 'a range in another unit is ignored',
    by: 'end-2',
    fact: 34,
    level: 'should',
    given: [pushedBlob(cargo)],
    exchanges: [
      {
        request: `GET /v2/{name}/blobs/${digest}`,
        headers: { range: 'layers=0-1' },
        reply: { status: 200, body: cargo.bytes },
      },
    ],
  },
  ...['bytes=abc', 'bytes=', 'bytes=1-x', 'bytes', 'bytes=0x1-0x2', 'bytes=--5'].map(
    (range): ProtocolCase => ({
      name: `a range that cannot be read, "${range}", is ignored or refused`,
      by: 'end-2',
      fact: 34,
      level: 'should',
      given: [pushedBlob(cargo)],
      exchanges: [
        { request: `GET /v2/{name}/blobs/${digest}`, headers: { range }, reply: { status: [200, 400, 416] } },
      ],
    }),
  ),
  {
    name: 'several ranges get the whole blob or just those parts',
    by: 'end-2',
    fact: 34,
    level: 'should',
    run: async (registry) => {
      await registry.pushBlob(cargo)
      const reply = await registry.exchange({
        request: `GET /v2/{name}/blobs/${digest}`,
        headers: { range: 'bytes=0-1,5000-5001' },
        reply: { status: [200, 206] },
      })
      if (reply.status === 206) return
      await registry.exchange({
        request: `GET /v2/{name}/blobs/${digest}`,
        reply: { status: 200, body: reply.bytes },
      })
    },
  },
  {
    name: 'a range of an empty blob is never 206',
    by: 'end-2',
    fact: 34,
    level: 'should',
    given: [pushedBlob(empty)],
    exchanges: ['bytes=0-0', 'bytes=0-', 'bytes=-1'].map((range) => ({
      request: `GET /v2/{name}/blobs/${empty.digest}` as const,
      headers: { range },
      reply: { status: [200, 416] },
    })),
  },
  {
    name: 'HEAD takes no notice of a range',
    by: 'end-2',
    fact: 34,
    level: 'should',
    given: [pushedBlob(cargo)],
    exchanges: [
      {
        request: `HEAD /v2/{name}/blobs/${digest}`,
        headers: { range: 'bytes=0-9' },
        reply: { status: 200, headers: { 'content-length': String(size), 'content-range': absentHeader } },
      },
    ],
  },
  {
    name: 'If-Range with the ETag of the blob gives the part',
    by: 'end-2',
    fact: 34,
    level: 'should',
    given: [pushedBlob(cargo)],
    exchanges: [
      { request: `GET /v2/{name}/blobs/${digest}`, reply: { status: 200, headers: { etag: /^"/ } } },
      {
        request: `GET /v2/{name}/blobs/${digest}`,
        headers: { range: 'bytes=10-19', 'if-range': '{etag}' },
        reply: { status: 206, body: cargo.bytes.subarray(10, 20) },
      },
    ],
  },
  {
    name: 'If-Range with another ETag gives the whole blob',
    by: 'end-2',
    fact: 34,
    level: 'should',
    given: [pushedBlob(cargo)],
    exchanges: [
      {
        request: `GET /v2/{name}/blobs/${digest}`,
        headers: { range: 'bytes=10-19', 'if-range': `"${empty.digest}"` },
        reply: { status: 200, body: cargo.bytes },
      },
    ],
  },
  {
    name: 'a pull goes on where it broke off',
    by: 'end-2',
    fact: 34,
    level: 'should',
    given: [pushedBlob(cargo)],
    exchanges: [
      {
        request: `GET /v2/{name}/blobs/${digest}`,
        headers: { range: 'bytes=0-3999' },
        reply: {
          status: 206,
          body: cargo.bytes.subarray(0, 4000),
          headers: { 'docker-content-digest': digest },
        },
      },
      {
        request: `GET /v2/{name}/blobs/${digest}`,
        headers: { range: 'bytes=4000-' },
        reply: {
          status: 206,
          body: cargo.bytes.subarray(4000),
          headers: { 'docker-content-digest': digest },
        },
      },
    ],
  },
]
