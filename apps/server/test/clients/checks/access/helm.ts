import { randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Client, digestIn, WRONG } from './client.ts'

/** helm names the last part of a repository after the chart, and a tag after its version, which has three numbers. */
export const helm: Client = {
  name: 'helm',
  needs: ['helm'],
  wrongPassword: WRONG,
  async open(bench) {
    const { host } = bench.registry
    const login = ['helm', 'registry', 'login', '--plain-http', '--password-stdin', host]
    return {
      login: ({ user, password }) => bench.run([...login, '-u', user], { input: password }),
      logout: () => bench.run(['helm', 'registry', 'logout', host]),
      push: async (repository, tag) => {
        const chart = join(bench.dir, randomUUID())
        await mkdir(join(chart, 'templates'), { recursive: true })
        await writeFile(
          join(chart, 'Chart.yaml'),
          `apiVersion: v2\nname: helm\nversion: ${tag}.0.0\ndescription: ${randomUUID()}\n`,
        )
        await bench.run(['helm', 'package', chart])
        const push = ['helm', 'push', '--plain-http', `helm-${tag}.0.0.tgz`, `oci://${dirname(repository)}`]
        return digestIn(await bench.run(push, { withStderr: true }))
      },
      pull: async (repository, tag) => {
        const pull = ['helm', 'pull', '--plain-http', '--version', `${tag}.0.0`, `oci://${repository}`]
        return digestIn(await bench.run(pull, { withStderr: true }))
      },
    }
  },
}
