import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, refused, same } from '../check.ts'

const artifactType = 'application/vnd.demo'
const sbomType = 'application/spdx+json'

export const orasArtifacts: Check = {
  name: 'oras pushes an artifact, attaches, discovers, copies, deletes; crane reads',
  needs: ['oras', 'crane'],
  async run(bench) {
    const { host, isBerth } = bench.registry
    const oras = async (...args: string[]) => (await bench.run(['oras', ...args])).trim()
    const artifact = `${host}/clients/oras/artifact`
    const copy = `${host}/clients/oras/copy`
    await writeFile(join(bench.dir, 'note.txt'), 'an artifact\n')
    await writeFile(join(bench.dir, 'sbom.json'), '{"spdxVersion":"SPDX-2.3"}\n')

    await oras(
      'push',
      '--plain-http',
      `${artifact}:1`,
      '--artifact-type',
      artifactType,
      'note.txt:text/plain',
    )
    const attach = ['attach', '--plain-http', '--artifact-type', sbomType]
    await oras(...attach, `${artifact}:1`, 'sbom.json:application/json')

    // oras falls back to a tag when a registry has no referrers API; Berth has one, so it may not need to.
    const api = isBerth ? ['--distribution-spec', 'v1.1-referrers-api'] : []
    const referrersOf = async (repository: string): Promise<readonly Referrer[]> => {
      const discover = ['discover', '--plain-http', '--format', 'json', ...api]
      return JSON.parse(await oras(...discover, `${repository}:1`)).referrers
    }
    const [sbom, ...others] = await referrersOf(artifact)
    same('the type of the referrer', sbom?.artifactType, sbomType)
    same('the number of other referrers', others.length, 0)

    await oras('cp', '-r', '--from-plain-http', '--to-plain-http', `${artifact}:1`, `${copy}:1`)
    const [copied] = await referrersOf(copy)
    same('the referrer in the copy', copied?.digest, sbom?.digest)

    // crane reads what oras wrote, both the manifest of the referrer and the file it carries.
    const manifest: Manifest = JSON.parse(await bench.run(['crane', 'manifest', `${copy}@${sbom?.digest}`]))
    const layer = manifest.layers[0]?.digest
    same('the sbom', await bench.digestOf(['crane', 'blob', `${copy}@${layer}`]), layer)
    const subject = (await bench.run(['crane', 'digest', `${artifact}:1`])).trim()
    same('the subject of the sbom', manifest.subject.digest, subject)

    await oras('manifest', 'delete', '--plain-http', '-f', `${artifact}@${sbom?.digest}`)
    await refused(
      'the deleted sbom',
      oras('manifest', 'fetch', '--plain-http', `${artifact}@${sbom?.digest}`),
    )
    if (isBerth) same('the number of referrers after it', (await referrersOf(artifact)).length, 0)
    same('the referrer in the copy after it', (await referrersOf(copy))[0]?.digest, sbom?.digest)
    return undefined
  },
}

type Referrer = { digest: string; artifactType: string }

type Manifest = { layers: { digest: string }[]; subject: { digest: string } }
