import { digestOf } from '@berth/digest'
import type { ProtocolCase } from '../case.ts'
import { blob, image } from '../content.ts'
import { refused } from '../exchange.ts'
import { pushed, pushedBlob, pushedTo } from '../registry.ts'

const ship = image('a ship to sink')
const boat = image('a boat to keep')
const cargo = blob('cargo to throw overboard')
const unknown = digestOf(crypto.getRandomValues(new Uint8Array(32)))

/** "Content Management": "Deleting tags", "Deleting Manifests", "Deleting Blobs" */
export const deletes: readonly ProtocolCase[] = [
  {
    name: 'a manifest is deleted, or the registry says that it does not delete',
    by: 'end-9',
    level: 'must',
    given: [pushed(ship, 'latest')],
    exchanges: [
      {
        request: `DELETE /v2/{name}/manifests/${ship.digest}`,
        reply: { status: [202, 400, 405] },
      },
    ],
  },
  {
    name: 'a blob is deleted, or the registry says that it does not delete',
    by: 'end-10',
    level: 'must',
    given: [pushedBlob(cargo)],
    exchanges: [
      {
        request: `DELETE /v2/{name}/blobs/${cargo.digest}`,
        reply: { status: [202, 400, 405] },
      },
    ],
  },
  {
    name: 'a tag is deleted, or the registry says that it does not delete',
    by: 'end-9',
    level: 'must',
    given: [pushed(ship, 'latest')],
    exchanges: [
      {
        request: 'DELETE /v2/{name}/manifests/latest',
        reply: { status: [202, 400, 405] },
      },
    ],
  },
  {
    name: 'a manifest that was deleted is gone, and so are the tags that led to it',
    by: 'end-9',
    fact: 39,
    level: 'must',
    needs: ['manifest-delete'],
    given: [pushed(ship, 'latest', 'stable'), pushed(boat, 'boat')],
    exchanges: [
      { request: `DELETE /v2/{name}/manifests/${ship.digest}`, reply: { status: 202 } },
      { request: `GET /v2/{name}/manifests/${ship.digest}`, reply: refused('MANIFEST_UNKNOWN') },
      { request: 'GET /v2/{name}/manifests/latest', reply: refused('MANIFEST_UNKNOWN') },
      { request: 'HEAD /v2/{name}/manifests/stable', reply: { status: 404 } },
      { request: 'GET /v2/{name}/tags/list', reply: { status: 200, json: { tags: ['boat'] } } },
    ],
  },
  {
    name: 'a tag that was deleted is gone, and nothing else is',
    by: 'end-9',
    fact: 39,
    level: 'must',
    needs: ['tag-delete'],
    given: [pushed(ship, 'latest', 'stable')],
    exchanges: [
      { request: 'DELETE /v2/{name}/manifests/latest', reply: { status: 202 } },
      { request: 'GET /v2/{name}/manifests/latest', reply: refused('MANIFEST_UNKNOWN') },
      { request: 'GET /v2/{name}/manifests/stable', reply: { status: 200, body: ship.bytes } },
      { request: `GET /v2/{name}/manifests/${ship.digest}`, reply: { status: 200, body: ship.bytes } },
      { request: 'GET /v2/{name}/tags/list', reply: { status: 200, json: { tags: ['stable'] } } },
    ],
  },
  {
    name: 'a manifest that is not there cannot be deleted',
    by: 'end-9',
    fact: 39,
    level: 'must',
    needs: ['manifest-delete'],
    given: [pushed(boat, 'boat')],
    exchanges: [{ request: `DELETE /v2/{name}/manifests/${unknown}`, reply: refused('MANIFEST_UNKNOWN') }],
  },
  {
    name: 'a manifest cannot be deleted twice',
    by: 'end-9',
    level: 'must',
    needs: ['manifest-delete'],
    given: [pushed(boat, 'boat'), pushed(ship)],
    exchanges: [
      { request: `DELETE /v2/{name}/manifests/${ship.digest}`, reply: { status: 202 } },
      { request: `DELETE /v2/{name}/manifests/${ship.digest}`, reply: refused('MANIFEST_UNKNOWN') },
    ],
  },
  {
    name: 'a tag that is not there cannot be deleted',
    by: 'end-9',
    level: 'must',
    needs: ['tag-delete'],
    given: [pushed(boat, 'boat')],
    exchanges: [{ request: 'DELETE /v2/{name}/manifests/latest', reply: refused('MANIFEST_UNKNOWN') }],
  },
  {
    name: 'nothing can be deleted from a repository nobody has pushed to',
    by: 'end-9',
    level: 'must',
    needs: ['manifest-delete'],
    exchanges: [
      {
        request: `DELETE /v2/{name}/manifests/${ship.digest}`,
        reply: { status: 404, code: ['NAME_UNKNOWN', 'MANIFEST_UNKNOWN'] },
      },
    ],
  },
  {
    name: 'a manifest that was deleted can be pushed again',
    by: 'end-9',
    level: 'must',
    needs: ['manifest-delete'],
    given: [pushed(ship, 'latest')],
    exchanges: [
      { request: `DELETE /v2/{name}/manifests/${ship.digest}`, reply: { status: 202 } },
      {
        request: 'PUT /v2/{name}/manifests/latest',
        headers: { 'content-type': ship.mediaType },
        body: ship.bytes,
        reply: { status: 201 },
      },
      { request: 'GET /v2/{name}/manifests/latest', reply: { status: 200, body: ship.bytes } },
    ],
  },
  {
    name: 'a digest that is none cannot be deleted',
    by: 'end-9',
    level: 'berth',
    needs: ['manifest-delete'],
    given: [pushed(boat, 'boat')],
    exchanges: [{ request: 'DELETE /v2/{name}/manifests/sha256:cafe', reply: refused('DIGEST_INVALID') }],
  },
  {
    name: 'a blob that was deleted is gone',
    by: 'end-10',
    fact: 39,
    level: 'must',
    needs: ['blob-delete'],
    given: [pushedBlob(cargo), pushed(boat, 'boat')],
    exchanges: [
      { request: `DELETE /v2/{name}/blobs/${cargo.digest}`, reply: { status: 202 } },
      { request: `GET /v2/{name}/blobs/${cargo.digest}`, reply: refused('BLOB_UNKNOWN') },
      { request: `HEAD /v2/{name}/blobs/${cargo.digest}`, reply: { status: 404 } },
    ],
  },
  {
    name: 'a blob that was deleted in one repository stays in another',
    by: 'end-10',
    level: 'must',
    needs: ['blob-delete'],
    given: [pushedBlob(cargo, '{name}/ours'), pushedBlob(cargo, '{name}/theirs')],
    exchanges: [
      { request: `DELETE /v2/{name}/ours/blobs/${cargo.digest}`, reply: { status: 202 } },
      { request: `GET /v2/{name}/theirs/blobs/${cargo.digest}`, reply: { status: 200, body: cargo.bytes } },
    ],
  },
  {
    name: 'a blob that was deleted can be pushed again',
    by: 'end-10',
    level: 'must',
    needs: ['blob-delete'],
    run: async (registry) => {
      await registry.pushBlob(cargo)
      await registry.exchange({ request: `DELETE /v2/{name}/blobs/${cargo.digest}`, reply: { status: 202 } })
      await registry.pushBlob(cargo)
      await registry.exchange({
        request: `GET /v2/{name}/blobs/${cargo.digest}`,
        reply: { status: 200, body: cargo.bytes },
      })
    },
  },
  {
    name: 'a blob that is not there cannot be deleted',
    by: 'end-10',
    fact: 39,
    level: 'must',
    needs: ['blob-delete'],
    given: [pushedTo('{name}', boat)],
    exchanges: [{ request: `DELETE /v2/{name}/blobs/${unknown}`, reply: refused('BLOB_UNKNOWN') }],
  },
  {
    name: 'a blob digest that is none cannot be deleted',
    by: 'end-10',
    level: 'berth',
    needs: ['blob-delete'],
    given: [pushedTo('{name}', boat)],
    exchanges: [{ request: 'DELETE /v2/{name}/blobs/sha256:cafe', reply: refused('DIGEST_INVALID') }],
  },
]
