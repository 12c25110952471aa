import { CrashableServer, type Program, StartFailed } from '../process/crashable-server.ts'
import { Connections, Unanswered } from '../process/exchange.ts'
import { bytesNamed, Random } from '../process/random.ts'
import { fsckViolations, fsckViolationsIfBorn } from './checked-folder.ts'
import { check, type Found } from './checker.ts'
import { Client, Wrong } from './client.ts'
import type { Attempt, Checked, Work } from './crash-points.ts'
import { Ledger } from './ledger.ts'
import { observe } from './observe.ts'
import { World } from './world.ts'

/** What one client does, one after the other. Which content it takes for it, the seed says. */
const SCRIPT = [
  ...['pushBlob', 'pushBlob', 'mount', 'pushBlob', 'putManifest', 'putManifest', 'retag', 'pushBlob'],
  ...['putManifest', 'retag', 'deleteTag', 'deleteManifest', 'deleteBlob', 'leaveUpload', 'resume'],
  ...['leaveUpload', 'cancel', 'leaveUpload', 'putManifest'],
] as const as readonly Parameters<Client['perform']>[0][]

/** A first start, one client's pushes, retags and deletions, and a clean stop. */
export function scriptedClient(program: Program, seed: number): Work {
  return {
    name: 'serve',
    prepare: async () => {},
    attempt: async (folder) => new ServedScript(program, folder, seed),
    end: async () => {},
  }
}

class ServedScript implements Attempt {
  readonly #program: Program
  readonly #folder: string
  readonly #seed: number
  readonly #ledger = new Ledger()
  #listened = false

  constructor(program: Program, folder: string, seed: number) {
    this.#program = program
    this.#folder = folder
    this.#seed = seed
  }

  async run(variables: Record<string, string>, wrapper: readonly string[] = []): Promise<readonly string[]> {
    const server = await this.#start(variables, wrapper)
    if (server === undefined) return []
    this.#listened = true
    const connections = new Connections(server.port, 1)
    try {
      const random = new Random(this.#seed)
      const client = new Client(connections, new World(this.#ledger, this.#seed), random, () => {})
      for (const operation of SCRIPT) await client.perform(operation)
      connections.close()
      await server.stop()
      return server.faults
    } catch (error) {
      if (error instanceof Wrong) return [error.message]
      if (!(error instanceof Unanswered)) throw error
      // Only death is a reason not to answer. It has died if it does; should it live, nothing ends this wait but a limit.
      return (await server.goneWithin(5_000)) ? server.faults : [`${error.message} was not answered`]
    } finally {
      connections.close()
      server.kill()
      await server.gone()
    }
  }

  async check(number: number): Promise<Checked> {
    const violations: string[] = []
    // Before a start has put anything right. It opens the database, so not each time: a start has to cope alone as well.
    if (number % 2 === 1) violations.push(...(await this.#fsck()))
    const server = await CrashableServer.start(this.#program, this.#folder)
    const connections = new Connections(server.port, 8)
    try {
      const found = await observe(connections, this.#ledger, new Random(this.#seed), 'everything')
      violations.push(...check(this.#ledger, found).map(({ invariant, words }) => `${invariant}: ${words}`))
      violations.push(...(await resumed(connections, this.#ledger, found)))
      violations.push(...server.faults)
    } finally {
      connections.close()
      server.kill()
      await server.gone()
    }
    violations.push(...(await fsckViolations(this.#folder)))
    return { readyMs: server.readyMs, violations }
  }

  #fsck(): Promise<string[]> {
    return this.#listened ? fsckViolations(this.#folder) : fsckViolationsIfBorn(this.#folder)
  }

  async #start(
    variables: Record<string, string>,
    wrapper: readonly string[],
  ): Promise<CrashableServer | undefined> {
    try {
      return await CrashableServer.start(this.#program, this.#folder, { variables, wrapper })
    } catch (error) {
      if (error instanceof StartFailed && error.exit === 'SIGKILL') return undefined
      throw error
    }
  }
}

/** I7: whatever session is there can be gone on with from where it says it is, and becomes the blob it was to be. */
async function resumed(connections: Connections, ledger: Ledger, found: Found): Promise<string[]> {
  const violations: string[] = []
  for (const [location, { status, offset }] of found.sessions) {
    const session = ledger.sessions.get(location)
    if (session === undefined || status !== 204 || offset === undefined) continue
    const { repository, content } = session
    const finish = {
      method: 'PUT',
      path: `${location}?digest=${content.digest}`,
      body: bytesNamed(content.name, content.size).subarray(offset),
    }
    const blob = { method: 'GET', path: `/v2/${repository}/blobs/${content.digest}` }
    for (const [ask, wanted] of [[finish, 201] as const, [blob, 200] as const]) {
      const answer = await connections.ask(ask)
      const words = `I7: session ${location} at ${offset}: ${ask.method} ${ask.path} answers ${answer.status}`
      if (answer.status !== wanted) violations.push(words)
    }
  }
  return violations
}
