import { startEngine } from '../../engine.ts'
import { type Client, digestIn, WRONG } from './client.ts'
import { freshTar } from './tiny-image.ts'

export const docker: Client = {
  name: 'docker',
  needs: ['dockerd', 'docker'],
  wrongPassword: WRONG,
  async open(bench) {
    const { host } = bench.registry
    const { docker, stop } = await startEngine(bench)
    const login = [...docker, 'login', '--password-stdin', host]
    return {
      login: ({ user, password }) => bench.run([...login, '-u', user], { input: password }),
      logout: () => bench.run([...docker, 'logout', host]),
      push: async (repository, tag) => {
        const image = `${repository}:${tag}`
        await bench.run([...docker, 'import', await freshTar(bench), image])
        const pushed = await bench.run([...docker, 'push', image])
        await bench.run([...docker, 'rmi', '-f', image])
        return digestIn(pushed)
      },
      pull: async (repository, tag) => {
        const image = `${repository}:${tag}`
        const pulled = await bench.run([...docker, 'pull', image])
        await bench.run([...docker, 'rmi', '-f', image])
        return digestIn(pulled)
      },
      end: stop,
    }
  },
}
