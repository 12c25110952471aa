import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, refused, same } from '../check.ts'

export const craneDoesAll: Check = {
  name: 'crane appends, pulls, pushes, copies, tags, lists, deletes; skopeo reads',
  needs: ['crane', 'skopeo'],
  async run(bench) {
    const { host } = bench.registry
    const crane = async (...args: string[]) => (await bench.run(['crane', ...args])).trim()
    const [first, second, third] = ['first', 'second', 'third'].map((name) => `${host}/clients/crane/${name}`)

    await mkdir(join(bench.dir, 'files'))
    await writeFile(join(bench.dir, 'files/hello'), 'hello\n')
    await bench.run(['tar', '-cf', 'layer.tar', 'files'])
    await crane('append', '--new_layer', 'layer.tar', '--new_tag', `${first}:1`)
    const digest = await crane('digest', `${first}:1`)

    await crane('pull', '--format', 'oci', `${first}:1`, 'layout')
    await crane('push', 'layout', `${second}:1`)
    // Another repository of the same registry: crane asks for every blob by cross-repository mount first.
    await crane('copy', `${first}:1`, `${third}:1`)
    await crane('tag', `${third}:1`, 'stable')
    for (const image of [`${second}:1`, `${third}:1`, `${third}:stable`]) {
      const inspect = ['skopeo', 'inspect', '--tls-verify=false', '--raw', `docker://${image}`]
      same(`the manifest of ${image}`, await bench.digestOf(inspect), digest)
      await crane('validate', '--remote', image)
    }

    same('the tags', (await crane('ls', third ?? '')).split('\n').sort().join(' '), '1 stable')
    const repositories = (await crane('catalog', host)).split('\n')
    for (const name of ['clients/crane/first', 'clients/crane/second', 'clients/crane/third']) {
      same(`the presence of ${name} in the catalog`, repositories.includes(name), true)
    }

    await crane('delete', `${third}@${digest}`)
    await refused('the deleted manifest', crane('manifest', `${third}@${digest}`))
    await refused('the tag of the deleted manifest', crane('manifest', `${third}:stable`))
    // What another repository holds is its own and stays.
    await crane('validate', '--remote', `${first}:1`)
    return undefined
  },
}
