import { createHash } from 'node:crypto'
import { Agent, request } from 'node:http'
import type { Program } from '../process/crashable-server.ts'
import { Connections } from '../process/exchange.ts'
import { percentile } from '../process/figures.ts'
import { basic, loopbackAddresses, PASSWORD, withGuardedServer } from './guarded-server.ts'
import { expectStatus } from './uploads.ts'

/** What two answers may differ by, in milliseconds: medians of interleaved samples. */
const MOST_MS = 0.2

/** Cheap, so that two thousand take seconds; what makes one cost as the other does not depend on it. */
const COST = 4

const SECRET = 'secret/app'
const HOLDERS = 1000
const CONTENT = Buffer.from('content that is there')
const digestOf = (bytes: Uint8Array) => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

interface Question {
  readonly method: string
  readonly path: string
  readonly headers?: Record<string, string>
  readonly status: number
  /** Whether each is asked from another address, because failures are counted by address. */
  readonly fromAnywhere?: boolean
}

/** Asks for what is there and for what is not, without the right to know, and compares how long the answers take. */
export async function oracle(program: Program, samples: number): Promise<string> {
  const guard = {
    rules: [
      { who: 'ada', repositories: '**', actions: ['pull', 'push'] },
      { who: 'eve', repositories: 'eves/**', actions: ['pull', 'push'] },
    ],
    users: ['ada', 'eve'],
    cost: COST,
  }
  return await withGuardedServer(program, guard, async ({ port }) => {
    const connections = new Connections(port, 1)
    const [there, missing] = [digestOf(CONTENT), digestOf(Buffer.from('content that is not'))]
    const push = { method: 'POST', path: `/v2/${SECRET}/blobs/uploads/?digest=${there}`, body: CONTENT }
    await expectStatus(connections, { ...push, headers: basic('ada', PASSWORD) }, 201)
    // As many as have a base image: a look at each of them would show.
    for (let index = 0; index < HOLDERS; index++) {
      const mounted = `/v2/secret/r${index}/blobs/uploads/?mount=${there}&from=${SECRET}`
      await expectStatus(connections, { method: 'POST', path: mounted, headers: basic('ada', PASSWORD) }, 201)
    }
    connections.close()

    const eve = basic('eve', PASSWORD)
    const denied = (path: string): Question => ({ method: 'GET', path, headers: eve, status: 403 })
    const unknown = (path: string): Question => ({ method: 'GET', path, status: 401 })
    const mount = (digest: string, from = `&from=${SECRET}`): Question => ({
      method: 'POST',
      path: `/v2/eves/app/blobs/uploads/?mount=${digest}${from}`,
      headers: eve,
      status: 202,
    })
    const login = (name: string): Question => ({
      method: 'GET',
      path: '/token',
      headers: basic(name, 'a guess'),
      status: 401,
      fromAnywhere: true,
    })
    const pairs: Record<string, [Question, Question]> = {
      'a denied blob': [denied(`/v2/${SECRET}/blobs/${there}`), denied(`/v2/${SECRET}/blobs/${missing}`)],
      'a denied repository': [denied(`/v2/${SECRET}/tags/list`), denied('/v2/secret/not/tags/list')],
      'one without credentials': [unknown(`/v2/${SECRET}/tags/list`), unknown('/v2/secret/not/tags/list')],
      'a refused mount': [mount(there), mount(missing)],
      'a mount from anywhere': [mount(there, ''), mount(missing, '')],
      'a wrong login': [login('ada'), login('nobody')],
    }
    const figures: string[] = []
    let worst = 0
    for (const [name, pair] of Object.entries(pairs)) {
      const difference = await compare(port, pair, samples)
      worst = Math.max(worst, Math.abs(difference))
      figures.push(`${name} ${difference.toFixed(3)} ms`)
    }
    const told = `${samples} interleaved samples each, there minus not there: ${figures.join(', ')}`
    if (worst > MOST_MS) throw new Error(told)
    return told
  })
}

/** The medians of the one minus those of the other. */
async function compare(port: number, pair: readonly [Question, Question], samples: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const addresses = loopbackAddresses()
  const took: [number[], number[]] = [[], []]
  try {
    for (let index = 0; index < samples * 2; index++) {
      // ABBA: what drifts, drifts for both.
      const which = index % 4 === 0 || index % 4 === 3 ? 0 : 1
      const question = pair[which]
      took[which].push(await ask(port, question, agent, addresses))
    }
  } finally {
    agent.destroy()
  }
  const [there = 0, not = 0] = took.map((all) =>
    percentile(
      all.sort((a, b) => a - b),
      0.5,
    ),
  )
  return there - not
}

function ask(
  port: number,
  { method, path, headers, status, fromAnywhere }: Question,
  agent: Agent,
  addresses: Generator<string>,
): Promise<number> {
  const from = fromAnywhere
    ? { localAddress: addresses.next().value as string, agent: false as const }
    : { agent }
  return new Promise((resolve, reject) => {
    let started = performance.now()
    const asked = request({ host: '127.0.0.1', port, method, path, headers, ...from })
    // What a connection costs is not what the answer takes.
    asked.on('socket', (socket) => {
      if (socket.connecting) socket.once('connect', () => (started = performance.now()))
    })
    asked.on('error', reject)
    asked.on('response', (reply) => {
      const took = performance.now() - started
      reply.resume()
      reply.on('end', () =>
        reply.statusCode === status
          ? resolve(took)
          : reject(new Error(`${method} ${path} was answered ${reply.statusCode}`)),
      )
    })
    asked.end()
  })
}
