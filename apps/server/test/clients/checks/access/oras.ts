import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Client, digestIn, WRONG } from './client.ts'

export const oras: Client = {
  name: 'oras',
  needs: ['oras'],
  wrongPassword: WRONG,
  async open(bench) {
    const { host } = bench.registry
    const login = ['oras', 'login', '--plain-http', '--password-stdin', host]
    return {
      login: ({ user, password }) => bench.run([...login, '-u', user], { input: password }),
      logout: () => bench.run(['oras', 'logout', host]),
      push: async (repository, tag) => {
        const note = randomUUID()
        await writeFile(join(bench.dir, note), note)
        const push = ['oras', 'push', '--plain-http', `${repository}:${tag}`, `${note}:text/plain`]
        return digestIn(await bench.run(push))
      },
      pull: async (repository, tag) => {
        const pull = ['oras', 'pull', '--plain-http', '--output', randomUUID(), `${repository}:${tag}`]
        return digestIn(await bench.run(pull))
      },
    }
  },
}
