import { digestOf } from '@berth/digest'
import { mediaTypes } from '@berth/spec/image'
import type { ProtocolCase } from '../case.ts'
import { dockerImage, dockerList, image, index, type ManifestContent } from '../content.ts'
import { refused } from '../exchange.ts'
import { pushed, pushedBlob, pushedTo } from '../registry.ts'

const amd64 = image('a ship for amd64')
const arm64 = image('a ship for arm64')
const fleet = index({ amd64, arm64 })
const dockerAmd64 = dockerImage('a docker ship for amd64')
const dockerArm64 = dockerImage('a docker ship for arm64')
const dockerFleet = dockerList({ arm64: dockerArm64, amd64: dockerAmd64 })
const dockerArmOnly = dockerList({ arm64: dockerArm64 })
const unknown = digestOf(crypto.getRandomValues(new Uint8Array(32)))

const everyType: Readonly<Record<string, ManifestContent>> = {
  'an OCI image manifest': amd64,
  'an OCI image index': fleet,
  'a Docker image manifest': dockerAmd64,
  'a Docker manifest list': dockerFleet,
}

/** The reply that is this manifest as it was pushed. */
const asPushed = ({ mediaType, digest, bytes }: ManifestContent) => ({
  status: 200,
  headers: { 'content-type': mediaType, 'docker-content-digest': digest },
  body: bytes,
})

/** "Pulling manifests" and "Checking if content exists in the registry" */
export const manifestsPull: readonly ProtocolCase[] = [
  ...Object.entries(everyType).flatMap(([what, manifest]): ProtocolCase[] => [
    {
      name: `${what} is pulled by tag and by digest as it was pushed: bytes, type and digest`,
      by: 'end-3',
      fact: 23,
      level: 'must',
      given: [pushed(manifest, 'latest')],
      exchanges: ['latest', manifest.digest].map((reference) => ({
        request: `GET /v2/{name}/manifests/${reference}` as const,
        headers: { accept: manifest.mediaType },
        reply: asPushed(manifest),
      })),
    },
    {
      name: `HEAD gives the type, digest and exact size of ${what}`,
      by: 'end-3',
      level: 'must',
      given: [pushed(manifest, 'latest')],
      exchanges: ['latest', manifest.digest].map((reference) => ({
        request: `HEAD /v2/{name}/manifests/${reference}` as const,
        headers: { accept: manifest.mediaType },
        reply: {
          status: 200,
          headers: {
            'content-type': manifest.mediaType,
            'docker-content-digest': manifest.digest,
            'content-length': String(manifest.size),
          },
        },
      })),
    },
  ]),
  {
    name: 'a tag nobody has set is not found',
    by: 'end-3',
    level: 'must',
    given: [pushed(amd64, 'latest')],
    exchanges: [{ request: 'GET /v2/{name}/manifests/oldest', reply: refused('MANIFEST_UNKNOWN') }],
  },
  {
    name: 'a digest nobody has pushed is not found',
    by: 'end-3',
    level: 'must',
    given: [pushed(amd64, 'latest')],
    exchanges: [{ request: `GET /v2/{name}/manifests/${unknown}`, reply: refused('MANIFEST_UNKNOWN') }],
  },
  {
    name: 'HEAD of what is not there has the status of GET and no body',
    by: 'end-3',
    fact: 8,
    level: 'must',
    given: [pushed(amd64, 'latest')],
    exchanges: ['oldest', unknown].map((reference) => ({
      request: `HEAD /v2/{name}/manifests/${reference}` as const,
      reply: { status: 404 },
    })),
  },
  {
    name: 'nothing can be pulled from a repository nobody has pushed to',
    by: 'end-3',
    level: 'must',
    exchanges: [
      {
        request: 'GET /v2/{name}/manifests/latest',
        reply: { status: 404, code: ['NAME_UNKNOWN', 'MANIFEST_UNKNOWN'] },
      },
      {
        request: `GET /v2/{name}/manifests/${amd64.digest}`,
        reply: { status: 404, code: ['NAME_UNKNOWN', 'MANIFEST_UNKNOWN'] },
      },
      { request: 'HEAD /v2/{name}/manifests/latest', reply: { status: 404 } },
    ],
  },
  {
    name: 'a manifest of one repository is not found in another',
    by: 'end-3',
    level: 'must',
    given: [pushedTo('{name}/ours', amd64, 'latest'), pushedTo('{name}/theirs', arm64, 'stable')],
    exchanges: [
      { request: `GET /v2/{name}/theirs/manifests/${amd64.digest}`, reply: refused('MANIFEST_UNKNOWN') },
      { request: 'GET /v2/{name}/theirs/manifests/latest', reply: refused('MANIFEST_UNKNOWN') },
    ],
  },
  {
    name: 'a blob is not a manifest',
    by: 'end-3',
    level: 'berth',
    given: [pushed(amd64, 'latest')],
    exchanges: amd64.blobs.map((blob) => ({
      request: `GET /v2/{name}/manifests/${blob.digest}` as const,
      reply: refused('MANIFEST_UNKNOWN'),
    })),
  },
  {
    name: 'a manifest that was pushed as a blob only is not a manifest',
    by: 'end-3',
    level: 'berth',
    given: [pushedBlob(amd64)],
    exchanges: [
      {
        request: `GET /v2/{name}/manifests/${amd64.digest}`,
        reply: { status: 404, code: ['MANIFEST_UNKNOWN', 'NAME_UNKNOWN'] },
      },
    ],
  },
]

