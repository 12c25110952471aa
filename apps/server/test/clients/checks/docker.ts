import { type Check, same } from '../check.ts'
import { startEngine } from '../engine.ts'
import { readLayout } from '../layout.ts'

export const dockerPushes: Check = {
  name: 'docker pushes, crane and skopeo read; skopeo pushes, docker pulls',
  needs: ['dockerd', 'docker', 'skopeo', 'crane', 'mmdebstrap', 'buildah'],
  async run(bench) {
    const { host } = bench.registry
    const engine = await startEngine(bench)
    try {
      const docker = async (...args: string[]) => (await bench.run([...engine.docker, ...args])).trim()
      const source = await bench.fourPlatforms()
      const copy = ['skopeo', 'copy', '--all', '--preserve-digests', '--dest-tls-verify=false']
      await bench.run([...copy, `oci:${source}:1`, `docker://${host}/clients/docker-pulls:1`])
      await docker('pull', '-q', '--platform', 'linux/arm64', `${host}/clients/docker-pulls:1`)
      const digests = await docker(
        'image',
        'inspect',
        '-f',
        '{{json .RepoDigests}}',
        `${host}/clients/docker-pulls:1`,
      )
      same(
        'what docker pulled',
        JSON.parse(digests)[0],
        `${host}/clients/docker-pulls@${(await readLayout(source)).root}`,
      )

      // Docker converts what it holds to its own schema2, so the digest is a new one, and docker says which.
      const image = `${host}/clients/docker-pushes:1`
      await docker('tag', `${host}/clients/docker-pulls:1`, image)
      const digest = /digest: (sha256:[0-9a-f]{64})/.exec(await docker('push', image))?.[1]
      same('the digest crane sees', (await bench.run(['crane', 'digest', image])).trim(), digest)
      await bench.run(['crane', 'validate', '--remote', image])
      const inspect = ['skopeo', 'inspect', '--tls-verify=false', '--raw', `docker://${image}`]
      same('the manifest skopeo reads', await bench.digestOf(inspect), digest)
      const manifest: { config: { digest: string } } = JSON.parse(
        await bench.run(['crane', 'manifest', image]),
      )
      same('the image id', manifest.config.digest, await docker('image', 'inspect', '-f', '{{.Id}}', image))
      return await docker('version', '-f', 'engine {{.Server.Version}}, client {{.Client.Version}}')
    } finally {
      await engine.stop()
    }
  },
}
