import { randomUUID } from 'node:crypto'
import { readLayout } from '../../layout.ts'
import { type Client, WRONG } from './client.ts'
import { freshLayout } from './tiny-image.ts'

export const crane: Client = {
  name: 'crane',
  needs: ['crane'],
  wrongPassword: WRONG,
  async open(bench) {
    const { host } = bench.registry
    const login = ['crane', 'auth', 'login', '--password-stdin', host]
    return {
      login: ({ user, password }) => bench.run([...login, '-u', user], { input: password }),
      logout: () => bench.run(['crane', 'auth', 'logout', host]),
      push: async (repository, tag) => {
        const layout = await freshLayout(bench)
        await bench.run(['crane', 'push', layout, `${repository}:${tag}`])
        return (await readLayout(layout)).root
      },
      pull: async (repository, tag) => {
        const back = `${bench.dir}/${randomUUID()}`
        await bench.run(['crane', 'pull', '--format', 'oci', `${repository}:${tag}`, back])
        return (await readLayout(back)).root
      },
    }
  },
}
