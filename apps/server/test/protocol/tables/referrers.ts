import { referrersTag } from '@berth/spec/grammar'
import { mediaTypes } from '@berth/spec/image'
import type { ProtocolCase } from '../case.ts'
import {
  blob,
  content,
  descriptorOf,
  document,
  image,
  index,
  type ManifestContent,
  utf8,
} from '../content.ts'
import { absent, absentHeader, type Exchange, type HeaderRule, InAnyOrder, refused } from '../exchange.ts'
import { pushed, pushedTo } from '../registry.ts'

const ship = image('a ship with papers')
const boat = image('a boat without papers')
const subject = descriptorOf(ship)
const empty = content(mediaTypes.ociEmpty, utf8('{}'))

const SBOM = 'application/vnd.example.sbom.v1+json'
const SIGNATURE = 'application/vnd.example.signature.v1'
const annotations = {
  'org.example.by': 'the harbour master',
  'org.opencontainers.image.created': '2026-01-01T00:00:00Z',
}

const sbom = image('an sbom', { config: empty, more: { artifactType: SBOM, subject, annotations } })
const signature = image('a signature', { config: empty, more: { artifactType: SIGNATURE, subject } })
const unnamed = image('an artifact named by its config', {
  config: blob('{"signed":true}', 'application/vnd.example.config.v1+json'),
  more: { subject },
})
const album = index({ amd64: boat }, { artifactType: 'application/vnd.example.album', subject, annotations })
const plainAlbum = index({ amd64: boat }, { subject, annotations: { 'org.example.kind': 'plain' } })

/** The list of referrers, with just these descriptors. */
const listed = (
  descriptors: InAnyOrder | readonly unknown[],
  query = '',
  headers: Readonly<Record<string, string | RegExp | HeaderRule>> = {},
  repository = '{name}',
): Exchange => ({
  request: `GET /v2/${repository}/referrers/${ship.digest}${query}`,
  reply: {
    status: 200,
    headers: { 'content-type': mediaTypes.ociIndex, ...headers },
    json: { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: descriptors },
  },
})

const put = (manifest: ManifestContent, reference: string): Exchange => ({
  request: `PUT /v2/{name}/manifests/${reference}`,
  headers: { 'content-type': manifest.mediaType },
  body: manifest.bytes,
  reply: { status: 201, headers: { 'oci-subject': ship.digest } },
})

