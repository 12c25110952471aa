import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Bench, type Check, same } from '../check.ts'
import { readLayout } from '../layout.ts'

const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json'

export const umociAsOci: Check = {
  name: 'umoci makes content, skopeo pushes OCI, crane reads',
  needs: ['umoci', 'skopeo', 'crane'],
  async run(bench) {
    const layout = await madeByUmoci(bench)
    const image = `${bench.registry.host}/clients/umoci:oci`
    const copy = ['skopeo', 'copy', '--preserve-digests', '--dest-tls-verify=false']
    await bench.run([...copy, `oci:${layout}:content`, `docker://${image}`])
    same('the digest', (await bench.run(['crane', 'digest', image])).trim(), (await readLayout(layout)).root)
    await bench.run(['crane', 'validate', '--remote', image])
    return undefined
  },
}

export const umociAsDockerSchema2: Check = {
  name: 'umoci makes content, skopeo pushes Docker schema2, crane reads',
  needs: ['umoci', 'skopeo', 'crane'],
  async run(bench) {
    const layout = await madeByUmoci(bench)
    const image = `${bench.registry.host}/clients/umoci:schema2`
    const digestFile = join(bench.dir, 'digest')
    const copy = ['skopeo', 'copy', '--format', 'v2s2', '--digestfile', digestFile, '--dest-tls-verify=false']
    await bench.run([...copy, `oci:${layout}:content`, `docker://${image}`])
    const manifest: { mediaType: string } = JSON.parse(await bench.run(['crane', 'manifest', image]))
    same('the media type', manifest.mediaType, dockerManifest)
    const digest = (await readFile(digestFile, 'utf8')).trim()
    same('the digest', (await bench.run(['crane', 'digest', image])).trim(), digest)
    await bench.run(['crane', 'validate', '--remote', image])
    return undefined
  },
}

async function madeByUmoci(bench: Bench): Promise<string> {
  const layout = join(bench.dir, 'umoci')
  const content = join(bench.dir, 'content')
  await writeFile(content, 'inserted by umoci\n')
  await bench.run(['umoci', 'init', '--layout', layout])
  await bench.run(['umoci', 'new', '--image', `${layout}:content`])
  await bench.run(['umoci', 'insert', '--rootless', '--image', `${layout}:content`, content, '/data/content'])
  await bench.run(['umoci', 'config', '--image', `${layout}:content`, '--config.env', 'MADE_BY=umoci'])
  return layout
}
