import { digestOf } from '@berth/digest'
import { mediaTypes } from '@berth/spec/image'
import type { ProtocolCase } from '../case.ts'
import {
  altered,
  blob,
  content,
  descriptorOf,
  dockerConfigMediaType,
  document,
  image,
  index,
  layerMediaType,
  type ManifestContent,
  utf8,
} from '../content.ts'
import { type Exchange, type ExpectedReply, listing, refused } from '../exchange.ts'
import { pushed, pushedBlob } from '../registry.ts'
import { codesOf } from '../reply.ts'
import { Unmet } from '../unmet.ts'

const ship = image('a ship to push')
const boat = image('a boat to push')
const fleet = index({ amd64: ship, arm64: boat })
const sha512 = digestOf(ship.bytes, 'sha512')
const unpushed = blob('a layer nobody has pushed')

/** What a manifest document begins with; `more` follows as it is written. */
const raw = (mediaType: string, text: string): ManifestContent => ({
  ...content(mediaType, utf8(text)),
  blobs: ship.blobs,
  children: [],
})

/** A valid image manifest of exactly `size` bytes. */
function imageOfSize(size: number): ManifestContent {
  const padded = (padding: number) =>
    image('a long ship', { more: { annotations: { padding: 'x'.repeat(padding) } } })
  return padded(size - padded(0).size)
}

const MEBIBYTE = 1024 * 1024
const fourMegabytes = imageOfSize(4_000_000)
const fourMebibytes = imageOfSize(4 * MEBIBYTE)
const aByteMore = imageOfSize(4 * MEBIBYTE + 1)

const parts = `"config":${JSON.stringify(descriptorOf(ship.blobs[0] ?? ship))},"layers":[]`
const ociHead = `"schemaVersion":2,"mediaType":"${mediaTypes.ociManifest}"`

/** Documents that are no manifest, or not clearly one. */
const invalid: Readonly<Record<string, ManifestContent>> = {
  'is not JSON': raw(mediaTypes.ociManifest, 'a manifest'),
  'is empty': raw(mediaTypes.ociManifest, ''),
  'breaks off': raw(mediaTypes.ociManifest, `{${ociHead},${parts}`),
  'is followed by something else': raw(mediaTypes.ociManifest, `{${ociHead},${parts}} {}`),
  'is an array': raw(mediaTypes.ociManifest, `[{${ociHead},${parts}}]`),
  'is null': raw(mediaTypes.ociManifest, 'null'),
  'has schemaVersion 1': raw(
    mediaTypes.ociManifest,
    `{"schemaVersion":1,"mediaType":"${mediaTypes.ociManifest}",${parts}}`,
  ),
  'has no config': raw(mediaTypes.ociManifest, `{${ociHead},"layers":[]}`),
  'has layers that are no list': raw(mediaTypes.ociManifest, `{${ociHead},${parts.replace('[]', '{}')}}`),
  'has a negative size': raw(
    mediaTypes.ociManifest,
    `{${ociHead},${parts.replace(/"size":\d+/, '"size":-1')}}`,
  ),
  'has a digest that is none': raw(
    mediaTypes.ociManifest,
    `{${ociHead},${parts.replace('sha256:', 'sha256-')}}`,
  ),
}

