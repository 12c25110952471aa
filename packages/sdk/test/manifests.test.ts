import { digestOf } from '@berth/digest'
import { describe, expect, it } from 'vitest'
import { DigestMismatchError, isImage, isIndex, ReferenceSyntaxError } from '../src/index.ts'
import { repositoryOf, sample } from './client-of.ts'
import { envelope, fakeRegistry } from './fake-registry.ts'

const OCI = 'application/vnd.oci.image.manifest.v1+json'
const INDEX = 'application/vnd.oci.image.index.v1+json'
const config = { mediaType: 'application/vnd.example.config', digest: digestOf(sample(3)), size: 3 }
const image = { schemaVersion: 2, mediaType: OCI, config, layers: [config] }
/** The same image with spaces no serialiser would write. */
const spaced = new TextEncoder().encode(`${JSON.stringify(image, null, 3)}  \n`)

describe('putManifest', () => {
  it('sends bytes as they are, and gives them back as they were', async () => {
    const repository = repositoryOf(fakeRegistry())
    const pushed = await repository.putManifest('latest', spaced)
    expect(pushed).toEqual({
      digest: digestOf(spaced),
      mediaType: OCI,
      size: spaced.byteLength,
      tags: ['latest'],
      subject: undefined,
    })
    const pulled = await repository.getManifest('latest')
    expect(pulled).toMatchObject({
      digest: digestOf(spaced),
      mediaType: OCI,
      size: spaced.byteLength,
      manifest: image,
    })
    expect(pulled.bytes).toEqual(spaced)
  })

  it('writes an object out once: the digest is that of what was sent', async () => {
    const registry = fakeRegistry()
    const { digest } = await repositoryOf(registry).putManifest(undefined, image)
    expect(registry.log).toEqual([`PUT /v2/a/b/manifests/sha256:${digest.slice(7, 11)}`])
    expect(digest).toBe(digestOf(new TextEncoder().encode(JSON.stringify(image))))
  })

  it.each([
    ['of its own mediaType', image, undefined, OCI],
    ['of an index without one', { schemaVersion: 2, manifests: [config] }, undefined, INDEX],
    ['of an image without one', { schemaVersion: 2, config, layers: [] }, undefined, OCI],
    ['the caller names', image, 'application/vnd.example+json', 'application/vnd.example+json'],
  ])('sends it under the media type %s', async (_, manifest, given, expected) => {
    const registry = fakeRegistry()
    const options = given === undefined ? {} : { mediaType: given }
    expect((await repositoryOf(registry).putManifest('x', manifest, options)).mediaType).toBe(expected)
    expect(registry.headers[0]?.get('Content-Type')).toBe(expected)
  })

  it('refuses to guess the media type of anything else', async () => {
    await expect(repositoryOf(fakeRegistry()).putManifest('x', { a: 1 })).rejects.toBeInstanceOf(TypeError)
  })

  it('points several tags at it in one request (end-7b)', async () => {
    const registry = fakeRegistry()
    const { tags, digest } = await repositoryOf(registry).putManifest('1.2.3', image, {
      tags: ['1.2', 'latest'],
    })
    expect([...tags].sort()).toEqual(['1.2', '1.2.3', 'latest'])
    expect(registry.log).toHaveLength(1)
    for (const tag of tags) expect(registry.tags.get(tag)).toBe(digest)
  })

  it('pushes each tag by itself where the registry does not know the query', async () => {
    const registry = fakeRegistry({ tagQuery: false })
    const { tags, digest } = await repositoryOf(registry).putManifest('1.2.3', image, {
      tags: ['1.2', 'latest'],
    })
    expect(registry.log).toHaveLength(4)
    for (const tag of tags) expect(registry.tags.get(tag)).toBe(digest)
  })

  it('sends nothing when the digest it shall be pushed under is another', async () => {
    const registry = fakeRegistry()
    const pushing = repositoryOf(registry).putManifest(digestOf(sample(9)), image)
    await expect(pushing).rejects.toBeInstanceOf(DigestMismatchError)
    expect(registry.log).toEqual([])
  })

  it('pushes under sha512 when the reference says so', async () => {
    const digest = digestOf(spaced, 'sha512')
    expect((await repositoryOf(fakeRegistry()).putManifest(digest, spaced)).digest).toBe(digest)
  })

  it('fails when the registry stores something else than it was sent', async () => {
    const registry = fakeRegistry()
    const other = { 'Docker-Content-Digest': digestOf(sample(9)) }
    registry.fail('PUT', { reply: () => new Response(null, { status: 201, headers: other }) })
    await expect(repositoryOf(registry).putManifest('x', image)).rejects.toBeInstanceOf(DigestMismatchError)
  })

  it('tries again after 503', async () => {
    const registry = fakeRegistry()
    registry.fail('PUT', { reply: () => envelope(503, 'UNAVAILABLE') })
    await repositoryOf(registry).putManifest('x', spaced)
    expect(registry.manifests.get(digestOf(spaced))?.bytes).toEqual(spaced)
  })
})

