import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from './client.ts'
import { freshTar } from './tiny-image.ts'

export const podman: Client = {
  name: 'podman',
  needs: ['podman'],
  wrongPassword: /invalid username\/password/,
  async open(bench) {
    const { host } = bench.registry
    const folders = ['--root', join(bench.dir, 'store'), '--runroot', join(bench.dir, 'run')]
    const apart = ['--storage-driver', 'vfs', '--cgroup-manager', 'cgroupfs', '--events-backend', 'file']
    const podman = ['podman', ...folders, ...apart]
    const login = [...podman, 'login', '--tls-verify=false', '--password-stdin', host]
    return {
      login: ({ user, password }) => bench.run([...login, '-u', user], { input: password }),
      logout: () => bench.run([...podman, 'logout', host]),
      push: async (repository, tag) => {
        const image = `localhost/${randomUUID()}`
        await bench.run([...podman, 'import', '-q', await freshTar(bench), image])
        const digestFile = join(bench.dir, randomUUID())
        const push = ['push', '-q', '--tls-verify=false', '--digestfile', digestFile]
        await bench.run([...podman, ...push, image, `${repository}:${tag}`])
        await bench.run([...podman, 'rmi', '-f', image])
        return await readFile(digestFile, 'utf8')
      },
      pull: async (repository, tag) => {
        const image = `${repository}:${tag}`
        await bench.run([...podman, 'pull', '-q', '--tls-verify=false', image])
        const digest = await bench.run([...podman, 'image', 'inspect', '--format', '{{.Digest}}', image])
        await bench.run([...podman, 'rmi', '-f', image])
        return digest.trim()
      },
    }
  },
}