/** "Listing Referrers" and "Pushing Manifests with Subject" */
export const referrers: readonly ProtocolCase[] = [
  {
    name: 'a manifest nothing refers to has an empty list of referrers',
    by: 'end-12a',
    level: 'must',
    needs: ['referrers'],
    given: [pushed(ship, 'latest')],
    exchanges: [listed([])],
  },
  {
    name: 'a digest nobody has pushed has an empty list of referrers',
    by: 'end-12a',
    level: 'must',
    needs: ['referrers'],
    given: [pushed(boat, 'latest')],
    exchanges: [listed([])],
  },
  {
    name: 'a repository nobody has pushed to has an empty list of referrers: 404 would say that there is no such API',
    by: 'end-12a',
    fact: 29,
    level: 'must',
    needs: ['referrers'],
    exchanges: [listed([])],
  },
  ...[
    'sha256:cafe',
    'latest',
    `md5:${'0'.repeat(32)}`,
    ship.digest.toUpperCase().replace('SHA256', 'sha256'),
  ].map(
    (digest): ProtocolCase => ({
      name: `the referrers of ${digest.slice(0, 24)}, which is no digest, cannot be listed`,
      by: 'end-12a',
      level: digest.startsWith('md5') ? 'berth' : 'must',
      needs: ['referrers'],
      given: [pushed(ship, 'latest')],
      exchanges: [{ request: `GET /v2/{name}/referrers/${digest}`, reply: refused('DIGEST_INVALID') }],
    }),
  ),
  {
    name: 'a push with a subject is answered with OCI-Subject: the client need not keep a list itself',
    by: 'end-7a',
    level: 'must',
    needs: ['referrers'],
    given: [pushed(ship), pushed(sbom), pushed(album)],
    exchanges: [put(sbom, sbom.digest), put(sbom, 'sbom'), put(album, album.digest)],
  },
  {
    name: 'a push without a subject is not answered with OCI-Subject',
    by: 'end-7a',
    level: 'should',
    needs: ['referrers'],
    given: [pushed(ship)],
    exchanges: [
      {
        ...put(ship, 'latest'),
        reply: { status: 201, headers: { 'oci-subject': absentHeader } },
      },
    ],
  },
  {
    name: 'a referrer is listed with its type, size, digest, artifactType and annotations',
    by: 'end-12a',
    level: 'must',
    needs: ['referrers'],
    given: [pushed(ship), pushed(sbom)],
    exchanges: [listed([{ ...descriptorOf(sbom), artifactType: SBOM, annotations }])],
  },
  {
    name: 'referrers may come before their subject',
    by: 'end-12a',
    level: 'must',
    needs: ['referrers'],
    given: [pushed(sbom), pushed(ship)],
    exchanges: [listed([descriptorOf(sbom)])],
  },
  {
    name: 'an image without artifactType is listed with the media type of its config',
    by: 'end-12a',
    level: 'must',
    needs: ['referrers'],
    given: [pushed(unnamed)],
    exchanges: [
      listed([{ ...descriptorOf(unnamed), artifactType: 'application/vnd.example.config.v1+json' }]),
    ],
  },
  {
    name: 'an index may refer to a subject, and is listed with its artifactType and annotations',
    by: 'end-12a',
    level: 'must',
    needs: ['referrers'],
    given: [pushed(album)],
    exchanges: [
      listed([{ ...descriptorOf(album), artifactType: 'application/vnd.example.album', annotations }]),
    ],
  },
  {
    name: 'an index without artifactType is listed without one',
    by: 'end-12a',
    level: 'must',
    needs: ['referrers'],
    given: [pushed(plainAlbum)],
    exchanges: [
      listed([
        { ...descriptorOf(plainAlbum), artifactType: absent, annotations: { 'org.example.kind': 'plain' } },
      ]),
    ],
  },
  {
    name: 'all referrers are listed, each once, tagged or not',
    by: 'end-12a',
    level: 'must',
    needs: ['referrers'],
    given: [
      pushed(ship),
      pushed(sbom, 'sbom', 'sbom-too'),
      pushed(signature),
      pushed(unnamed),
      pushed(album),
    ],
    exchanges: [
      listed(new InAnyOrder(...[sbom, signature, unnamed, album].map((manifest) => descriptorOf(manifest)))),
    ],
  },
  {
    name: 'referrers in another repository are not listed',
    by: 'end-12a',
    level: 'must',
    needs: ['referrers'],
    given: [pushedTo('{name}/theirs', sbom), pushed(ship)],
    exchanges: [listed([]), listed([descriptorOf(sbom)], '', {}, '{name}/theirs')],
  },
  {
    name: 'a referrer that was deleted is not listed any more',
    by: 'end-12a',
    level: 'must',
    needs: ['referrers', 'manifest-delete'],
    given: [pushed(ship), pushed(sbom), pushed(signature)],
    exchanges: [
      { request: `DELETE /v2/{name}/manifests/${sbom.digest}`, reply: { status: 202 } },
      listed([descriptorOf(signature)]),
    ],
  },
  {
    name: "a list kept under the referrers tag by an older client adds nothing twice, and stays that client's own",
    by: 'end-12a',
    fact: 29,
    level: 'berth',
    needs: ['referrers'],
    run: async (registry) => {
      const list = {
        ...document(mediaTypes.ociIndex, {
          schemaVersion: 2,
          mediaType: mediaTypes.ociIndex,
          manifests: [descriptorOf(sbom, { artifactType: SBOM, annotations })],
        }),
        blobs: [],
        children: [sbom],
      }
      const tag = referrersTag(ship.digest)
      await registry.pushManifest(ship)
      await registry.pushManifest(list, tag)
      await registry.pushManifest(signature)
      await registry.exchange(
        listed(
          new InAnyOrder({ ...descriptorOf(sbom), artifactType: SBOM, annotations }, descriptorOf(signature)),
        ),
      )
      await registry.exchange({
        request: `GET /v2/{name}/manifests/${tag}`,
        reply: { status: 200, body: list.bytes },
      })
    },
  },
  {
    name: 'referrers of one artifactType are listed, and the reply says that it was asked for',
    by: 'end-12b',
    level: 'should',
    needs: ['referrers'],
    given: [pushed(ship), pushed(sbom), pushed(signature), pushed(album)],
    exchanges: [
      listed([{ ...descriptorOf(signature), artifactType: SIGNATURE }], `?artifactType=${SIGNATURE}`, {
        'oci-filters-applied': 'artifactType',
      }),
      listed([descriptorOf(sbom)], `?artifactType=${encodeURIComponent(SBOM)}`, {
        'oci-filters-applied': 'artifactType',
      }),
    ],
  },
  {
    name: 'an artifactType nothing has gives an empty list',
    by: 'end-12b',
    level: 'should',
    needs: ['referrers'],
    given: [pushed(ship), pushed(sbom)],
    exchanges: [
      listed([], '?artifactType=application/vnd.example.none', { 'oci-filters-applied': 'artifactType' }),
    ],
  },
  {
    name: 'the artifactType that stands for a config type is found as well',
    by: 'end-12b',
    level: 'should',
    needs: ['referrers'],
    given: [pushed(sbom), pushed(unnamed)],
    exchanges: [
      listed(
        [descriptorOf(unnamed)],
        `?artifactType=${encodeURIComponent('application/vnd.example.config.v1+json')}`,
      ),
    ],
  },
  {
    name: 'a filter nobody has heard of is not applied, and the reply does not say it was',
    by: 'end-12b',
    level: 'berth',
    needs: ['referrers'],
    given: [pushed(sbom)],
    exchanges: [
      listed([descriptorOf(sbom)], '?colour=red', {
        'oci-filters-applied': absentHeader,
      }),
    ],
  },
]
