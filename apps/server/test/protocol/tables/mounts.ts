import { digestOf } from '@berth/digest'
import type { ProtocolCase } from '../case.ts'
import { blob } from '../content.ts'
import { pushedBlob } from '../registry.ts'

const cargo = blob('cargo to be shared')
const other = blob('other cargo')
const nowhere = digestOf(crypto.getRandomValues(new Uint8Array(32)))

/** "Mounting a blob from another repository" */
export const mounts: readonly ProtocolCase[] = [
  {
    name: 'a blob is mounted from another repository',
    by: 'end-11',
    fact: 6,
    level: 'must',
    needs: ['mount'],
    given: [pushedBlob(cargo, '{name}/source')],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?mount=${cargo.digest}&from={name}/source`,
        reply: { status: 201, headers: { location: /./ } },
      },
      { request: 'GET {location}', reply: { status: 200, body: cargo.bytes } },
      {
        request: `HEAD /v2/{name}/blobs/${cargo.digest}`,
        reply: { status: 200, headers: { 'content-length': String(cargo.size) } },
      },
    ],
  },
  {
    name: 'a mount gives the digest of the blob',
    by: 'end-11',
    level: 'may',
    needs: ['mount'],
    given: [pushedBlob(cargo, '{name}/source')],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?mount=${cargo.digest}&from={name}/source`,
        reply: { status: 201, headers: { 'docker-content-digest': cargo.digest } },
      },
    ],
  },
  {
    name: 'the parameters of a mount may come in any order, percent-encoded',
    by: 'end-11',
    fact: 13,
    level: 'should',
    needs: ['mount'],
    given: [pushedBlob(cargo, '{name}/source')],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?from={name}%2Fsource&mount=${cargo.digest.replace(':', '%3A')}`,
        reply: { status: 201 },
      },
    ],
  },
  {
    name: 'mounting a blob that is here already is fine',
    by: 'end-11',
    level: 'berth',
    needs: ['mount'],
    given: [pushedBlob(cargo, '{name}/source'), pushedBlob(cargo)],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?mount=${cargo.digest}&from={name}/source`,
        reply: { status: 201 },
      },
    ],
  },
  {
    name: 'a blob the other repository does not have begins an upload instead',
    by: 'end-11',
    fact: 6,
    level: 'should',
    given: [pushedBlob(other, '{name}/source')],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?mount=${nowhere}&from={name}/source`,
        reply: { status: 202, headers: { location: /./ } },
      },
    ],
  },
  {
    name: 'a repository nobody knows begins an upload instead, and the upload works',
    by: 'end-11',
    fact: 6,
    level: 'should',
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?mount=${nowhere}&from={name}/nowhere`,
        reply: { status: 202, headers: { location: /./ } },
      },
      { request: `PUT {location}?digest=${cargo.digest}`, body: cargo.bytes, reply: { status: 201 } },
      { request: `GET /v2/{name}/blobs/${cargo.digest}`, reply: { status: 200, body: cargo.bytes } },
    ],
  },
  {
    name: 'a mount of what is nowhere is an upload like any other, from its Range to its offset',
    by: 'end-11',
    fact: 9,
    level: 'berth',
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?mount=${nowhere}&from={name}/nowhere`,
        reply: {
          status: 202,
          headers: { location: /./, range: '0-0', 'upload-offset': '0', 'docker-upload-uuid': /./ },
        },
      },
    ],
  },
  {
    name: 'a name to mount from that is no name is refused or begins an upload instead',
    by: 'end-11',
    fact: 6,
    level: 'berth',
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?mount=${nowhere}&from=NOT/a/name`,
        reply: { status: [202, 400], code: 'NAME_INVALID' },
      },
    ],
  },
  {
    name: 'without a repository to mount from, the blob is found or an upload begins',
    by: 'end-11',
    level: 'should',
    given: [pushedBlob(cargo, '{name}/source')],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?mount=${cargo.digest}`,
        reply: { status: [201, 202], headers: { location: /./ } },
      },
    ],
  },
  {
    name: 'a mounted blob stays when its source lets go of it',
    by: 'end-11',
    level: 'must',
    needs: ['mount', 'blob-delete'],
    given: [pushedBlob(cargo, '{name}/source')],
    exchanges: [
      {
        request: `POST /v2/{name}/blobs/uploads/?mount=${cargo.digest}&from={name}/source`,
        reply: { status: 201 },
      },
      { request: `DELETE /v2/{name}/source/blobs/${cargo.digest}`, reply: { status: 202 } },
      { request: `GET /v2/{name}/blobs/${cargo.digest}`, reply: { status: 200, body: cargo.bytes } },
    ],
  },
]
