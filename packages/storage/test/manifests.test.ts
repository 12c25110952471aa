import { digestOf } from '@berth/digest'
import { referrersTag } from '@berth/spec/grammar'
import { mediaTypes } from '@berth/spec/image'
import { describe, expect, it } from 'vitest'
import { openMemoryStorage } from '../src/index.ts'
import {
  byDigest,
  byTag,
  bytesOf,
  descriptorOf,
  imageManifest,
  json,
  name,
  newName,
  onEachStorage,
  pushBlob,
  pushImage,
  tag,
} from './fixtures.ts'

const limit = 100

onEachStorage('in a repository,', (given) => {
  describe('manifests', () => {
    it('come back byte for byte, by tag and by digest', async () => {
      const repository = given.repository()
      const bytes = Buffer.concat([imageManifest(), bytesOf('\n  ')])
      await pushBlob(repository, '{}')
      const put = await repository.putManifest({
        bytes,
        mediaType: mediaTypes.ociManifest,
        tags: [tag('v1')],
      })
      const stat = { digest: digestOf(bytes), mediaType: mediaTypes.ociManifest, size: bytes.length }
      expect(put).toEqual(stat)
      for (const reference of [byTag('v1'), byDigest(put.digest)]) {
        expect(repository.statManifest(reference)).toEqual(stat)
        const stored = repository.getManifest(reference)
        expect(stored).toMatchObject(stat)
        expect(Buffer.compare(stored?.bytes ?? Buffer.alloc(0), bytes)).toBe(0)
      }
      expect(repository.statManifest(byTag('v2'))).toBeUndefined()
      expect(repository.getManifest(byDigest(digestOf(bytesOf('other'))))).toBeUndefined()
    })

    it('are stored under sha512 when pushed by it, beside the same bytes under sha256', async () => {
      const repository = given.repository()
      await pushBlob(repository, '{}')
      const bytes = imageManifest()
      const digest = digestOf(bytes, 'sha512')
      expect(await repository.putManifest({ bytes, digest, tags: [] })).toMatchObject({ digest })
      expect(repository.statManifest(byDigest(digest))).toMatchObject({ digest })
      expect(repository.statManifest(byDigest(digestOf(bytes)))).toBeUndefined()
      await repository.putManifest({ bytes, tags: [] })
      await repository.deleteManifest(digest)
      expect(repository.statManifest(byDigest(digestOf(bytes)))).toMatchObject({ digest: digestOf(bytes) })
    })

    it('are refused when they are not what the client says they are', async () => {
      const repository = given.repository()
      const push = repository.putManifest({
        bytes: imageManifest(),
        digest: digestOf(bytesOf('x')),
        tags: [],
      })
      await expect(push).rejects.toMatchObject({ code: 'DIGEST_INVALID' })
      expect(repository.exists()).toBe(false)
    })

    it('are refused when they are too large', async () => {
      const bytes = imageManifest([], { annotations: { filler: 'x'.repeat(4 * 1024 * 1024) } })
      const push = given.repository().putManifest({ bytes, tags: [] })
      await expect(push).rejects.toMatchObject({ code: 'MANIFEST_INVALID', status: 413 })
    })

    it('are refused while what they name is missing, and leave nothing behind', async () => {
      const repository = given.repository()
      await pushBlob(repository, '{}')
      const layers = Array.from({ length: 30 }, (_, index) => `layer ${index}`)
      const push = repository.putManifest({ bytes: imageManifest(layers), tags: [tag('v1')] })
      await expect(push).rejects.toMatchObject({
        code: 'MANIFEST_BLOB_UNKNOWN',
        detail: { missing: layers.slice(0, 20).map((layer) => digestOf(bytesOf(layer))), total: 30 },
      })
      expect(repository.listTags({ limit })).toEqual({ items: [], more: false })
      await pushImage(repository, ['v1'], layers)
      expect(repository.statManifest(byTag('v1'))).toBeDefined()
    })

    it('do not see the content of another repository', async () => {
      const layer = { layers: [descriptorOf('elsewhere')] }
      await pushBlob(given.repository(), 'elsewhere')
      const repository = given.repository()
      await pushBlob(repository, '{}')
      const push = repository.putManifest({ bytes: imageManifest([], layer), tags: [] })
      await expect(push).rejects.toMatchObject({ code: 'MANIFEST_BLOB_UNKNOWN' })
    })

    it('are refused when they give a size the content does not have', async () => {
      const repository = given.repository()
      await pushBlob(repository, '{}')
      await pushBlob(repository, 'layer')
      const bytes = imageManifest([], { layers: [{ ...descriptorOf('layer'), size: 4 }] })
      await expect(repository.putManifest({ bytes, tags: [] })).rejects.toMatchObject({
        code: 'MANIFEST_INVALID',
      })
    })

    it('need no content that lies elsewhere (protocol fact 27)', async () => {
      const repository = given.repository()
      await pushBlob(repository, '{}')
      const layers = [
        descriptorOf('a', 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip'),
        descriptorOf('b', 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip'),
        { ...descriptorOf('c'), urls: ['https://example.com/c'] },
      ]
      await repository.putManifest({ bytes: imageManifest([], { layers }), tags: [] })
    })

    it('may name missing content in a sparse storage', async () => {
      const storage = await openMemoryStorage({ sparse: true })
      const repository = storage.repository(newName())
      await repository.putManifest({ bytes: imageManifest(['missing']), tags: [tag('v1')] })
      expect(repository.statManifest(byTag('v1'))).toBeDefined()
      await storage.close()
    })

    it('of an index have manifests or blobs as children (protocol fact 25)', async () => {
      const repository = given.repository()
      const { digest, mediaType, size } = await pushImage(repository, [])
      await pushBlob(repository, 'cached layer')
      const index = (...manifests: object[]) =>
        json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests })
      const children = [{ digest, mediaType, size }, descriptorOf('cached layer')]
      await repository.putManifest({ bytes: index(...children), tags: [tag('all')] })
      const push = repository.putManifest({ bytes: index(...children, descriptorOf('none')), tags: [] })
      await expect(push).rejects.toMatchObject({ code: 'MANIFEST_BLOB_UNKNOWN' })
    })

    it('are deleted with every tag that points at them', async () => {
      const repository = given.repository()
      const first = await pushImage(repository, ['a', 'b'])
      const second = await pushImage(repository, ['c'], ['layer'])
      await repository.deleteManifest(first.digest)
      expect(repository.listTags({ limit }).items).toEqual(['c'])
      expect(repository.statManifest(byDigest(first.digest))).toBeUndefined()
      expect(repository.statManifest(byDigest(second.digest))).toBeDefined()
      await expect(repository.deleteManifest(first.digest)).rejects.toMatchObject({
        code: 'MANIFEST_UNKNOWN',
      })
      expect(repository.exists()).toBe(true)
    })

    it('take another media type when the same bytes are pushed under it', async () => {
      const repository = given.repository()
      const bytes = json({ some: 'document' })
      for (const mediaType of ['application/x.one+json', 'application/x.two+json']) {
        const { digest } = await repository.putManifest({ bytes, mediaType, tags: [tag('it')] })
        expect(repository.statManifest(byTag('it'))).toMatchObject({ digest, mediaType })
      }
    })

    it('pushed at the same time under one tag leave it at one of them', async () => {
      const repository = given.repository()
      await pushImage(repository, [])
      const documents = Array.from({ length: 16 }, (_, index) =>
        imageManifest([], { annotations: { number: String(index) } }),
      )
      const pushed = await Promise.all(
        documents.map((bytes) => repository.putManifest({ bytes, tags: [tag('latest')] })),
      )
      const latest = repository.statManifest(byTag('latest'))
      expect(pushed.map(({ digest }) => digest)).toContain(latest?.digest)
      for (const { digest } of pushed) expect(repository.statManifest(byDigest(digest))).toBeDefined()
    })
  })

  describe('tags', () => {
    it('are listed in byte order, page by page, for 1000 of them', async () => {
      const repository = given.repository()
      await pushBlob(repository, '{}')
      const tags = Array.from({ length: 1000 }, (_, index) => `${'aBz_'[index % 4]}${index}`)
      await repository.putManifest({ bytes: imageManifest(), tags: tags.map(tag) })
      const listed: string[] = []
      for (let more = true; more; ) {
        const page = repository.listTags({ after: listed.at(-1), limit: 99 })
        expect(page.items.length).toBeLessThanOrEqual(99)
        listed.push(...page.items)
        more = page.more
      }
      expect(listed).toEqual([...tags].sort())
      expect(repository.listTags({ limit: 1000 })).toMatchObject({ more: false })
      expect(repository.listTags({ limit: 0 })).toEqual({ items: [], more: true })
    })

    it('start after a name that is not there', async () => {
      const repository = given.repository()
      await pushImage(repository, ['a', 'c'])
      expect(repository.listTags({ after: 'b', limit }).items).toEqual(['c'])
    })

    it('move to another manifest, also of another kind (protocol fact 26)', async () => {
      const repository = given.repository()
      const first = await pushImage(repository, ['latest'])
      const index = json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [] })
      await repository.putManifest({ bytes: index, tags: [tag('latest')] })
      expect(repository.statManifest(byTag('latest'))).toMatchObject({ mediaType: mediaTypes.ociIndex })
      expect(repository.statManifest(byDigest(first.digest))).toBeDefined()
    })

    it('are deleted alone', async () => {
      const repository = given.repository()
      const { digest } = await pushImage(repository, ['a', 'b'])
      await repository.deleteTag(tag('a'))
      expect(repository.listTags({ limit }).items).toEqual(['b'])
      expect(repository.statManifest(byDigest(digest))).toBeDefined()
      await expect(repository.deleteTag(tag('a'))).rejects.toMatchObject({ code: 'MANIFEST_UNKNOWN' })
    })
  })

  describe('repositories', () => {
    it('are listed in byte order, page by page', async () => {
      const names = ['zoo/10', 'zoo/9', 'zoo/a', 'zoo/a-b', 'zoo/a/b'].map(name)
      for (const name of [...names].reverse()) await pushBlob(given.storage().repository(name), 'x')
      const first = given.storage().listRepositories({ after: 'zoo', limit: 2 })
      expect(first).toEqual({ items: names.slice(0, 2), more: true })
      const rest = given.storage().listRepositories({ after: names[1], limit: 3 })
      expect(rest).toEqual({ items: names.slice(2), more: false })
    })

    it('that do not exist have no tags and no referrers', async () => {
      const repository = given.repository()
      expect(repository.exists()).toBe(false)
      expect(repository.listTags({ limit })).toEqual({ items: [], more: false })
      expect(repository.listReferrers(digestOf(bytesOf('x')), { limit })).toEqual({ items: [], more: false })
    })
  })

  describe('referrers', () => {
    const subject = descriptorOf(imageManifest(), mediaTypes.ociManifest)

    it('are the manifests with this subject, which itself may be missing', async () => {
      const repository = given.repository()
      const put = await pushImage(repository, [], [], {
        subject,
        annotations: { a: 'b' },
        artifactType: 'application/x.sbom',
      })
      expect(put.subject).toBe(subject.digest)
      expect(repository.listReferrers(subject.digest, { limit })).toEqual({
        items: [
          {
            digest: put.digest,
            mediaType: put.mediaType,
            size: put.size,
            artifactType: 'application/x.sbom',
            annotations: { a: 'b' },
          },
        ],
        more: false,
      })
      expect(repository.listReferrers(put.digest, { limit }).items).toEqual([])
      expect(given.repository().listReferrers(subject.digest, { limit }).items).toEqual([])
    })

    it('have the artifact type of their config when they name none, and an index has none', async () => {
      const repository = given.repository()
      const image = await pushImage(repository, [], [], { subject })
      const index = json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [], subject })
      const { digest } = await repository.putManifest({ bytes: index, tags: [] })
      const { items } = repository.listReferrers(subject.digest, { limit })
      expect(items.find((item) => item.digest === image.digest)?.artifactType).toBe(mediaTypes.ociEmpty)
      expect(items.find((item) => item.digest === digest)).not.toHaveProperty('artifactType')
    })

    it('with annotations of a megabyte each come a few at a time, and all of them in the end', async () => {
      const repository = given.repository()
      const pushed = new Set<string>()
      for (let number = 0; number < 7; number += 1) {
        const annotations = { number: String(number), large: 'x'.repeat(1_000_000) }
        pushed.add((await pushImage(repository, [], [], { subject, annotations })).digest)
      }
      const pages: number[] = []
      let after: ReturnType<typeof digestOf> | undefined
      do {
        const page = repository.listReferrers(subject.digest, { limit, after })
        for (const { digest } of page.items) expect(pushed.delete(digest)).toBe(true)
        pages.push(page.items.length)
        after = page.more ? (page.items.at(-1)?.digest as typeof after) : undefined
      } while (after !== undefined)
      expect(pages).toEqual([3, 3, 1])
      expect([...pushed]).toEqual([])
    })

    it('are no longer listed once deleted', async () => {
      const repository = given.repository()
      const { digest } = await pushImage(repository, [], [], { subject })
      await repository.deleteManifest(digest)
      expect(repository.listReferrers(subject.digest, { limit }).items).toEqual([])
    })

    it('of an old client are merged in from the referrers tag, filtered and in one order', async () => {
      const repository = given.repository()
      const artifact = (number: number, more: object) =>
        pushImage(repository, [], [], { annotations: { number: String(number) }, ...more })
      const sbom = { artifactType: 'application/x.sbom' }
      const native = [await artifact(1, { subject, ...sbom }), await artifact(2, { subject })]
      const listed = [await artifact(3, sbom), await artifact(4, {})]
      const elsewhere = await artifact(5, { subject: descriptorOf('another subject') })
      const deleted = await artifact(6, {})
      const entries = [...native, ...listed, ...listed, elsewhere, deleted].map(
        ({ digest, mediaType, size }) => ({
          digest,
          mediaType,
          size,
        }),
      )
      await repository.putManifest({
        bytes: json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: entries }),
        tags: [referrersTag(subject.digest)],
      })
      await repository.deleteManifest(deleted.digest)

      const expected = [...native, ...listed].map(({ digest }) => digest).sort()
      const all = repository.listReferrers(subject.digest, { limit })
      expect(all.items.map(({ digest }) => digest)).toEqual(expected)
      expect(all.more).toBe(false)

      const paged: string[] = []
      for (let after: typeof subject.digest | undefined, more = true; more; ) {
        const page = repository.listReferrers(subject.digest, { after, limit: 1 })
        for (const { digest } of page.items) paged.push(digest)
        after = expected[paged.length - 1]
        more = page.more
      }
      expect(paged).toEqual(expected)

      const filtered = repository.listReferrers(subject.digest, { limit, artifactType: 'application/x.sbom' })
      const sboms = [native[0], listed[0]].map((manifest) => manifest?.digest).sort()
      expect(filtered.items.map(({ digest }) => digest)).toEqual(sboms)
    })

    it('come in pages that stay below the size of a manifest', async () => {
      const repository = given.repository()
      const filler = 'x'.repeat(2 * 1024 * 1024)
      for (const number of ['1', '2', '3'])
        await pushImage(repository, [], [], { subject, annotations: { number, filler } })
      const first = repository.listReferrers(subject.digest, { limit })
      expect(first.items).toHaveLength(1)
      expect(first.more).toBe(true)
    })

    it('are not looked for in an ordinary manifest that has such a tag (protocol fact 29)', async () => {
      const repository = given.repository()
      await pushImage(repository, [referrersTag(subject.digest)])
      expect(repository.listReferrers(subject.digest, { limit }).items).toEqual([])
    })
  })
})
