import { digestOf } from '@berth/digest'
import type { ProtocolCase } from '../case.ts'
import { blob, blobOfSize } from '../content.ts'
import { type Exchange, type ExpectedReply, refused, Streamed } from '../exchange.ts'
import { uploading } from '../registry.ts'

const whole = blob('abcdefghij')
const first = whole.bytes.subarray(0, 5)
const second = whole.bytes.subarray(5)
const heavy = blobOfSize(2_500_000)
const sha512 = digestOf(whole.bytes, 'sha512')

const octets = { 'content-type': 'application/octet-stream' }

/** `PATCH {location}` with its `Content-Range`; without one when `range` is undefined. */
function patch(body: Uint8Array | Streamed, range: string | undefined, reply: ExpectedReply): Exchange {
  const headers = range === undefined ? octets : { ...octets, 'content-range': range }
  return { request: 'PATCH {location}', headers, body, reply }
}

const accepted = (range: string): ExpectedReply => ({ status: 202, headers: { location: /./, range } })

const finish: Exchange = {
  request: `PUT {location}?digest=${whole.digest}`,
  reply: { status: 201, headers: { location: /./ } },
}
const pulled: Exchange = {
  request: `GET /v2/{name}/blobs/${whole.digest}`,
  reply: { status: 200, body: whole.bytes },
}

/** Out of order as the specification has it, and with all a client needs to go on without asking (fact 16). */
const outOfOrder = refused('BLOB_UPLOAD_INVALID', 416)
const outOfOrderAt = (offset: number) =>
  refused('BLOB_UPLOAD_INVALID', 416, {
    location: /./,
    range: `0-${Math.max(offset - 1, 0)}`,
    'docker-upload-uuid': /./,
    'upload-offset': String(offset),
  })

