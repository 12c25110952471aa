import { type Check, refusedWith, same } from '../../check.ts'
import { accounts } from '../../guarded-registry.ts'
import { buildah } from './buildah.ts'
import type { Client, Session } from './client.ts'
import { crane } from './crane.ts'
import { docker } from './docker.ts'
import { helm } from './helm.ts'
import { oras } from './oras.ts'
import { podman } from './podman.ts'
import { skopeo } from './skopeo.ts'

const { alice, reader, puller, pusher } = accounts

export const clientsWithAccess: readonly Check[] = [crane, oras, skopeo, podman, buildah, docker, helm].map(
  (client) => ({
    name: `access: ${client.name} logs in, does what it may, and says why it may not`,
    needs: client.needs,
    at: 'guarded',
    async run(bench) {
      const session = await client.open(bench)
      try {
        await tellStory(client, session, bench.registry.host)
      } finally {
        await session.end?.()
      }
      return undefined
    },
  }),
)

async function tellStory({ name, wrongPassword }: Client, session: Session, host: string): Promise<void> {
  const [teams, everybodys] = [`team/${name}`, `public/${name}`]
  const inTeam = `${host}/${teams}`
  const inPublic = `${host}/${everybodys}`

  // crane only writes down what it is told, and learns that it is wrong when it first needs it.
  const wrong = session.login({ ...alice, password: 'wrong' }).then(() => session.pull(inPublic, '1'))
  await refusedWith('a wrong password', wrongPassword, wrong)

  await session.login(alice)
  const ofAlice = await session.push(inTeam, '1')
  same('what alice pulls', await session.pull(inTeam, '1'), ofAlice)
  const forEverybody = await session.push(inPublic, '1')

  await session.logout()
  same('what nobody pulls', await session.pull(inPublic, '1'), forEverybody)
  // In front of it most have the message of the code, docker the word `denied`.
  const logIn = (to: string) => new RegExp(`(unauthorized|denied): .*log in to ${to}`, 'is')
  await refusedWith('a pull by nobody', logIn(`pull from ${teams}`), session.pull(inTeam, '1'))
  await refusedWith('a push by nobody', logIn(`push to ${everybodys}`), session.push(inPublic, '2'))

  for (const readOnly of [reader, puller]) {
    await session.login(readOnly)
    same(`what ${readOnly.principal} pulls`, await session.pull(inTeam, '1'), ofAlice)
    const mayNot = denied(`${readOnly.principal} may not push to ${teams}`)
    await refusedWith(`a push by ${readOnly.principal}`, mayNot, session.push(inTeam, '2'))
  }

  await session.login(pusher)
  const ofRobot = await session.push(inTeam, '3')
  same('what the robot pulls', await session.pull(inTeam, '3'), ofRobot)
  const notThere = denied(`${pusher.principal} may not push to ${everybodys}`)
  await refusedWith('a push by the robot elsewhere', notThere, session.push(inPublic, '3'))
  await session.logout()
}

/** The registry's words in whatever a client puts around them. */
const denied = (reason: string) =>
  new RegExp(`denied: requested access to the resource is denied: ${reason}`, 'i')
