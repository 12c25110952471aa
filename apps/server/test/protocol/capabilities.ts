import { digestOf } from '@berth/digest'
import { blob, type Content, image } from './content.ts'
import { Registry } from './registry.ts'
import type { Target } from './targets.ts'

/** What the specification leaves to the registry, and how to find out whether it is offered. */
const probes = {
  /** "Registries MAY support pushing blobs using a single POST request." */
  'single-post': async (registry) => {
    const reply = await registry.send({
      request: `POST /v2/{name}/blobs/uploads/?digest=${probeBlob.digest}`,
      body: probeBlob.bytes,
    })
    return reply.status === 201
  },
  /** Chunks of a few bytes: the registry asks for no `OCI-Chunk-Min-Length` larger than that. */
  'small-chunks': async (registry) => {
    const reply = await registry.send({ request: 'POST /v2/{name}/blobs/uploads/' })
    return Number(reply.headers.get('oci-chunk-min-length') ?? 0) <= 1
  },
  /** "Alternatively, if a registry does not support cross-repository mounting […] it SHOULD return a 202." */
  mount: async (registry) => {
    await registry.pushBlob(probeBlob, '{name}/source')
    const reply = await registry.send({
      request: `POST /v2/{name}/blobs/uploads/?mount=${probeBlob.digest}&from={name}/source`,
    })
    return reply.status === 201
  },
  /** A digest algorithm beside sha256, which is all that every registry has to know. */
  sha512: async (registry) => {
    const digest = digestOf(probeBlob.bytes, 'sha512')
    await registry.send({ request: 'POST /v2/{name}/blobs/uploads/?digest-algorithm=sha512' })
    await registry.send({ request: `PUT {location}?digest=${digest}`, body: probeBlob.bytes })
    const reply = await registry.send({ request: `HEAD /v2/{name}/blobs/${digest}` })
    return reply.status === 200 && reply.headers.get('docker-content-digest') === digest
  },
  /** "The registry MAY support the pushing of tags specified by addition of `tag` query parameters." */
  'tag-parameters': async (registry) => {
    await registry.pushManifest(probeImage)
    const reply = await registry.send({
      request: `PUT /v2/{name}/manifests/${probeImage.digest}?tag=probe`,
      headers: { 'content-type': probeImage.mediaType },
      body: probeImage.bytes,
    })
    return reply.headers.has('oci-tag')
  },
  /** The referrers API came with version 1.1; clients fall back when it is not there ("Unavailable Referrers API"). */
  referrers: async (registry) => {
    await registry.pushManifest(probeImage)
    const reply = await registry.send({ request: `GET /v2/{name}/referrers/${probeImage.digest}` })
    return reply.status === 200
  },
  /** Deletion may be turned off: end-9 and end-10 may answer 405 or 400. */
  'manifest-delete': async (registry) => {
    await registry.pushManifest(probeImage)
    const reply = await registry.send({ request: `DELETE /v2/{name}/manifests/${probeImage.digest}` })
    return reply.status === 202
  },
  'tag-delete': async (registry) => {
    await registry.pushManifest(probeImage, 'probe')
    return (await registry.send({ request: 'DELETE /v2/{name}/manifests/probe' })).status === 202
  },
  'blob-delete': async (registry) => {
    await registry.pushBlob(probeBlob)
    return (await registry.send({ request: `DELETE /v2/{name}/blobs/${probeBlob.digest}` })).status === 202
  },
  /** Pages of other origins may use the registry. */
  cors: async (registry) => {
    const reply = await registry.send({ request: 'GET /v2/', headers: { origin: 'https://console.example' } })
    return reply.headers.has('access-control-allow-origin')
  },
} satisfies Record<string, (registry: Registry) => Promise<boolean>>

const probeBlob: Content = blob('is it offered?')
const probeImage = image('is it offered?')

export type Capability = keyof typeof probes

export const allCapabilities = Object.keys(probes) as Capability[]

/** The target with the capabilities it turns out to have. `prefix` begins the names of the repositories used. */
export async function withDetectedCapabilities(target: Target, prefix: string): Promise<Target> {
  const capabilities = new Set<Capability>()
  for (const capability of allCapabilities) {
    const registry = new Registry(target, `${prefix}/${capability}`, 'may')
    // A probe that does not get as far as its question has shown that the feature is not there.
    const offered = await probes[capability](registry).catch(() => false)
    if (offered) capabilities.add(capability)
  }
  return { ...target, capabilities }
}
