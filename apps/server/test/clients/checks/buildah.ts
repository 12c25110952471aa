import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, same } from '../check.ts'

export const buildahBuilds: Check = {
  name: 'buildah builds and pushes, skopeo and crane read',
  needs: ['buildah', 'skopeo', 'crane'],
  async run(bench) {
    const { host } = bench.registry
    const image = `${host}/clients/buildah:1`
    const store = [
      '--root',
      join(bench.dir, 'store'),
      '--runroot',
      join(bench.dir, 'run'),
      '--storage-driver',
      'vfs',
    ]
    const buildah = ['buildah', ...store]
    const content = join(bench.dir, 'content')
    await writeFile(content, 'built from scratch\n')

    const container = (await bench.run([...buildah, 'from', 'scratch'])).trim()
    await bench.run([...buildah, 'add', '-q', container, content, '/content'])
    await bench.run([...buildah, 'commit', '-q', container, 'localhost/built:1'])
    const digestFile = join(bench.dir, 'digest')
    const push = ['push', '-q', '--tls-verify=false', '--digestfile', digestFile]
    await bench.run([...buildah, ...push, 'localhost/built:1', `docker://${image}`])
    const digest = (await readFile(digestFile, 'utf8')).trim()

    same('the digest crane sees', (await bench.run(['crane', 'digest', image])).trim(), digest)
    const inspect = ['skopeo', 'inspect', '--tls-verify=false', '--raw', `docker://${image}`]
    same('the manifest skopeo reads', await bench.digestOf(inspect), digest)
    await bench.run(['crane', 'validate', '--remote', image])
    // crane writes the file system of the image as a tar: the very bytes that were added must come out of it.
    const exported = join(bench.dir, 'image.tar')
    await bench.run(['crane', 'export', image, exported])
    same(
      'the file in the image',
      await bench.run(['tar', '-xOf', exported, 'content']),
      'built from scratch\n',
    )
    return undefined
  },
}
