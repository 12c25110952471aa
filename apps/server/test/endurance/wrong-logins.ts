import { createHash, randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { Program } from '../process/crashable-server.ts'
import { Connections } from '../process/exchange.ts'
import { ms, percentile } from '../process/figures.ts'
import { basic, loopbackAddresses, PASSWORD, withGuardedServer } from './guarded-server.ts'
import { expectStatus } from './uploads.ts'

const REPOSITORY = 'endurance/pulled'
const BLOB_BYTES = 20 * 2 ** 20
const PULLS_BEFORE = 30
/** How much slower pulls may become. */
const MOST_TIMES = 3

/** What bcrypt costs a file that `berth user` has made. */
const COST = 10

/**
 * Everybody is wrong at once, each from an address of its own: passwords are checked one after the other, in turns
 * between the addresses, more than 256 that wait are sent away, and who pulls does not wait for them.
 */
export async function wrongLogins(program: Program, count: number): Promise<string> {
  const guard = {
    rules: [
      { who: 'anonymous', repositories: '**', actions: 'pull' },
      { who: 'ada', repositories: '**', actions: ['pull', 'push'] },
    ],
    users: ['ada'],
    cost: COST,
  }
  return await withGuardedServer(program, guard, async ({ port }) => {
    const connections = new Connections(port, 1)
    try {
      const blob = randomBytes(BLOB_BYTES)
      const digest = `sha256:${createHash('sha256').update(blob).digest('hex')}`
      const path = `/v2/${REPOSITORY}/blobs/uploads/?digest=${digest}`
      await expectStatus(
        connections,
        { method: 'POST', path, body: blob, headers: basic('ada', PASSWORD) },
        201,
      )
      const pull = async () => {
        const started = performance.now()
        await expectStatus(connections, { method: 'GET', path: `/v2/${REPOSITORY}/blobs/${digest}` }, 200)
        return performance.now() - started
      }
      const before: number[] = []
      for (let index = 0; index < PULLS_BEFORE; index++) before.push(await pull())

      const addresses = loopbackAddresses()
      const started = performance.now()
      let open = count
      const logins = Array.from({ length: count }, () =>
        login(port, addresses.next().value as string).finally(() => {
          open--
        }),
      )
      const during: number[] = []
      while (open > 0) during.push(await pull())
      const statuses = await Promise.all(logins)
      const took = performance.now() - started

      const others = statuses.filter((status) => status !== 401 && status !== 429)
      if (others.length > 0) throw new Error(`wrong logins were answered ${[...new Set(others)].join(', ')}`)
      const [usual, meanwhile] = [before, during].map((all) =>
        percentile(
          all.sort((a, b) => a - b),
          0.5,
        ),
      )
      const times = (meanwhile ?? 0) / (usual ?? 1)
      const checked = statuses.filter((status) => status === 401).length
      const figures = `${count} wrong logins at once (${checked} checked within ${ms(took)}, ${count - checked} sent away), ${during.length} pulls of 20 MiB meanwhile took ${ms(meanwhile ?? 0)} (p50), ${ms(usual ?? 0)} before: ${times.toFixed(2)} times`
      if (times > MOST_TIMES || during.length < 5) throw new Error(figures)
      return figures
    } finally {
      connections.close()
    }
  })
}

function login(port: number, localAddress: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({
      host: '127.0.0.1',
      port,
      localAddress,
      agent: false,
      path: '/token?service=berth',
      headers: basic('ada', `a guess from ${localAddress}`),
    })
    asked.on('error', reject)
    asked.on('response', (reply) => {
      reply.resume()
      reply.on('end', () => resolve(reply.statusCode ?? 0))
    })
    asked.end()
  })
}