/** "Pushing a blob in chunks" and "Cancel a blob upload" */
export const uploadsChunked: readonly ProtocolCase[] = [
  {
    name: 'a blob is pushed in chunks, each where the last reply says, and closed with an empty PUT',
    by: 'end-5',
    level: 'must',
    needs: ['small-chunks'],
    given: [uploading()],
    exchanges: [
      patch(first, '0-4', accepted('0-4')),
      patch(second, '5-9', accepted('0-9')),
      finish,
      { request: 'GET {location}', reply: { status: 200, body: whole.bytes } },
    ],
  },
  {
    name: 'the last chunk may come with the closing PUT',
    by: 'end-6',
    level: 'must',
    needs: ['small-chunks'],
    given: [uploading(first)],
    exchanges: [{ ...finish, headers: { ...octets, 'content-range': '5-9' }, body: second }, pulled],
  },
  {
    name: 'the last chunk may come with the closing PUT and without Content-Range',
    by: 'end-6',
    fact: 13,
    level: 'should',
    needs: ['small-chunks'],
    given: [uploading(first)],
    exchanges: [{ ...finish, body: new Streamed(second) }, pulled],
  },
  {
    name: 'a chunk without Content-Range is appended',
    by: 'end-5',
    fact: 10,
    level: 'should',
    needs: ['small-chunks'],
    given: [uploading()],
    exchanges: [
      patch(first, undefined, accepted('0-4')),
      patch(second, undefined, accepted('0-9')),
      finish,
      pulled,
    ],
  },
  {
    name: 'a whole blob may be streamed in one PATCH, without its length, as docker does',
    by: 'end-5',
    fact: 10,
    level: 'should',
    given: [uploading()],
    exchanges: [
      patch(
        new Streamed(heavy.bytes.subarray(0, 1_000_000), heavy.bytes.subarray(1_000_000)),
        undefined,
        accepted(`0-${heavy.size - 1}`),
      ),
      { request: `PUT {location}?digest=${heavy.digest}`, reply: { status: 201 } },
      { request: `GET /v2/{name}/blobs/${heavy.digest}`, reply: { status: 200, body: heavy.bytes } },
    ],
  },
  ...[undefined, 'application/json', 'text/plain'].map(
    (type): ProtocolCase => ({
      name: `a chunk may come ${type === undefined ? 'without a Content-Type' : `as ${type}`}`,
      by: 'end-5',
      fact: 10,
      level: 'berth',
      given: [uploading()],
      exchanges: [
        {
          request: 'PATCH {location}',
          ...(type === undefined ? {} : { headers: { 'content-type': type } }),
          body: whole.bytes,
          reply: accepted('0-9'),
        },
        finish,
        pulled,
      ],
    }),
  ),
  {
    name: 'every chunk is answered with the offset in bytes, the UUID of the session and no body',
    by: 'end-5',
    fact: 9,
    level: 'berth',
    given: [uploading()],
    exchanges: [
      patch(first, '0-4', {
        status: 202,
        headers: { 'upload-offset': '5', 'docker-upload-uuid': /./, 'content-length': '0' },
      }),
      patch(second, '5-9', { status: 202, headers: { 'upload-offset': '10', 'docker-upload-uuid': /./ } }),
    ],
  },
  ...['bytes 0-9/10', 'bytes 0-9/*', 'bytes=0-9', '0-9/10', 'bytes 0-9'].map(
    (range): ProtocolCase => ({
      name: `a chunk may come with the Content-Range of HTTP, "${range}"; the Range of the reply is bare`,
      by: 'end-5',
      fact: 11,
      level: 'berth',
      given: [uploading()],
      exchanges: [patch(whole.bytes, range, accepted('0-9')), finish, pulled],
    }),
  ),
  ...['0', '-9', '0-', 'a-b', '9-0', '0-9-9'].map(
    (range): ProtocolCase => ({
      name: `a Content-Range that cannot be read, "${range}", is refused and costs the session nothing`,
      by: 'end-5',
      fact: 11,
      level: 'berth',
      given: [uploading()],
      exchanges: [
        patch(whole.bytes, range, { status: [400, 416], code: 'BLOB_UPLOAD_INVALID' }),
        patch(whole.bytes, '0-9', accepted('0-9')),
        finish,
      ],
    }),
  ),
  {
    name: 'a chunk that is not as long as its Content-Range says is refused',
    by: 'end-5',
    level: 'berth',
    given: [uploading()],
    exchanges: [
      patch(whole.bytes, '0-4', { status: [400, 416], code: ['SIZE_INVALID', 'BLOB_UPLOAD_INVALID'] }),
    ],
  },
  {
    name: 'a chunk of no bytes changes nothing',
    by: 'end-5',
    fact: 15,
    level: 'should',
    given: [uploading()],
    exchanges: [
      { request: 'PATCH {location}', headers: octets, reply: { status: 202, headers: { location: /./ } } },
      patch(whole.bytes, '0-9', accepted('0-9')),
      finish,
      pulled,
    ],
  },
  {
    name: 'a first chunk that does not begin at 0 is out of order',
    by: 'end-5',
    level: 'must',
    needs: ['small-chunks'],
    given: [uploading()],
    exchanges: [patch(second, '5-9', outOfOrder)],
  },
  {
    name: 'a chunk after a gap is out of order',
    by: 'end-5',
    level: 'must',
    needs: ['small-chunks'],
    given: [uploading(first)],
    exchanges: [patch(second, '6-10', outOfOrder)],
  },
  {
    name: 'a chunk that was sent before is out of order',
    by: 'end-5',
    level: 'must',
    needs: ['small-chunks'],
    given: [uploading(first)],
    exchanges: [patch(first, '0-4', outOfOrder)],
  },
  {
    name: 'a last chunk out of order is refused with the closing PUT too',
    by: 'end-6',
    level: 'must',
    needs: ['small-chunks'],
    given: [uploading(first)],
    exchanges: [
      { ...finish, headers: { ...octets, 'content-range': '7-11' }, body: second, reply: outOfOrder },
    ],
  },
  {
    name: 'a first chunk out of order is refused with where to go on: Location, Range and Upload-Offset',
    by: 'end-5',
    fact: 16,
    level: 'berth',
    given: [uploading()],
    exchanges: [
      patch(second, '5-9', outOfOrderAt(0)),
      patch(whole.bytes, '0-9', accepted('0-9')),
      finish,
      pulled,
    ],
  },
  {
    name: 'a chunk out of order is refused with where to go on: Location, Range and Upload-Offset',
    by: 'end-5',
    fact: 16,
    level: 'berth',
    given: [uploading(first)],
    exchanges: [
      patch(second, '7-11', outOfOrderAt(5)),
      patch(second, '5-9', accepted('0-9')),
      finish,
      pulled,
    ],
  },
  {
    name: 'a last chunk out of order is refused with where to go on, and the session stays open',
    by: 'end-6',
    fact: 16,
    level: 'berth',
    given: [uploading(first)],
    exchanges: [
      { ...finish, headers: { ...octets, 'content-range': '7-11' }, body: second, reply: outOfOrderAt(5) },
      { ...finish, headers: { ...octets, 'content-range': '5-9' }, body: second },
      pulled,
    ],
  },
  {
    name: 'after a chunk out of order, the status says where to go on',
    by: 'end-13',
    fact: 16,
    level: 'must',
    needs: ['small-chunks'],
    given: [uploading(first)],
    exchanges: [
      patch(second, '7-11', { status: 416 }),
      { request: 'GET {location}', reply: { status: 204, headers: { location: /./, range: '0-4' } } },
      patch(second, '5-9', accepted('0-9')),
      finish,
      pulled,
    ],
  },
  {
    name: 'the status of an upload says what has come so far',
    by: 'end-13',
    level: 'must',
    needs: ['small-chunks'],
    given: [uploading(first)],
    exchanges: [
      { request: 'GET {location}', reply: { status: 204, headers: { location: /./, range: '0-4' } } },
    ],
  },
  {
    name: 'the status can be asked for where the POST said, after chunks have come',
    by: 'end-13',
    fact: 12,
    level: 'must',
    needs: ['small-chunks'],
    given: [uploading(first)],
    exchanges: [
      { request: 'GET {first location}', reply: { status: 204, headers: { location: /./, range: '0-4' } } },
    ],
  },
  {
    name: 'the status of an upload nothing has come for yet begins with 0-',
    by: 'end-13',
    fact: 9,
    level: 'must',
    given: [uploading()],
    exchanges: [
      { request: 'GET {location}', reply: { status: 204, headers: { location: /./, range: /^0-[0-9]+$/ } } },
    ],
  },
  {
    name: 'the status gives the offset in bytes, which 0-0 does not say clearly',
    by: 'end-13',
    fact: 9,
    level: 'berth',
    given: [uploading()],
    exchanges: [
      { request: 'GET {location}', reply: { status: 204, headers: { range: '0-0', 'upload-offset': '0' } } },
      patch(first.subarray(0, 1), '0-0', accepted('0-0')),
      { request: 'GET {location}', reply: { status: 204, headers: { range: '0-0', 'upload-offset': '1' } } },
    ],
  },
  {
    name: 'a chunk may go where the POST said, after others have come',
    by: 'end-5',
    fact: 12,
    level: 'berth',
    given: [uploading(first)],
    exchanges: [
      { ...patch(second, '5-9', accepted('0-9')), request: 'PATCH {first location}' },
      { ...finish, request: `PUT {first location}?digest=${whole.digest}` },
      pulled,
    ],
  },
  {
    name: 'chunks that do not add up to the digest are refused',
    by: 'end-6',
    level: 'should',
    needs: ['small-chunks'],
    given: [uploading(first)],
    exchanges: [
      { ...finish, reply: refused('DIGEST_INVALID') },
      { request: `HEAD /v2/{name}/blobs/${whole.digest}`, reply: { status: 404 } },
    ],
  },
  {
    name: 'a session nobody has started is unknown',
    by: 'end-13',
    level: 'berth',
    exchanges: [
      {
        request: 'GET /v2/{name}/blobs/uploads/00000000-0000-4000-8000-000000000000',
        reply: refused('BLOB_UPLOAD_UNKNOWN'),
      },
      { request: 'GET /v2/{name}/blobs/uploads/not-a-session', reply: refused('BLOB_UPLOAD_UNKNOWN') },
    ],
  },
  ...(['GET', 'PATCH', 'PUT', 'DELETE'] as const).map(
    (method): ProtocolCase => ({
      name: `${method} of a session of another repository finds nothing, and costs the session nothing`,
      by: ({ GET: 'end-13', PATCH: 'end-5', PUT: 'end-6', DELETE: 'end-14' } as const)[method],
      level: 'berth',
      run: async (registry) => {
        await registry.pushBlob(blob('their own'), '{name}/theirs')
        await uploading(first)(registry)
        const theirs = registry.location.replace(registry.name, `${registry.name}/theirs`)
        const query = method === 'PUT' ? `${theirs.includes('?') ? '&' : '?'}digest=${whole.digest}` : ''
        const body = method === 'PATCH' || method === 'PUT' ? { body: second } : {}
        await registry.exchange({
          request: `${method} ${theirs}${query}`,
          ...body,
          reply: refused('BLOB_UPLOAD_UNKNOWN'),
        })
        await registry.exchange(patch(second, '5-9', accepted('0-9')))
        await registry.exchange(finish)
      },
    }),
  ),
  {
    name: 'an upload can be cancelled',
    by: 'end-14',
    fact: 18,
    level: 'should',
    given: [uploading(whole.bytes)],
    exchanges: [{ request: 'DELETE {location}', reply: { status: 204 } }],
  },
  {
    name: 'a cancelled session is gone',
    by: 'end-13',
    fact: 18,
    level: 'must',
    given: [uploading(whole.bytes)],
    exchanges: [
      { request: 'DELETE {location}', reply: { status: [202, 204] } },
      { request: 'GET {location}', reply: refused('BLOB_UPLOAD_UNKNOWN') },
    ],
  },
  {
    name: 'a cancelled session takes no more bytes',
    by: 'end-5',
    fact: 18,
    level: 'must',
    given: [uploading()],
    exchanges: [
      { request: 'DELETE {location}', reply: { status: [202, 204] } },
      patch(whole.bytes, '0-9', refused('BLOB_UPLOAD_UNKNOWN')),
    ],
  },
  {
    name: 'a cancelled session cannot be finished',
    by: 'end-6',
    fact: 18,
    level: 'must',
    given: [uploading(whole.bytes)],
    exchanges: [
      { request: 'DELETE {location}', reply: { status: [202, 204] } },
      { ...finish, reply: refused('BLOB_UPLOAD_UNKNOWN') },
      { request: `HEAD /v2/{name}/blobs/${whole.digest}`, reply: { status: 404 } },
    ],
  },
  {
    name: 'a session cannot be cancelled twice',
    by: 'end-14',
    fact: 18,
    level: 'must',
    given: [uploading()],
    exchanges: [
      { request: 'DELETE {location}', reply: { status: [202, 204] } },
      { request: 'DELETE {location}', reply: refused('BLOB_UPLOAD_UNKNOWN') },
    ],
  },
  {
    name: 'a sha512 upload may be announced, and pushed in chunks',
    by: 'end-4c',
    fact: 14,
    level: 'may',
    needs: ['sha512', 'small-chunks'],
    exchanges: [
      {
        request: 'POST /v2/{name}/blobs/uploads/?digest-algorithm=sha512',
        reply: { status: 202, headers: { location: /./ } },
      },
      patch(first, '0-4', accepted('0-4')),
      patch(second, '5-9', accepted('0-9')),
      {
        request: `PUT {location}?digest=${sha512}`,
        reply: { status: 201, headers: { 'docker-content-digest': sha512 } },
      },
      {
        request: `GET /v2/{name}/blobs/${sha512}`,
        reply: { status: 200, headers: { 'docker-content-digest': sha512 }, body: whole.bytes },
      },
    ],
  },
  {
    name: 'sha256 may be announced as well',
    by: 'end-4c',
    level: 'should',
    exchanges: [
      { request: 'POST /v2/{name}/blobs/uploads/?digest-algorithm=sha256', reply: { status: 202 } },
      { ...finish, body: whole.bytes },
      pulled,
    ],
  },
  {
    name: 'an algorithm the registry does not have is refused at the start',
    by: 'end-4c',
    level: 'should',
    needs: ['sha512'],
    exchanges: [
      { request: 'POST /v2/{name}/blobs/uploads/?digest-algorithm=md5', reply: refused('DIGEST_INVALID') },
    ],
  },
]
