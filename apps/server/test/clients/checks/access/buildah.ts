import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Client } from './client.ts'
import { freshTar } from './tiny-image.ts'

export const buildah: Client = {
  name: 'buildah',
  needs: ['buildah'],
  wrongPassword: /invalid username\/password/,
  async open(bench) {
    const { host } = bench.registry
    const folders = ['--root', join(bench.dir, 'store'), '--runroot', join(bench.dir, 'run')]
    const buildah = ['buildah', ...folders, '--storage-driver', 'vfs']
    const login = [...buildah, 'login', '--tls-verify=false', '--password-stdin']
    return {
      login: ({ user, password }) => bench.run([...login, '-u', user, host], { input: password }),
      logout: () => bench.run([...buildah, 'logout', host]),
      push: async (repository, tag) => {
        const image = `localhost/${randomUUID()}`
        const container = (await bench.run([...buildah, 'from', 'scratch'])).trim()
        await bench.run([...buildah, 'add', '-q', container, await freshTar(bench), '/'])
        await bench.run([...buildah, 'commit', '-q', '--rm', container, image])
        const digestFile = join(bench.dir, randomUUID())
        const push = ['push', '-q', '--tls-verify=false', '--digestfile', digestFile]
        await bench.run([...buildah, ...push, image, `docker://${repository}:${tag}`])
        await bench.run([...buildah, 'rmi', image])
        return (await readFile(digestFile, 'utf8')).trim()
      },
      pull: async (repository, tag) => {
        const image = `${repository}:${tag}`
        await bench.run([...buildah, 'pull', '-q', '--tls-verify=false', image])
        const inspect = ['inspect', '--type', 'image', '--format', '{{.FromImageDigest}}', image]
        const digest = await bench.run([...buildah, ...inspect])
        await bench.run([...buildah, 'rmi', image])
        return digest.trim()
      },
    }
  },
}
