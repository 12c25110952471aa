import { join } from 'node:path'
import { type Bench, type Check, same } from '../check.ts'
import { type Layout, readLayout } from '../layout.ts'

const repository = 'clients/four-platforms'

/** skopeo pushes the image of four platforms; each reader is a check of its own, so that one failing says which. */
export const skopeoPushes: Check = {
  name: 'skopeo pushes four platforms, skopeo reads back',
  needs: ['skopeo', 'mmdebstrap', 'buildah'],
  async run(bench) {
    const { image, layout } = await pushed(bench)
    const back = join(bench.dir, 'back')
    const copy = ['skopeo', 'copy', '--all', '--preserve-digests', '--src-tls-verify=false']
    await bench.run([...copy, `docker://${image}`, `oci:${back}:1`])
    sameLayout(await readLayout(back), layout)
    return `${layout.children.size} platforms`
  },
}

export const craneReads: Check = {
  name: 'skopeo pushes four platforms, crane reads',
  needs: ['skopeo', 'mmdebstrap', 'buildah', 'crane'],
  async run(bench) {
    const { image, layout } = await pushed(bench)
    same('the digest by tag', (await bench.run(['crane', 'digest', image])).trim(), layout.root)
    for (const [platform, digest] of layout.children) {
      const found = await bench.run(['crane', 'digest', '--platform', platform, image])
      same(`the digest for ${platform}`, found.trim(), digest)
    }
    await bench.run(['crane', 'validate', '--remote', image])
    await bench.run(['crane', 'pull', '--format', 'oci', image, join(bench.dir, 'back')])
    sameLayout(await readLayout(join(bench.dir, 'back')), layout)
    return undefined
  },
}

export const orasReads: Check = {
  name: 'skopeo pushes four platforms, oras reads',
  needs: ['skopeo', 'mmdebstrap', 'buildah', 'oras'],
  async run(bench) {
    const { image, layout } = await pushed(bench)
    await bench.run([
      'oras',
      'cp',
      '--from-plain-http',
      image,
      '--to-oci-layout',
      `${join(bench.dir, 'back')}:1`,
    ])
    sameLayout(await readLayout(join(bench.dir, 'back')), layout)
    const manifest = ['oras', 'manifest', 'fetch', '--plain-http', '--platform', 'linux/s390x', image]
    same('the manifest for linux/s390x', await bench.digestOf(manifest), layout.children.get('linux/s390x'))
    return undefined
  },
}

export const podmanReads: Check = {
  name: 'skopeo pushes four platforms, podman pulls one',
  needs: ['skopeo', 'mmdebstrap', 'buildah', 'podman'],
  async run(bench) {
    const { image, layout } = await pushed(bench)
    const store = [
      '--root',
      join(bench.dir, 'store'),
      '--runroot',
      join(bench.dir, 'run'),
      '--storage-driver',
      'vfs',
    ]
    const podman = ['podman', ...store, '--cgroup-manager', 'cgroupfs', '--events-backend', 'file']
    await bench.run([...podman, 'pull', '-q', '--tls-verify=false', '--platform', 'linux/arm64', image])
    const format = ['--format', '{{.Architecture}} {{json .RepoDigests}}']
    const [architecture, digests] = (
      await bench.run([...podman, 'image', 'inspect', image, ...format])
    ).split(' ')
    same('the architecture', architecture, 'arm64')
    const arm64 = layout.children.get('linux/arm64') ?? 'no linux/arm64 in the layout'
    same(`the presence of ${arm64} in ${digests}`, digests?.includes(arm64), true)
    return undefined
  },
}

/** Pushing again costs little, since every blob is there, and lets each check stand alone. */
async function pushed(bench: Bench): Promise<{ image: string; layout: Layout }> {
  const source = await bench.fourPlatforms()
  const image = `${bench.registry.host}/${repository}:1`
  const copy = ['skopeo', 'copy', '--all', '--preserve-digests', '--dest-tls-verify=false']
  await bench.run([...copy, `oci:${source}:1`, `docker://${image}`])
  return { image, layout: await readLayout(source) }
}

function sameLayout(actual: Layout, expected: Layout): void {
  same('the digest of the index', actual.root, expected.root)
  same('the number of platforms', actual.children.size, expected.children.size)
  for (const [platform, digest] of expected.children) {
    same(`the digest for ${platform}`, actual.children.get(platform), digest)
  }
}
