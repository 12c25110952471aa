import { digestOf } from '@berth/digest'
import type { ProtocolCase } from '../case.ts'
import { blob, blobOfSize } from '../content.ts'
import { absentHeader, refused } from '../exchange.ts'
import { pushedBlob } from '../registry.ts'

const cargo = blob('some cargo, some cargo, some cargo')
const heavy = blobOfSize(300_000)
const empty = blob('')
const unknown = digestOf(crypto.getRandomValues(new Uint8Array(32)))

/** "Pulling blobs" and "Checking if content exists in the registry" */
export const blobsPull: readonly ProtocolCase[] = [
  {
    name: 'a blob is pulled as the bytes that were pushed',
    by: 'end-2',
    level: 'must',
    given: [pushedBlob(cargo)],
    exchanges: [
      {
        request: `GET /v2/{name}/blobs/${cargo.digest}`,
        reply: { status: 200, headers: { 'docker-content-digest': cargo.digest }, body: cargo.bytes },
      },
    ],
  },
  {
    name: 'a blob of many network packets is pulled as the bytes that were pushed',
    by: 'end-2',
    level: 'must',
    given: [pushedBlob(heavy)],
    exchanges: [
      {
        request: `GET /v2/{name}/blobs/${heavy.digest}`,
        reply: { status: 200, headers: { 'docker-content-digest': heavy.digest }, body: heavy.bytes },
      },
    ],
  },
  {
    name: 'an empty blob is pulled as no bytes',
    by: 'end-2',
    fact: 15,
    level: 'must',
    given: [pushedBlob(empty)],
    exchanges: [
      {
        request: `GET /v2/{name}/blobs/${empty.digest}`,
        reply: { status: 200, headers: { 'docker-content-digest': empty.digest }, body: empty.bytes },
      },
      {
        request: `HEAD /v2/{name}/blobs/${empty.digest}`,
        reply: { status: 200, headers: { 'content-length': '0' } },
      },
    ],
  },
  {
    name: 'HEAD gives the digest and exact size of a blob',
    by: 'end-2',
    fact: 33,
    level: 'must',
    given: [pushedBlob(cargo)],
    exchanges: [
      {
        request: `HEAD /v2/{name}/blobs/${cargo.digest}`,
        reply: {
          status: 200,
          headers: { 'docker-content-digest': cargo.digest, 'content-length': String(cargo.size) },
        },
      },
    ],
  },
  {
    name: 'a blob is never compressed on its way, whatever the client could read',
    by: 'end-2',
    fact: 33,
    level: 'berth',
    given: [pushedBlob(heavy)],
    exchanges: (['GET', 'HEAD'] as const).map((method) => ({
      request: `${method} /v2/{name}/blobs/${heavy.digest}` as const,
      headers: { 'accept-encoding': 'gzip, deflate, br' },
      reply: {
        status: 200,
        headers: { 'content-encoding': absentHeader, 'content-length': String(heavy.size) },
      },
    })),
  },
  {
    name: 'a blob is bytes: application/octet-stream, and parts of it can be asked for',
    by: 'end-2',
    fact: 33,
    level: 'berth',
    given: [pushedBlob(cargo)],
    exchanges: (['GET', 'HEAD'] as const).map((method) => ({
      request: `${method} /v2/{name}/blobs/${cargo.digest}` as const,
      reply: {
        status: 200,
        headers: { 'content-type': 'application/octet-stream', 'accept-ranges': 'bytes' },
      },
    })),
  },
  {
    name: 'a blob that was never pushed is not found',
    by: 'end-2',
    level: 'must',
    given: [pushedBlob(cargo)],
    exchanges: [{ request: `GET /v2/{name}/blobs/${unknown}`, reply: refused('BLOB_UNKNOWN') }],
  },
  {
    name: 'HEAD of a blob that was never pushed has the status of GET and no body',
    by: 'end-2',
    fact: 8,
    level: 'must',
    given: [pushedBlob(cargo)],
    exchanges: [{ request: `HEAD /v2/{name}/blobs/${unknown}`, reply: { status: 404 } }],
  },
  {
    name: 'a blob of one repository is not found in another that has none of it',
    by: 'end-2',
    level: 'must',
    given: [pushedBlob(cargo, '{name}/ours'), pushedBlob(empty, '{name}/theirs')],
    exchanges: [
      { request: `GET /v2/{name}/theirs/blobs/${cargo.digest}`, reply: refused('BLOB_UNKNOWN') },
      { request: `HEAD /v2/{name}/theirs/blobs/${cargo.digest}`, reply: { status: 404 } },
    ],
  },
  {
    name: 'a blob of a repository nobody has pushed to is not found',
    by: 'end-2',
    level: 'must',
    exchanges: [
      {
        request: `GET /v2/{name}/blobs/${cargo.digest}`,
        reply: { status: 404, code: ['NAME_UNKNOWN', 'BLOB_UNKNOWN'] },
      },
    ],
  },
]
