import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, same } from '../check.ts'

export const helmPushes: Check = {
  name: 'helm pushes a chart, oras reads it; helm pulls it back',
  needs: ['helm', 'oras'],
  async run(bench) {
    const { host } = bench.registry
    const chart = join(bench.dir, 'chart')
    await mkdir(join(chart, 'templates'), { recursive: true })
    await writeFile(join(chart, 'Chart.yaml'), 'apiVersion: v2\nname: demo\nversion: 1.2.3+build.4\n')
    await writeFile(join(chart, 'values.yaml'), 'greeting: hello\n')
    await writeFile(
      join(chart, 'templates/map.yaml'),
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: demo}\n',
    )
    await bench.run(['helm', 'package', 'chart'])
    const packed = await bench.digestOf(['cat', 'demo-1.2.3+build.4.tgz'])
    await bench.run([
      'helm',
      'push',
      '--plain-http',
      'demo-1.2.3+build.4.tgz',
      `oci://${host}/clients/charts`,
    ])

    // A tag has no `+`, so helm writes `_` for it in the name of the tag only.
    const image = `${host}/clients/charts/demo:1.2.3_build.4`
    const fetched: Manifest = JSON.parse(
      await bench.run(['oras', 'manifest', 'fetch', '--plain-http', image]),
    )
    same('the type of the config', fetched.config.mediaType, 'application/vnd.cncf.helm.config.v1+json')
    same('the chart in the manifest', fetched.layers[0]?.digest, packed)
    const blob = `${host}/clients/charts/demo@${packed}`
    const fetch = ['oras', 'blob', 'fetch', '--plain-http', '--output', '-', blob]
    same('the chart oras reads', await bench.digestOf(fetch), packed)
    const pull = ['helm', 'pull', '--plain-http', '--version', '1.2.3+build.4', '-d', 'back']
    await mkdir(join(bench.dir, 'back'))
    await bench.run([...pull, `oci://${host}/clients/charts/demo`])
    const back = await bench.run(['sh', '-c', 'sha256sum back/*.tgz'])
    same('the chart helm reads back', `sha256:${back.split(' ')[0]}`, packed)
    return undefined
  },
}

type Manifest = { config: { mediaType: string }; layers: { digest: string }[] }
