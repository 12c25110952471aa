import { randomUUID } from 'node:crypto'
import { readLayout } from '../../layout.ts'
import type { Client } from './client.ts'
import { freshLayout } from './tiny-image.ts'

export const skopeo: Client = {
  name: 'skopeo',
  needs: ['skopeo'],
  wrongPassword: /invalid username\/password/,
  async open(bench) {
    const { host } = bench.registry
    const login = ['skopeo', 'login', '--tls-verify=false', '--password-stdin', host]
    return {
      login: ({ user, password }) => bench.run([...login, '-u', user], { input: password }),
      logout: () => bench.run(['skopeo', 'logout', host]),
      push: async (repository, tag) => {
        const layout = await freshLayout(bench)
        const copy = ['skopeo', 'copy', '--preserve-digests', '--dest-tls-verify=false']
        await bench.run([...copy, `oci:${layout}:1`, `docker://${repository}:${tag}`])
        return (await readLayout(layout)).root
      },
      pull: async (repository, tag) => {
        const back = `${bench.dir}/${randomUUID()}`
        const copy = ['skopeo', 'copy', '--preserve-digests', '--src-tls-verify=false']
        await bench.run([...copy, `docker://${repository}:${tag}`, `oci:${back}:1`])
        return (await readLayout(back)).root
      },
    }
  },
}