/** Documents two readers could read in two ways, so that one checks what the other does not run. */
const ambiguous: Readonly<Record<string, ManifestContent>> = {
  'a member twice': raw(mediaTypes.ociManifest, `{${ociHead},${parts},"layers":[]}`),
  'a member twice, once escaped': raw(mediaTypes.ociManifest, `{${ociHead},${parts},"l\\u0061yers":[]}`),
  'a member twice, deep inside': raw(
    mediaTypes.ociManifest,
    `{${ociHead},${parts},"annotations":{"a":"1","a":"2"}}`,
  ),
  'brackets ten thousand deep': raw(
    mediaTypes.ociManifest,
    `{${ociHead},${parts},"x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
  ),
  'bytes that are not UTF-8': {
    ...raw(mediaTypes.ociManifest, `{${ociHead},${parts},"annotations":{"a":"?"}}`),
    bytes: utf8(`{${ociHead},${parts},"annotations":{"a":"?"}}`).map((byte) => (byte === 0x3f ? 0xff : byte)),
  },
}

/** `PUT /v2/{name}/manifests/<reference>` */
function put(
  manifest: ManifestContent,
  reference: string,
  reply: ExpectedReply,
  type = manifest.mediaType,
): Exchange {
  return {
    request: `PUT /v2/{name}/manifests/${reference}`,
    ...(type === '' ? {} : { headers: { 'content-type': type } }),
    body: manifest.bytes,
    reply,
  }
}

const created: ExpectedReply = { status: 201, headers: { location: /./ } }

const pulls = (reference: string, { mediaType, bytes }: ManifestContent): Exchange => ({
  request: `GET /v2/{name}/manifests/${reference}`,
  headers: { accept: mediaType },
  reply: { status: 200, headers: { 'content-type': mediaType }, body: bytes },
})

/** "Pushing Manifests" */
export const manifestsPush: readonly ProtocolCase[] = [
  {
    name: 'a manifest is pushed by tag, and can be pulled from where the reply says, by tag and by digest',
    by: 'end-7a',
    fact: 28,
    level: 'must',
    given: ship.blobs.map((blob) => pushedBlob(blob)),
    exchanges: [
      put(ship, 'latest', created),
      {
        request: 'GET {location}',
        headers: { accept: ship.mediaType },
        reply: { status: 200, body: ship.bytes },
      },
      pulls('latest', ship),
      pulls(ship.digest, ship),
    ],
  },
  {
    name: 'a manifest is pushed by digest, and no tag comes of it',
    by: 'end-7a',
    level: 'must',
    given: [pushed(boat, 'boat'), ...ship.blobs.map((blob) => pushedBlob(blob))],
    exchanges: [
      put(ship, ship.digest, created),
      pulls(ship.digest, ship),
      { request: 'GET /v2/{name}/tags/list', reply: { status: 200, json: { tags: ['boat'] } } },
    ],
  },
  {
    name: 'a pushed manifest is answered with its digest, without which containerd and crane fail',
    by: 'end-7a',
    fact: 28,
    level: 'must',
    given: [pushed(ship)],
    exchanges: ['latest', ship.digest].map((reference) =>
      put(ship, reference, { status: 201, headers: { 'docker-content-digest': ship.digest } }),
    ),
  },
  ...Object.entries({
    'spaces at its end': `${new TextDecoder().decode(ship.bytes)}  \n\n`,
    'spaces at its start': ` \n ${new TextDecoder().decode(ship.bytes)}`,
    'its members in another order': `{${parts},${ociHead}}`,
    'escapes that could be letters': `{${ociHead},${parts},"annotations":{"\\u0061":"\\u00e4\\/"}}`,
    'members nobody knows': `{${ociHead},${parts},"x-unknown":[1.0,1e2,null]}`,
  }).map(([what, text]): ProtocolCase => {
    const manifest = raw(ship.mediaType, text)
    return {
      name: `a manifest with ${what} is kept to the byte`,
      by: 'end-7a',
      fact: 24,
      level: 'must',
      given: [pushed(manifest, 'latest')],
      exchanges: [pulls('latest', manifest), pulls(manifest.digest, manifest)],
    }
  }),
  {
    name: 'a manifest that is not the one of the digest is refused, were it only for a space',
    by: 'end-7a',
    fact: 24,
    level: 'must',
    given: [pushed(boat, 'boat'), ...ship.blobs.map((blob) => pushedBlob(blob))],
    exchanges: [
      put(
        altered(ship, { bytes: utf8(`${new TextDecoder().decode(ship.bytes)} `) }),
        ship.digest,
        refused('DIGEST_INVALID'),
      ),
      { request: `HEAD /v2/{name}/manifests/${ship.digest}`, reply: { status: 404 } },
    ],
  },
  {
    name: 'an index is pushed after its children',
    by: 'end-7a',
    level: 'must',
    given: [pushed(ship), pushed(boat)],
    exchanges: [put(fleet, 'fleet', created), pulls('fleet', fleet)],
  },
  {
    name: 'an image may have no layers',
    by: 'end-7a',
    level: 'must',
    given: [pushed(image('a ship without cargo', { layers: [] }), 'latest')],
    exchanges: [pulls('latest', image('a ship without cargo', { layers: [] }))],
  },
  {
    name: 'an artifact may have an empty config and layers of any type',
    by: 'end-7a',
    level: 'must',
    run: async (registry) => {
      const artifact = image('an artifact', {
        config: content(mediaTypes.ociEmpty, utf8('{}')),
        layers: [blob('a chart', 'application/vnd.cncf.helm.chart.content.v1.tar+gzip')],
        more: { artifactType: 'application/vnd.example.chart' },
      })
      await registry.pushManifest(artifact, 'chart')
      await registry.exchange(pulls('chart', artifact))
    },
  },
  {
    name: 'a tag moves to the manifest that was pushed last, and the one before stays under its digest',
    by: 'end-7a',
    level: 'should',
    given: [pushed(ship, 'latest'), pushed(boat, 'latest')],
    exchanges: [pulls('latest', boat), pulls(ship.digest, ship)],
  },
  {
    name: 'a tag may move to a manifest of another media type, and back',
    by: 'end-7a',
    fact: 26,
    level: 'should',
    given: [pushed(fleet, 'latest'), pushed(ship, 'latest')],
    exchanges: [pulls('latest', ship), put(fleet, 'latest', created), pulls('latest', fleet)],
  },
  {
    name: 'pushing the same manifest again is fine',
    by: 'end-7a',
    fact: 17,
    level: 'must',
    given: [pushed(ship, 'latest')],
    exchanges: [put(ship, 'latest', created), put(ship, ship.digest, created), pulls('latest', ship)],
  },
  {
    name: 'parameters of the Content-Type are left out',
    by: 'end-7a',
    fact: 23,
    level: 'should',
    given: ship.blobs.map((blob) => pushedBlob(blob)),
    exchanges: [put(ship, 'latest', created, `${ship.mediaType}; charset=utf-8`), pulls('latest', ship)],
  },
  {
    name: 'a manifest without a Content-Type is of the type its mediaType says',
    by: 'end-7a',
    fact: 23,
    level: 'berth',
    given: ship.blobs.map((blob) => pushedBlob(blob)),
    exchanges: [put(ship, 'latest', created, ''), pulls('latest', ship)],
  },
  {
    name: 'an image manifest need not have a mediaType',
    by: 'end-7a',
    fact: 23,
    level: 'must',
    given: [pushed(raw(mediaTypes.ociManifest, `{"schemaVersion":2,${parts}}`), 'latest')],
    exchanges: [pulls('latest', raw(mediaTypes.ociManifest, `{"schemaVersion":2,${parts}}`))],
  },
  {
    name: 'a Content-Type that is not the mediaType inside is refused',
    by: 'end-7a',
    fact: 23,
    level: 'berth',
    given: [pushed(ship)],
    exchanges: [
      put(ship, 'latest', refused('MANIFEST_INVALID'), mediaTypes.ociIndex),
      put(ship, 'latest', refused('MANIFEST_INVALID'), mediaTypes.dockerManifest),
    ],
  },
  {
    name: 'a manifest of a type the registry does not know is kept as it is',
    by: 'end-7a',
    level: 'berth',
    run: async (registry) => {
      const plan = {
        ...document('application/vnd.example.plan.v1+json', { plan: 'sail' }),
        blobs: [],
        children: [],
      }
      await registry.exchange(put(plan, 'plan', created))
      await registry.exchange(pulls('plan', plan))
    },
  },
  {
    name: 'a manifest that names what was never pushed is kept, or refused for just that',
    by: 'end-7a',
    level: 'must',
    run: async (registry) => {
      const incomplete = image('an incomplete ship', { unpushed: [descriptorOf(unpushed)] })
      for (const blob of incomplete.blobs) await registry.pushBlob(blob)
      const reply = await registry.exchange(put(incomplete, 'latest', { status: [201, 400, 404] }))
      if (reply.status === 201 || codesOf(reply).includes('MANIFEST_BLOB_UNKNOWN')) return
      const came = codesOf(reply).join(', ') || 'no code'
      throw new Unmet([{ level: 'must', request: reply.request, expected: 'MANIFEST_BLOB_UNKNOWN', came }])
    },
  },
  ...Object.entries({
    'a layer': image('a ship without a layer', { unpushed: [descriptorOf(unpushed)] }),
    'a config': {
      ...image('a ship without a config'),
      blobs: image('a ship without a config').blobs.slice(1),
    },
    'a child': { ...fleet, children: [ship] },
  }).map(
    ([what, manifest]): ProtocolCase => ({
      name: `a manifest that names ${what} nobody has pushed is refused`,
      by: 'end-7a',
      level: 'berth',
      given: [
        ...manifest.blobs.map((blob) => pushedBlob(blob)),
        ...manifest.children.map((child) => pushed(child, 'child')),
      ],
      exchanges: [
        put(manifest, 'latest', refused('MANIFEST_BLOB_UNKNOWN')),
        { request: 'HEAD /v2/{name}/manifests/latest', reply: { status: 404 } },
      ],
    }),
  ),
  {
    name: 'a blob of another repository does not stand in for one that is missing here',
    by: 'end-7a',
    level: 'berth',
    given: [pushedBlob(unpushed, '{name}/theirs'), ...ship.blobs.map((blob) => pushedBlob(blob))],
    exchanges: [
      put(
        image('a ship to push', { layers: ship.blobs.slice(1), unpushed: [descriptorOf(unpushed)] }),
        'latest',
        refused('MANIFEST_BLOB_UNKNOWN'),
      ),
    ],
  },
  {
    name: 'a layer that is to be had elsewhere, by its urls, need not be pushed',
    by: 'end-7a',
    fact: 27,
    level: 'berth',
    given: [
      pushed(
        image('a ship with foreign cargo', {
          unpushed: [
            descriptorOf(unpushed, {
              mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
              urls: ['https://cargo.example/layer.tar.gz'],
            }),
          ],
        }),
        'latest',
      ),
    ],
    exchanges: [{ request: 'HEAD /v2/{name}/manifests/latest', reply: { status: 200 } }],
  },
  {
    name: "an index may list blobs, as BuildKit's cache does",
    by: 'end-7a',
    fact: 25,
    level: 'berth',
    run: async (registry) => {
      const layer = blob('a cached layer', layerMediaType)
      const config = blob('{"layers":[],"records":[]}', 'application/vnd.buildkit.cacheconfig.v0')
      const cache = {
        ...document(mediaTypes.ociIndex, {
          schemaVersion: 2,
          mediaType: mediaTypes.ociIndex,
          manifests: [
            descriptorOf(layer, { annotations: { 'buildkit/createdat': '2026-01-01T00:00:00Z' } }),
            descriptorOf(config),
          ],
        }),
        blobs: [layer, config],
        children: [],
      }
      await registry.pushManifest(cache, 'cache')
      await registry.exchange(pulls('cache', cache))
    },
  },
  {
    name: 'a manifest whose subject is not there yet is kept',
    by: 'end-7a',
    level: 'must',
    given: [
      pushed(
        image('a signature', { more: { subject: descriptorOf(image('a ship nobody has pushed')) } }),
        'signature',
      ),
    ],
    exchanges: [{ request: 'HEAD /v2/{name}/manifests/signature', reply: { status: 200 } }],
  },
  ...Object.entries(invalid).map(
    ([flaw, manifest]): ProtocolCase => ({
      name: `a manifest that ${flaw} is refused`,
      by: 'end-7a',
      level: 'berth',
      given: ship.blobs.map((blob) => pushedBlob(blob)),
      exchanges: [put(manifest, 'latest', refused('MANIFEST_INVALID'))],
    }),
  ),
  ...Object.entries(ambiguous).map(
    ([flaw, manifest]): ProtocolCase => ({
      name: `a manifest with ${flaw} is refused`,
      by: 'end-7a',
      level: 'berth',
      given: ship.blobs.map((blob) => pushedBlob(blob)),
      exchanges: [put(manifest, 'latest', refused('MANIFEST_INVALID'))],
    }),
  ),
  {
    name: 'a manifest that is no JSON is not kept',
    by: 'end-7a',
    level: 'should',
    exchanges: [put(raw(mediaTypes.ociManifest, '{'), 'latest', refused('MANIFEST_INVALID'))],
  },
  {
    name: "a Docker image manifest has Docker's types inside",
    by: 'end-7a',
    level: 'may',
    run: async (registry) => {
      const config = document(dockerConfigMediaType, { architecture: 'amd64', os: 'linux' })
      const docker = {
        ...document(mediaTypes.dockerManifest, {
          schemaVersion: 2,
          mediaType: mediaTypes.dockerManifest,
          config: descriptorOf(config),
          layers: [],
        }),
        blobs: [config],
        children: [],
      }
      await registry.pushManifest(docker, 'docker')
      await registry.exchange(pulls('docker', docker))
    },
  },
  {
    name: 'a manifest of 4 megabytes is kept',
    by: 'end-7a',
    level: 'should',
    given: [pushed(fourMegabytes, 'long')],
    exchanges: [pulls('long', fourMegabytes)],
  },
  {
    name: 'a manifest of 4 MiB is kept',
    by: 'end-7a',
    level: 'berth',
    given: [pushed(fourMebibytes, 'long')],
    exchanges: [pulls('long', fourMebibytes)],
  },
  {
    name: 'a manifest of one byte more than 4 MiB is too large',
    by: 'end-7a',
    level: 'berth',
    given: aByteMore.blobs.map((blob) => pushedBlob(blob)),
    exchanges: [
      put(aByteMore, 'long', refused('MANIFEST_INVALID', 413)),
      { request: 'HEAD /v2/{name}/manifests/long', reply: { status: 404 } },
    ],
  },
  {
    name: 'a manifest may be pushed and pulled by sha512',
    by: 'end-7a',
    fact: 47,
    level: 'may',
    needs: ['sha512'],
    given: ship.blobs.map((blob) => pushedBlob(blob)),
    exchanges: [
      put(ship, sha512, { status: 201, headers: { location: /./, 'docker-content-digest': sha512 } }),
      {
        request: `GET /v2/{name}/manifests/${sha512}`,
        headers: { accept: ship.mediaType },
        reply: { status: 200, headers: { 'docker-content-digest': sha512 }, body: ship.bytes },
      },
    ],
  },

  {
    name: 'a manifest pushed by digest takes the tags that come with it',
    by: 'end-7b',
    level: 'must',
    needs: ['tag-parameters'],
    given: ship.blobs.map((blob) => pushedBlob(blob)),
    exchanges: [
      put(ship, `${ship.digest}?tag=1.2.3&tag=1.2&tag=1&tag=latest`, {
        status: 201,
        headers: { location: /./, 'oci-tag': listing('1.2.3', '1.2', '1', 'latest') },
      }),
      ...['1.2.3', '1.2', '1', 'latest', ship.digest].map((reference) => pulls(reference, ship)),
      {
        request: 'GET /v2/{name}/tags/list',
        reply: { status: 200, json: { tags: ['1', '1.2', '1.2.3', 'latest'] } },
      },
    ],
  },
  {
    name: 'ten tags may come with a manifest',
    by: 'end-7b',
    level: 'should',
    needs: ['tag-parameters'],
    given: ship.blobs.map((blob) => pushedBlob(blob)),
    exchanges: [
      put(ship, `${ship.digest}?${[...'0123456789'].map((tag) => `tag=v${tag}`).join('&')}`, {
        status: 201,
        headers: { 'oci-tag': listing(...[...'0123456789'].map((tag) => `v${tag}`)) },
      }),
      pulls('v0', ship),
      pulls('v9', ship),
    ],
  },
  {
    name: 'tags that come with a manifest move from the one they were on',
    by: 'end-7b',
    level: 'should',
    needs: ['tag-parameters'],
    given: [pushed(boat, 'latest'), ...ship.blobs.map((blob) => pushedBlob(blob))],
    exchanges: [put(ship, `${ship.digest}?tag=latest`, created), pulls('latest', ship)],
  },
  {
    name: 'a tag outside the grammar among others is refused, and nothing is tagged',
    by: 'end-7b',
    level: 'berth',
    needs: ['tag-parameters'],
    given: [pushed(boat, 'boat'), ...ship.blobs.map((blob) => pushedBlob(blob))],
    exchanges: [
      put(ship, `${ship.digest}?tag=good&tag=.bad`, refused('TAG_INVALID')),
      { request: 'HEAD /v2/{name}/manifests/good', reply: { status: 404 } },
    ],
  },
]