describe('getManifest', () => {
  it('fails when the bytes are not those of the digest', async () => {
    const registry = fakeRegistry()
    const digest = digestOf(spaced)
    registry.manifests.set(digest, { bytes: sample(9), mediaType: OCI })
    registry.tags.set('latest', digest)
    const repository = repositoryOf(registry)
    await expect(repository.getManifest(digest)).rejects.toBeInstanceOf(DigestMismatchError)
    await expect(repository.getManifest('latest')).rejects.toBeInstanceOf(DigestMismatchError)
  })

  it('asks for every manifest type of the contract unless told otherwise, and takes parameters off the answer', async () => {
    const registry = fakeRegistry()
    registry.fail('GET', {
      alter: (reply) => {
        reply.headers.set('Content-Type', `${OCI}; charset=utf-8`)
        return reply
      },
    })
    const repository = repositoryOf(registry)
    await repository.putManifest('x', image)
    expect((await repository.getManifest('x')).mediaType).toBe(OCI)
    expect(registry.headers[1]?.get('Accept')?.split(', ')).toHaveLength(4)
    await repository.getManifest('x', { accept: [OCI] })
    expect(registry.headers[2]?.get('Accept')).toBe(OCI)
  })

  it('gives the bytes of a type it cannot read, and nothing parsed', async () => {
    const repository = repositoryOf(fakeRegistry())
    await repository.putManifest('x', { anything: 1 }, { mediaType: 'application/vnd.example+json' })
    const { manifest, bytes } = await repository.getManifest('x')
    expect(manifest).toBeUndefined()
    expect(new TextDecoder().decode(bytes)).toBe('{"anything":1}')
  })

  it('tells an image from an index', async () => {
    const repository = repositoryOf(fakeRegistry())
    await repository.putManifest('image', image)
    await repository.putManifest('index', { schemaVersion: 2, mediaType: INDEX, manifests: [config] })
    const one = await repository.getManifest('image')
    const many = await repository.getManifest('index')
    expect([isImage(one.manifest), isIndex(one.manifest)]).toEqual([true, false])
    expect([isImage(many.manifest), isIndex(many.manifest)]).toEqual([false, true])
  })

  it.each(['', 'UPPER CASE', '-x', 'sha256:short', '../../x', 'a/b'])(
    'sends nothing for the reference %j',
    async (reference) => {
      const registry = fakeRegistry()
      await expect(repositoryOf(registry).getManifest(reference)).rejects.toBeInstanceOf(ReferenceSyntaxError)
      expect(registry.log).toEqual([])
    },
  )
})

describe('resolve', () => {
  it('tells what a tag points at without its content', async () => {
    const registry = fakeRegistry()
    const repository = repositoryOf(registry)
    const { digest, size } = await repository.putManifest('x', image)
    expect(await repository.resolve('x')).toEqual({ mediaType: OCI, digest, size })
    expect(registry.log).toHaveLength(2)
  })

  it.each(['Docker-Content-Digest', 'Content-Length', 'Content-Type'])(
    'reads the manifest where the reply lacks %s',
    async (header) => {
      const registry = fakeRegistry()
      const repository = repositoryOf(registry)
      const { digest, size } = await repository.putManifest('x', image)
      registry.fail('HEAD', {
        alter: (reply) => {
          reply.headers.delete(header)
          return reply
        },
      })
      expect(await repository.resolve('x')).toEqual({ mediaType: OCI, digest, size })
      expect(registry.log.at(-1)).toBe('GET /v2/a/b/manifests/x')
    },
  )

  it('throws MANIFEST_UNKNOWN, though a HEAD tells no code', async () => {
    const registry = fakeRegistry()
    registry.fail('HEAD', { reply: () => new Response(null, { status: 404 }) })
    await expect(repositoryOf(registry).resolve('x')).rejects.toMatchObject({
      code: 'MANIFEST_UNKNOWN',
      status: 404,
    })
  })
})
