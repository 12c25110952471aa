import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, refused, same } from '../check.ts'
import { CommandFailed } from '../command.ts'

export const cosignSigns: Check = {
  name: 'cosign signs what crane pushed, verifies, refuses another key; oras sees the signature',
  needs: ['cosign', 'crane', 'oras'],
  async run(bench) {
    const { host } = bench.registry
    const repository = `${host}/clients/cosign`
    await writeFile(join(bench.dir, 'hello'), 'hello\n')
    await bench.run(['tar', '-cf', 'layer.tar', 'hello'])
    await bench.run(['crane', 'append', '--new_layer', 'layer.tar', '--new_tag', `${repository}:1`])
    const digest = (await bench.run(['crane', 'digest', `${repository}:1`])).trim()
    const image = `${repository}@${digest}`

    const env = { COSIGN_PASSWORD: '' }
    for (const owner of ['ours', 'theirs']) {
      await mkdir(join(bench.dir, owner))
      await bench.run(['cosign', 'generate-key-pair'], { cwd: join(bench.dir, owner), env })
    }
    const plain = ['--allow-http-registry', '--allow-insecure-registry']
    // No transparency log and no trust root: both are services on the internet and neither is what is tested here.
    const local = ['--tlog-upload=false', '--use-signing-config=false']
    await bench.run(['cosign', 'sign', '-y', '--key', 'ours/cosign.key', ...local, ...plain, image], { env })

    const verify = (key: string) =>
      bench.run(['cosign', 'verify', '--key', key, '--insecure-ignore-tlog=true', ...plain, image], { env })
    const verified: { critical: { image: Record<string, string> } }[] = JSON.parse(
      await verify('ours/cosign.pub'),
    )
    same('the digest signed', verified[0]?.critical.image['docker-manifest-digest'], digest)
    const refusal = await refused('a signature under another key', verify('theirs/cosign.pub'))
    // Any failure would refuse; it has to be the signature that cosign did not like.
    const why = refusal instanceof CommandFailed ? refusal.stderr : refusal.message
    if (!/signature|no matching/i.test(why)) throw refusal

    const discover = ['oras', 'discover', '--plain-http', '--format', 'json', image]
    const { referrers }: { referrers: unknown[] } = JSON.parse(await bench.run(discover))
    same('the number of signatures', referrers.length, 1)
    return undefined
  },
}
