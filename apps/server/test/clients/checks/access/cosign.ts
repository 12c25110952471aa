import { type Check, refusedWith } from '../../check.ts'
import { type Account, accounts } from '../../guarded-registry.ts'
import { WRONG } from './client.ts'
import { crane } from './crane.ts'

const { alice, puller, pusher } = accounts

export const cosignWithAccess: Check = {
  name: 'access: cosign signs as it may, and says why it may not; everybody verifies what everybody may pull',
  needs: ['cosign', 'crane'],
  at: 'guarded',
  async run(bench) {
    const { host } = bench.registry
    const env = { COSIGN_PASSWORD: '' }
    await bench.run(['cosign', 'generate-key-pair'], { env })
    const login = ({ user, password }: Account) =>
      bench.run(['cosign', 'login', '-u', user, '--password-stdin', host], { input: password })
    const plain = ['--allow-http-registry', '--allow-insecure-registry']
    const local = ['--tlog-upload=false', '--use-signing-config=false']
    const sign = (image: string) =>
      bench.run(['cosign', 'sign', '-y', '--key', 'cosign.key', ...local, ...plain, image], { env })
    const verify = (image: string) =>
      bench.run(['cosign', 'verify', '--key', 'cosign.pub', '--insecure-ignore-tlog=true', ...plain, image])

    // cosign and crane read the same file of credentials.
    const images = await crane.open(bench)
    await login(alice)
    const everybodys = `${host}/public/cosign@${await images.push(`${host}/public/cosign`, '1')}`
    const teams = `${host}/team/cosign@${await images.push(`${host}/team/cosign`, '1')}`
    await sign(everybodys)

    await login({ ...alice, password: 'wrong' })
    await refusedWith('a signature with a wrong password', WRONG, sign(teams))
    await login(puller)
    const mayNot = /denied: .*robot:puller may not push to team\/cosign/i
    await refusedWith('a signature by who may only pull', mayNot, sign(teams))
    await login(pusher)
    await sign(teams)
    await verify(teams)

    await images.logout()
    await verify(everybodys)
    const logIn = /unauthorized: authentication required: log in to pull from team\/cosign/i
    await refusedWith('a verification by nobody', logIn, verify(teams))
    return undefined
  },
}
