import { spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { CrashableServer, type Program } from '../process/crashable-server.ts'
import { type Answer, type Ask, Connections, Unanswered } from '../process/exchange.ts'
import type { Fate, Fault } from './faults.ts'
import { type Content, expected, Misbehaved, Shelf } from './shelf.ts'
import { Upload } from './upload.ts'
import { Volume } from './volume.ts'

/** Read and sent in several pieces, and large enough for a request that is under way when a fault begins. */
const LARGE = 3_000_000

/** A small volume has room for a small one only. */
const RESERVE = '8MiB'
/** A half of it. */
const BALLAST = 4 * 2 ** 20
const BALLAST_WITHIN_MS = 30_000

/** What a client may have open at a time. */
const CONNECTIONS = 6

/** After that the harness gives up: the promise is 5 s. */
const RELIEVED_WITHIN_MS = 30_000

/**
 * Has a registry in a process of its own meet a fault: what can go on does, what cannot is refused in the envelope, and
 * when the fault is over all goes on without a restart, with everything that was acknowledged.
 * @returns milliseconds from the end of the fault to the first push, tag and deletion that all went well.
 * @throws {Misbehaved}
 */
export async function tryFault(program: Program, fault: Fault, seed: number): Promise<number> {
  const volume = await Volume.mount(fault.volume ?? { megabytes: 256 })
  const trial = new Trial(program, volume, fault, seed)
  try {
    return await trial.run()
  } finally {
    await trial.close()
    volume.unmount()
  }
}

class Trial {
  readonly #program: Program
  readonly #volume: Volume
  readonly #fault: Fault
  readonly #shelf: Shelf
  #server: CrashableServer | undefined
  #connections: Connections | undefined

  constructor(program: Program, volume: Volume, fault: Fault, seed: number) {
    this.#program = program
    this.#volume = volume
    this.#fault = fault
    this.#shelf = new Shelf((ask) => this.#ask(ask), seed)
  }

  async run(): Promise<number> {
    const server = await this.#start()
    const shelf = this.#shelf
    await shelf.stock()
    const large = await this.#pushed(LARGE)
    const unwanted = await this.#pushed(1000)
    const half = await this.#upload(LARGE, LARGE / 3)
    const streaming = await this.#upload(LARGE, 0)
    const whole = await this.#upload(LARGE, LARGE)
    const stream = await streaming.stream(server.port)
    await stream.sendTo(LARGE / 2)

    if (this.#fault.ballast === true) await this.#ballast()
    if (this.#fault.duringStart === true) await this.#stop()
    const begun = await this.#fault.begin({
      volume: this.#volume,
      pid: server.pid,
      large,
      uploads: { half, streaming, whole },
    })
    try {
      if (this.#fault.duringStart === true) await this.#start()
      else await this.#attempt('the rest of a body', 'streaming', () => stream.end(), 202)
      await this.#duringFault(half, whole, large, unwanted)
    } finally {
      await begun.end()
    }
    const relievedMs = await this.#relief()

    for (const upload of [half, streaming, whole]) {
      if (!shelf.has(upload.content)) shelf.keep(upload.content, expected(await upload.resume(), [201]))
    }
    await shelf.checkRecords()
    await shelf.checkContent()
    await begun.verify?.()
    await this.#end()
    return relievedMs
  }

  async #duringFault(half: Upload, whole: Upload, large: Content, unwanted: Content): Promise<void> {
    const shelf = this.#shelf
    const fresh = shelf.content(300_000)
    shelf.keep(fresh, await this.#attempt('a push', 'push', () => shelf.push(fresh), 201))
    await this.#attempt('a chunk', 'chunk', () => half.send(LARGE / 3, LARGE), 202)
    shelf.keep(
      whole.content,
      await this.#attempt('the end of an upload', 'finish', () => whole.finish(), 201),
    )
    await this.#attempt('a new tag', 'manifest', () => shelf.tag('new'), 201)
    await this.#attempt('a moved tag', 'manifest', () => shelf.tag('moved'), 201)
    await this.#attempt('the deletion of a tag', 'deletion', () => shelf.untag('deleted'), 202)
    await this.#attempt('the deletion of a blob', 'deletion', () => shelf.deleteBlob(unwanted), 202)
    if (this.#fault.pull === 'either') {
      await this.#attempt('a pull', 'pull', () => shelf.pull(large), 200)
      return
    }
    // Whatever was refused has changed nothing.
    await shelf.checkRecords()
    if (this.#fault.pull === 'done') await shelf.checkContent()
    else await this.#isNotPulled(large)
  }

  /** @throws {Misbehaved} when what becomes of a request is not what the fault says. */
  async #attempt(
    what: string,
    kind: { [Key in keyof Fault]: Fault[Key] extends Fate ? Key : never }[keyof Fault],
    request: () => Promise<Answer>,
    done: number,
  ): Promise<Answer> {
    const fate = this.#fault[kind as 'push']
    const statuses = [...(fate === 'refused' ? [] : [done]), ...(fate === 'done' ? [] : [this.#fault.status])]
    try {
      return expected(await request(), statuses)
    } catch (cause) {
      throw new Misbehaved(`${what}: ${cause instanceof Error ? cause.message : cause}`, { cause })
    }
  }

  /** An error or a connection that breaks: anything but a complete reply. */
  async #isNotPulled(content: Content): Promise<void> {
    try {
      expected(await this.#shelf.pull(content), [500, 503])
    } catch (error) {
      if (!(error instanceof Unanswered)) throw error
    }
  }

  /** Tries until a push, a tag and a deletion all go well, as clients do. */
  async #relief(): Promise<number> {
    const started = performance.now()
    for (;;) {
      const content = this.#shelf.content(1000)
      const answers = [
        await this.#shelf.push(content),
        await this.#shelf.tag('again'),
        await this.#shelf.deleteBlob(content),
      ]
      const ms = performance.now() - started
      if (answers.every(({ status }) => status < 300)) return ms
      if (ms > RELIEVED_WITHIN_MS) throw new Misbehaved(`not relieved after ${ms} ms: ${answers[0]?.status}`)
    }
  }

  /** The process that met the fault is still the one that serves, nothing broke out of it, and its folder is right. */
  async #end(): Promise<void> {
    const server = this.#server as CrashableServer
    this.#connections?.close()
    const fatal = server.faults.filter((line) => line.includes('"level":"fatal"'))
    if (fatal.length > 0) throw new Misbehaved(`a fault nobody caught: ${fatal.join('\n')}`)
    const exit = await server.stop()
    if (exit !== 0) throw new Misbehaved(`the server ended with ${exit}`)
    const args = [...this.#program, 'fsck', '--data', this.#volume.folder]
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (status !== 0) throw new Misbehaved(`berth fsck ended with ${status}: ${stdout}${stderr}`)
  }

  async #pushed(size: number): Promise<Content> {
    const content = this.#shelf.content(size)
    this.#shelf.keep(content, expected(await this.#shelf.push(content), [201]))
    return content
  }

  async #upload(size: number, sent: number): Promise<Upload> {
    const upload = await Upload.start((ask) => this.#ask(ask), this.#shelf.content(size))
    if (sent > 0) expected(await upload.send(0, sent), [202])
    return upload
  }

  async #start(): Promise<CrashableServer> {
    const variables = { BERTH_STORAGE_RESERVE: RESERVE, BERTH_HTTP_DRAIN_TIMEOUT: '1s' }
    const server = await CrashableServer.start(this.#program, this.#volume.folder, { variables })
    const connections = new Connections(server.port, CONNECTIONS)
    this.#server = server
    this.#connections = connections
    // Made now: a fault may keep new ones from being made.
    const pings = Array.from({ length: CONNECTIONS }, () =>
      connections.ask({ method: 'GET', path: '/livez' }),
    )
    await Promise.all(pings)
    return server
  }

  async #ballast(): Promise<void> {
    const deadline = Date.now() + BALLAST_WITHIN_MS
    const path = join(this.#volume.folder, 'ballast')
    while (((await stat(path).catch(() => undefined))?.size ?? 0) < BALLAST) {
      if (Date.now() > deadline) throw new Misbehaved('the server laid no ballast')
      await sleep(50)
    }
  }

  async #stop(): Promise<void> {
    this.#connections?.close()
    await this.#server?.stop()
  }

  #ask(ask: Ask): Promise<Answer> {
    return (this.#connections as Connections).ask(ask)
  }

  async close(): Promise<void> {
    this.#connections?.close()
    this.#server?.kill()
    await this.#server?.gone()
  }
}
