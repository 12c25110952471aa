import { digestOf } from '@berth/digest'
import { describe, expect, it } from 'vitest'
import { DigestSyntaxError, ReferenceSyntaxError } from '../src/index.ts'
import { repositoryOf, sample } from './client-of.ts'
import { envelope, fakeRegistry } from './fake-registry.ts'

const digest = digestOf(sample(5))

describe('deleting', () => {
  it('takes a tag away and leaves its manifest', async () => {
    const registry = fakeRegistry()
    registry.manifests.set(digest, { bytes: sample(5), mediaType: 'a/b' })
    registry.tags.set('x', digest)
    await repositoryOf(registry).deleteTag('x')
    expect([registry.tags.size, registry.manifests.size]).toEqual([0, 1])
  })

  it('takes a manifest and a blob away', async () => {
    const registry = fakeRegistry()
    registry.manifests.set(digest, { bytes: sample(5), mediaType: 'a/b' })
    registry.blobs.set(digest, sample(5))
    await repositoryOf(registry).deleteManifest(digest)
    await repositoryOf(registry).deleteBlob(digest)
    expect([registry.blobs.size, registry.manifests.size]).toEqual([0, 0])
  })

  it('throws for what was never there', async () => {
    await expect(repositoryOf(fakeRegistry()).deleteBlob(digest)).rejects.toMatchObject({
      code: 'BLOB_UNKNOWN',
    })
  })

  it('is done when the first reply was lost and the second try finds nothing', async () => {
    const registry = fakeRegistry()
    registry.blobs.set(digest, sample(5))
    registry.fail('DELETE', { loseReply: true })
    await repositoryOf(registry).deleteBlob(digest)
    expect(registry.log).toHaveLength(2)
  })

  it('tells when the registry does not delete', async () => {
    const registry = fakeRegistry()
    registry.fail('DELETE', { reply: () => envelope(405, 'UNSUPPORTED') })
    await expect(repositoryOf(registry).deleteTag('x')).rejects.toMatchObject({
      code: 'UNSUPPORTED',
      status: 405,
    })
  })

  it('never deletes by tag what was given as a digest, nor the other way round', async () => {
    const registry = fakeRegistry()
    await expect(repositoryOf(registry).deleteTag(digest)).rejects.toBeInstanceOf(ReferenceSyntaxError)
    await expect(repositoryOf(registry).deleteManifest('latest')).rejects.toBeInstanceOf(DigestSyntaxError)
    expect(registry.log).toEqual([])
  })
})
