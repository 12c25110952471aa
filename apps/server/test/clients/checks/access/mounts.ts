import { createHash, randomUUID } from 'node:crypto'
import { type Check, same } from '../../check.ts'
import { startEngine } from '../../engine.ts'
import { type Account, accounts } from '../../guarded-registry.ts'
import { digestIn } from './client.ts'
import { crane } from './crane.ts'
import { oras } from './oras.ts'
import { freshTar } from './tiny-image.ts'

const { alice, pusher } = accounts

const craneMounts: Check = {
  name: 'access: crane copies within the registry by mounting',
  needs: ['crane'],
  at: 'guarded',
  async run(bench) {
    const { host } = bench.registry
    const session = await crane.open(bench)
    await session.login(pusher)
    const digest = await session.push(`${host}/team/mount-crane`, '1')
    const [from, to] = [`${host}/team/mount-crane:1`, `${host}/team/mounted-crane:1`]
    const told = await bench.run(['crane', 'copy', from, to], { withStderr: true })
    same('the number of blobs mounted', told.match(/mounted blob/g)?.length, 2)
    same('the copy', await session.pull(`${host}/team/mounted-crane`, '1'), digest)
    return undefined
  },
}

const orasMounts: Check = {
  name: 'access: oras copies within the registry by mounting',
  needs: ['oras'],
  at: 'guarded',
  async run(bench) {
    const { host } = bench.registry
    const session = await oras.open(bench)
    await session.login(pusher)
    const digest = await session.push(`${host}/team/mount-oras`, '1')
    const copy = ['oras', 'cp', '--from-plain-http', '--to-plain-http']
    const told = await bench.run([...copy, `${host}/team/mount-oras:1`, `${host}/team/mounted-oras:1`])
    same('the number of blobs mounted', told.match(/^Mounted /gm)?.length, 2)
    same('the copy', await session.pull(`${host}/team/mounted-oras`, '1'), digest)
    return undefined
  },
}

const dockerMounts: Check = {
  name: 'access: docker mounts what it may pull, and uploads what it may not',
  needs: ['dockerd', 'docker'],
  at: 'guarded',
  async run(bench) {
    const { host } = bench.registry
    const { docker, stop } = await startEngine(bench)
    try {
      const login = ({ user, password }: Account) =>
        bench.run([...docker, 'login', '-u', user, '--password-stdin', host], { input: password })
      const push = async (from: string, to: string) => {
        await bench.run([...docker, 'tag', `${host}/${from}:1`, `${host}/${to}:1`])
        return bench.run([...docker, 'push', `${host}/${to}:1`])
      }
      await login(alice)
      await bench.run([...docker, 'import', await freshTar(bench), `${host}/secret/docker:1`])
      const first = await bench.run([...docker, 'push', `${host}/secret/docker:1`])
      const second = await push('secret/docker', 'public/mounted-docker')
      same('the mount by who may pull', /Mounted from secret\/docker/.test(second), true)

      // A second image, of which the engine remembers only the repository that the robot may not read.
      await bench.run([...docker, 'import', await freshTar(bench), `${host}/secret/docker-2:1`])
      const hidden = await bench.run([...docker, 'push', `${host}/secret/docker-2:1`])
      await login(pusher)
      const uploaded = await push('secret/docker-2', 'team/mounted-docker')
      same('a mount by who may not pull', /Mounted from/.test(uploaded), false)
      same('the layer uploaded instead', /: Pushed/.test(uploaded), true)
      same('the digest mounted', digestIn(second), digestIn(first))
      same('the digest uploaded', digestIn(uploaded), digestIn(hidden))
      return undefined
    } finally {
      await stop()
    }
  },
}

/** Docker tells of a mount that worked and not of one it asked for; here it is asked for. */
const refusedMount: Check = {
  name: 'access: a mount from where its client may not pull begins an upload',
  needs: [],
  at: 'guarded',
  async run({ registry: { host }, signal }) {
    const content = randomUUID()
    const digest = `sha256:${createHash('sha256').update(content).digest('hex')}`
    const post = async (path: string, who: Account, body?: string) => {
      const Authorization = `Basic ${Buffer.from(`${who.user}:${who.password}`).toString('base64')}`
      const options = { method: 'POST', headers: { Authorization }, signal, ...(body && { body }) }
      const reply = await fetch(`http://${host}/v2/${path}`, options)
      await reply.arrayBuffer()
      return reply.status
    }
    const mount = `team/mounted/blobs/uploads/?mount=${digest}`
    same(
      'the push to secret/mount',
      await post(`secret/mount/blobs/uploads/?digest=${digest}`, alice, content),
      201,
    )
    same('the mount by who may not pull', await post(`${mount}&from=secret/mount`, pusher), 202)
    same('the mount by who may not pull, from anywhere', await post(mount, pusher), 202)
    same('the mount by who may pull', await post(`${mount}&from=secret/mount`, alice), 201)
    return undefined
  },
}

export const mounts: readonly Check[] = [craneMounts, orasMounts, dockerMounts, refusedMount]
