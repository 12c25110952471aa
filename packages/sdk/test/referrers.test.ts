import { describe, expect, it } from 'vitest'
import { type Descriptor, digestOf, type RepositoryClient } from '../src/index.ts'
import { repositoryOf, sample } from './client-of.ts'
import { envelope, fakeRegistry } from './fake-registry.ts'

const OCI = 'application/vnd.oci.image.manifest.v1+json'
const config = { mediaType: 'application/vnd.example.config', digest: digestOf(sample(3)), size: 3 }
const subject = { mediaType: OCI, digest: digestOf(sample(5)), size: 5 }

function artifact(artifactType: string | undefined, note: string): object {
  const type = artifactType === undefined ? {} : { artifactType }
  return { schemaVersion: 2, mediaType: OCI, ...type, config, layers: [], subject, annotations: { note } }
}

async function all(repository: RepositoryClient, artifactType?: string): Promise<Descriptor[]> {
  const options = artifactType === undefined ? {} : { artifactType }
  const list: Descriptor[] = []
  for await (const descriptor of repository.referrers(subject.digest, options)) list.push(descriptor)
  return list
}

describe.each([
  ['the referrers API', true],
  ['the referrers tag', false],
])('referrers by %s', (_, referrersApi) => {
  it('are the manifests that name the subject, filtered by type here when the registry does not', async () => {
    const repository = repositoryOf(fakeRegistry({ referrersApi }))
    const sbom = await repository.putManifest(undefined, artifact('application/x.sbom', 'a'))
    const signature = await repository.putManifest('signed', artifact('application/x.signature', 'b'))
    expect(sbom.subject).toBe(subject.digest)
    const digests = (await all(repository)).map(({ digest }) => digest)
    expect(digests.sort()).toEqual([sbom.digest, signature.digest].sort())
    expect((await all(repository, 'application/x.sbom')).map(({ digest }) => digest)).toEqual([sbom.digest])
    expect(await all(repository, 'application/x.other')).toEqual([])
  })

  it('are none for a subject nothing names', async () => {
    expect(await all(repositoryOf(fakeRegistry({ referrersApi })))).toEqual([])
  })
})

describe('referrers tag', () => {
  it('describes a referrer by its type, else its config, with its annotations, once', async () => {
    const registry = fakeRegistry({ referrersApi: false })
    const repository = repositoryOf(registry)
    const plain = artifact(undefined, 'c')
    const { digest, size } = await repository.putManifest(undefined, plain)
    await repository.putManifest('again', plain)
    expect(await all(repository)).toEqual([
      { mediaType: OCI, digest, size, artifactType: config.mediaType, annotations: { note: 'c' } },
    ])
    expect([...registry.tags.keys()]).toContain(subject.digest.replace(':', '-'))
  })

  it('is not asked for when the registry refuses for another reason than not knowing referrers', async () => {
    const registry = fakeRegistry()
    registry.fail('referrers', { reply: () => envelope(403, 'DENIED') })
    await expect(all(repositoryOf(registry))).rejects.toMatchObject({ code: 'DENIED' })
  })

  it('that holds something else counts as no referrers', async () => {
    const registry = fakeRegistry({ referrersApi: false })
    const repository = repositoryOf(registry)
    const image = { schemaVersion: 2, mediaType: OCI, config, layers: [] }
    await repository.putManifest(subject.digest.replace(':', '-'), image)
    expect(await all(repository)).toEqual([])
  })
})