/** A client that lists these, and what it gets under a tag that leads to `given`. */
interface Negotiation {
  readonly name: string
  readonly tagged: ManifestContent
  readonly accept: string
  /** Undefined: there is nothing for it. */
  readonly gets: ManifestContent | undefined
}

const { ociManifest, ociIndex, dockerManifest, dockerManifestList } = mediaTypes

const negotiations: readonly Negotiation[] = [
  { name: 'a client that takes anything gets what is stored', tagged: fleet, accept: '*/*', gets: fleet },
  {
    name: 'a client that takes any application type gets what is stored',
    tagged: fleet,
    accept: 'application/*',
    gets: fleet,
  },
  {
    name: 'a client that lists no manifest type gets what is stored',
    tagged: amd64,
    accept: 'application/json, text/html',
    gets: amd64,
  },
  {
    name: 'a client that lists the type among others gets what is stored',
    tagged: fleet,
    accept: [dockerManifest, dockerManifestList, ociManifest, ociIndex].join(', '),
    gets: fleet,
  },
  {
    name: 'weights and parameters in Accept are no hindrance',
    tagged: amd64,
    accept: `${ociIndex};q=0.9 , ${ociManifest};q=0.5;charset=utf-8, text/plain;q=0.1`,
    gets: amd64,
  },
  {
    name: 'a client that lists manifest types and then takes anything gets what is stored',
    tagged: fleet,
    accept: `${dockerManifest}, */*;q=0.1`,
    gets: fleet,
  },
  {
    name: 'types in Accept are read without regard to case',
    tagged: amd64,
    accept: ociManifest.toUpperCase(),
    gets: amd64,
  },
  {
    name: 'a client that lists manifest types, none of them the stored one, gets nothing',
    tagged: amd64,
    accept: dockerManifest,
    gets: undefined,
  },
  {
    name: 'a client that lists image types only gets no OCI index, and no image in its place',
    tagged: fleet,
    accept: `${ociManifest}, ${dockerManifest}`,
    gets: undefined,
  },
  {
    name: 'a client that knows no Docker list gets the linux/amd64 image of one, under its own digest',
    tagged: dockerFleet,
    accept: dockerManifest,
    gets: dockerAmd64,
  },
  {
    name: 'a client that knows Docker lists gets the list',
    tagged: dockerFleet,
    accept: `${dockerManifestList}, ${dockerManifest}`,
    gets: dockerFleet,
  },
  {
    name: 'a client that knows no Docker list gets nothing of one without linux/amd64',
    tagged: dockerArmOnly,
    accept: dockerManifest,
    gets: undefined,
  },
]

/** `Accept` ("Pulling manifests", and the content negotiation it refers to) */
export const negotiation: readonly ProtocolCase[] = [
  {
    name: 'a client that says nothing about types gets what is stored',
    by: 'end-3',
    fact: 22,
    level: 'should',
    given: [pushed(fleet, 'fleet'), pushed(amd64, 'ship')],
    exchanges: [
      { request: 'GET /v2/{name}/manifests/fleet', headers: { accept: '' }, reply: asPushed(fleet) },
      { request: 'GET /v2/{name}/manifests/ship', headers: { accept: '' }, reply: asPushed(amd64) },
      {
        request: `GET /v2/{name}/manifests/${fleet.digest}`,
        headers: { accept: '' },
        reply: asPushed(fleet),
      },
    ],
  },
  ...negotiations.map(
    ({ name, tagged, accept, gets }): ProtocolCase => ({
      name,
      by: 'end-3',
      fact: 22,
      level: 'berth',
      given: [pushed(tagged, 'latest')],
      exchanges: [
        {
          request: 'GET /v2/{name}/manifests/latest',
          headers: { accept },
          reply: gets === undefined ? refused('MANIFEST_UNKNOWN') : asPushed(gets),
        },
        {
          request: 'HEAD /v2/{name}/manifests/latest',
          headers: { accept },
          reply:
            gets === undefined
              ? { status: 404 }
              : {
                  status: 200,
                  headers: {
                    'content-type': gets.mediaType,
                    'docker-content-digest': gets.digest,
                    'content-length': String(gets.size),
                  },
                },
        },
      ],
    }),
  ),
  {
    name: 'what is asked for by digest is that or nothing, whatever the client accepts',
    by: 'end-3',
    fact: 22,
    level: 'berth',
    run: async (registry) => {
      await registry.pushManifest(dockerFleet)
      const request = {
        request: `GET /v2/{name}/manifests/${dockerFleet.digest}`,
        headers: { accept: dockerManifest },
      } as const
      const { status } = await registry.exchange({ ...request, reply: { status: [200, 404] } })
      if (status === 200) await registry.exchange({ ...request, reply: asPushed(dockerFleet) })
    },
  },
]
