import { access, mkdtemp, rm } from 'node:fs/promises'
import { type ClientRequest, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Digest, digestOf, splitDigest } from '@berth/digest'
import { CrashableServer, type Program } from '../process/crashable-server.ts'
import { type Answer, type Ask, Connections, header, Unanswered } from '../process/exchange.ts'
import { bytesNamed, Random } from '../process/random.ts'
import { fsckViolations } from './checked-folder.ts'

export interface CutUploadsOptions {
  readonly program: Program
  readonly seed: number
  readonly uploads: number
  /** How many of the interruptions are kills of the server instead of cuts, from 0 to 1. */
  readonly kills: number
}

export interface CutUploadsResult {
  readonly uploads: number
  /** Connections destroyed in the middle of a body. */
  readonly cuts: number
  /** Servers killed in the middle of everything. */
  readonly kills: number
  /** Of the bytes that were sent before those cuts, how many counted at the next look, in percent. */
  readonly keptPercent: number
  /** Pairs of requests that tried to write at the same place at once. */
  readonly rivals: number
  /** Uploads a kill met between the content's new name and its record: their session is gone, they start again. */
  readonly startedAgain: number
  readonly violations: readonly string[]
}

const AT_ONCE = 4
const REPOSITORY = 'crash/cut'
/** A registry that lets nobody go on with a session for this long has lost it. */
const LET_IN_WITHIN_MS = 20_000

/** Uploads whose connection breaks at random bytes, with a kill of the server now and then: all end at their digest. */
export async function cutUploads(options: CutUploadsOptions): Promise<CutUploadsResult> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-cut-'))
  const registry = await MortalRegistry.start(options.program, folder)
  const counts: Counts = { cuts: 0, kills: 0, rivals: 0, startedAgain: 0, bytesCut: 0, bytesKept: 0 }
  const violations: string[] = []
  let next = 0
  const uploader = async () => {
    while (next < options.uploads && violations.length === 0) {
      const index = next
      next += 1
      const random = new Random(options.seed).branch(index)
      try {
        const name = `upload ${index} of seed ${options.seed}`
        await new CutUpload(registry, random, name, options.kills, counts).run()
      } catch (error) {
        if (!(error instanceof Violated)) throw error
        violations.push(`upload ${index}: ${error.message} (again with --seed ${options.seed})`)
      }
    }
  }
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, uploader)).finally(() => registry.end())
    violations.push(...(await fsckViolations(folder)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
  violations.push(...registry.faults.map((fault) => `a fault in the log: ${fault}`))
  const { cuts, kills, rivals, startedAgain, bytesCut, bytesKept } = counts
  if (bytesCut > 0 && bytesKept === 0) violations.push('nothing that arrived before a cut was ever kept')
  const keptPercent = Math.round((100 * bytesKept) / Math.max(1, bytesCut))
  return { uploads: next, cuts, kills, rivals, startedAgain, keptPercent, violations }
}

class Violated extends Error {
  override readonly name = 'Violated'
}

/** A registry that is there again after it was killed: whoever finds it gone waits for the next process. */
class MortalRegistry {
  readonly faults: string[] = []
  readonly #program: Program
  readonly #folder: string
  #server: CrashableServer
  #connections: Connections
  #rising: Promise<void> | undefined

  private constructor(program: Program, folder: string, server: CrashableServer) {
    this.#program = program
    this.#folder = folder
    this.#server = server
    this.#connections = new Connections(server.port, 64)
  }

  static async start(program: Program, folder: string): Promise<MortalRegistry> {
    return new MortalRegistry(program, folder, await CrashableServer.start(program, folder))
  }

  get port(): number {
    return this.#server.port
  }

  /** Kills it now; the next one starts by itself. */
  kill(): void {
    this.#server.kill()
    this.#rising ??= this.#rise()
  }

  /** @throws {Unanswered} when it was killed meanwhile; {Violated} when it broke off and was not. */
  async ask(ask: Ask): Promise<Answer> {
    await this.#rising
    const server = this.#server
    try {
      return await this.#connections.ask(ask)
    } catch (error) {
      if (error instanceof Unanswered && !server.killed)
        throw new Violated(`${error.message} was not answered`)
      throw error
    }
  }

  /** The same until there is an answer: for requests that may be repeated. */
  async askUntilAnswered(ask: Ask): Promise<Answer> {
    for (;;) {
      try {
        return await this.ask(ask)
      } catch (error) {
        if (!(error instanceof Unanswered)) throw error
      }
    }
  }

  /** Whether the data folder has a file of this name, recorded or not. */
  hasFile(digest: Digest): Promise<boolean> {
    const { algorithm, hex } = splitDigest(digest)
    return access(join(this.#folder, 'blobs', algorithm, hex.slice(0, 2), hex)).then(
      () => true,
      () => false,
    )
  }

  async up(): Promise<void> {
    await this.#rising
  }

  async end(): Promise<void> {
    await this.#rising
    this.#connections.close()
    await this.#server.stop()
    this.faults.push(...this.#server.faults)
  }

  async #rise(): Promise<void> {
    await this.#server.gone()
    this.faults.push(...this.#server.faults)
    this.#connections.close()
    this.#server = await CrashableServer.start(this.#program, this.#folder)
    this.#connections = new Connections(this.#server.port, 64)
    this.#rising = undefined
  }
}

interface Counts {
  cuts: number
  kills: number
  rivals: number
  startedAgain: number
  bytesCut: number
  bytesKept: number
}

/** One upload with all its interruptions. */
class CutUpload {
  readonly #registry: MortalRegistry
  readonly #random: Random
  readonly #bytes: Buffer
  readonly #kills: number
  readonly #counts: Counts
  /** What the upload is to become: all the bytes, or as many of them as have arrived when the client has enough. */
  #goal: Buffer
  #location = ''
  /** The registry said that it has these. */
  #acknowledged = 0
  /** It was sent these at most. */
  #sent = 0
  /** A request to finish had no answer: the session may be gone. */
  #finishing = false
  #killsBefore = 0

  constructor(registry: MortalRegistry, random: Random, name: string, kills: number, counts: Counts) {
    this.#registry = registry
    this.#random = random
    const size = random.chance(0.8) ? random.between(1_000, 400_000) : random.between(1_000_000, 3_000_000)
    this.#bytes = bytesNamed(name, size)
    this.#goal = this.#bytes
    this.#kills = kills
    this.#counts = counts
  }

  async run(): Promise<void> {
    await this.#begin()
    let interruptions = this.#random.between(1, 4)
    let isPatient = this.#random.chance(0.7)
    for (;;) {
      const offset = await this.#whereAmI()
      if (offset === undefined) {
        if (await this.#isBlob()) return this.#checkBlob()
        await this.#beginAgain()
      } else if (interruptions > 0) {
        interruptions -= 1
        await this.#interrupted(offset)
      } else if (!isPatient) {
        isPatient = await this.#beContentWithLess(offset)
      } else if (await this.#finish(offset)) return this.#checkBlob()
    }
  }

  async #begin(): Promise<void> {
    this.#killsBefore = this.#counts.kills
    const answer = await this.#registry.askUntilAnswered({
      method: 'POST',
      path: `/v2/${REPOSITORY}/blobs/uploads/`,
    })
    if (answer.status !== 202) throw refused(answer, 'the start of an upload')
    this.#location = new URL(header(answer, 'location') ?? '', 'http://localhost').pathname
  }

  /** A kill between the content's new name and its record leaves neither a session nor a blob. */
  async #beginAgain(): Promise<void> {
    if (this.#counts.kills === this.#killsBefore)
      throw new Violated('session and blob are gone, and nobody killed the server')
    if (!(await this.#registry.hasFile(digestOf(this.#goal))))
      throw new Violated('session and blob are gone, and the bytes are not under their final name either')
    this.#counts.startedAgain += 1
    await this.#startOver()
  }

  async #startOver(): Promise<void> {
    this.#goal = this.#bytes
    this.#acknowledged = 0
    this.#sent = 0
    this.#finishing = false
    await this.#begin()
  }

  /** Where the session is; undefined when it is gone, which it may only be after a request to finish. */
  async #whereAmI(): Promise<number | undefined> {
    const answer = await this.#registry.askUntilAnswered({ method: 'GET', path: this.#location })
    if (answer.status === 404 && this.#finishing) return undefined
    if (answer.status !== 204)
      throw refused(answer, `session at ${this.#acknowledged} of ${this.#bytes.byteLength}`)
    return this.#believe(answer)
  }

  /** An offset is a promise, and never counts a byte twice. */
  #believe(answer: Answer): number {
    const offset = Number(header(answer, 'upload-offset'))
    if (!(offset >= this.#acknowledged))
      throw new Violated(`the session is at ${offset}, ${this.#acknowledged} bytes were acknowledged`)
    if (offset > this.#sent)
      throw new Violated(`the session is at ${offset}, only ${this.#sent} bytes were sent`)
    this.#acknowledged = offset
    return offset
  }

  /** Sends some of the rest, and breaks off, or kills the server, at some byte of it; or lets another one in beside. */
  async #interrupted(offset: number): Promise<void> {
    const size = this.#bytes.byteLength
    if (offset === size) return
    const end = this.#random.chance(0.5) ? size : this.#random.between(offset + 1, size)
    this.#sent = Math.max(this.#sent, end)
    if (this.#random.chance(0.15)) return this.#rivals(offset, end)
    const isFinish = end === size && this.#random.chance(0.3)
    this.#finishing ||= isFinish
    const target = isFinish ? this.#finishTarget() : { method: 'PATCH', path: this.#location }
    await this.#registry.up()
    const outgoing = this.#open(target, offset, end)
    const cutAt = this.#random.between(offset, end)
    await this.#write(outgoing, offset, cutAt)
    const kills = this.#random.chance(this.#kills)
    if (kills) {
      // With the connection still open, so that the server is at work on the body.
      this.#counts.kills += 1
      this.#registry.kill()
    } else this.#counts.cuts += 1
    if (!outgoing.closed) {
      const closed = new Promise((resolve) => outgoing.once('close', resolve))
      outgoing.destroy()
      await closed
    }
    if (cutAt < end && !kills) await this.#countKept(offset, cutAt)
  }

  /** How much of a body counts although its end never came. */
  async #countKept(offset: number, cutAt: number): Promise<void> {
    // The server may hear of the cut after the next question.
    await delay(20)
    const now = await this.#whereAmI()
    this.#counts.bytesCut += cutAt - offset
    if (now !== undefined) this.#counts.bytesKept += now - offset
  }

  #open(target: { method: string; path: string }, offset: number, end: number): ClientRequest {
    const outgoing = request({
      host: '127.0.0.1',
      port: this.#registry.port,
      ...target,
      headers: {
        'Content-Range': `${offset}-${end - 1}`,
        // With a length the server knows what is missing; without one the missing end tells it of the break.
        ...(this.#random.chance(0.5) ? { 'Content-Length': String(end - offset) } : {}),
      },
    })
    outgoing.on('error', () => {})
    outgoing.on('response', (incoming) => incoming.resume())
    return outgoing
  }

  async #write(outgoing: ClientRequest, from: number, cutAt: number): Promise<void> {
    let position = from
    while (position < cutAt && !outgoing.destroyed) {
      const until = Math.min(cutAt, position + this.#random.between(1, 64 * 1024))
      const chunk = this.#bytes.subarray(position, until)
      await new Promise<void>((resolve) => {
        outgoing.once('close', resolve)
        outgoing.write(chunk, () => {
          outgoing.off('close', resolve)
          resolve()
        })
      })
      position = until
    }
    // Some are cut before the server has read what was sent, some after.
    if (this.#random.chance(0.5)) await delay(this.#random.between(1, 5))
  }

  /**
   * Two requests at once for the same place, with bytes of their own each: at most one is let in, and nothing of the
   * other gets between what it wrote.
   */
  async #rivals(offset: number, end: number): Promise<void> {
    this.#counts.rivals += 1
    const bodies = [
      Buffer.from(this.#bytes.subarray(offset, end)),
      bytesNamed(`a rival ${this.#random.fraction()}`, end - offset),
    ]
    const headers = { 'Content-Range': `${offset}-${end - 1}` }
    const answers = await Promise.allSettled(
      bodies.map((body) => this.#registry.ask({ method: 'PATCH', path: this.#location, headers, body })),
    )
    const letIn: Buffer[] = []
    let isKnown = true
    for (const [index, answer] of answers.entries()) {
      if (answer.status === 'rejected') {
        if (!(answer.reason instanceof Unanswered)) throw answer.reason
        isKnown = false
      } else if (answer.value.status === 202) letIn.push(bodies[index] as Buffer)
      else if (answer.value.status !== 409 && answer.value.status !== 416)
        throw refused(answer.value, 'one of two writers')
    }
    if (letIn.length > 1) throw new Violated(`two writers were let in at ${offset}`)
    // After a kill nobody can say whose bytes they are.
    if (!isKnown) return this.#startOver()
    for (const body of letIn) {
      body.copy(this.#bytes, offset)
      this.#acknowledged = Math.max(this.#acknowledged, end)
    }
  }

  /**
   * Sends one byte more and makes do with what is there then. Bytes beyond it, which a killed server had written and
   * not counted, may not get into the blob. The byte's acknowledgement says that no earlier request is still writing.
   * @returns whether the session is now to be finished; false to look again.
   */
  async #beContentWithLess(offset: number): Promise<boolean> {
    if (offset === this.#bytes.byteLength) return true
    this.#sent = Math.max(this.#sent, offset + 1)
    const answer = await this.#letIn({
      method: 'PATCH',
      path: this.#location,
      headers: { 'Content-Range': `${offset}-${offset}` },
      body: this.#bytes.subarray(offset, offset + 1),
    })
    if (answer === undefined) return false
    if (answer.status === 404 && this.#finishing) return true
    if (answer.status !== 202 && answer.status !== 416) throw refused(answer, `one byte at ${offset}`)
    const now = this.#believe(answer)
    if (answer.status === 416) return false
    this.#goal = this.#bytes.subarray(0, now)
    return true
  }

  /** Sends what is missing and ends the upload. False when there is another look to be taken first. */
  async #finish(offset: number): Promise<boolean> {
    const size = this.#goal.byteLength
    const rest = this.#goal.subarray(offset)
    this.#finishing = true
    this.#sent = Math.max(this.#sent, size)
    const answer = await this.#letIn({
      ...this.#finishTarget(),
      headers: rest.byteLength > 0 ? { 'Content-Range': `${offset}-${size - 1}` } : {},
      body: rest,
    })
    // 416: a request that was cut had more bytes to it than it seemed. 404: it was one to finish, and did.
    if (answer === undefined || answer.status === 404) return false
    if (answer.status === 416) {
      this.#believe(answer)
      return false
    }
    if (answer.status !== 201) throw refused(answer, `finishing at ${offset} of ${size}`)
    return true
  }

  /** Asks again while another request, which was cut, is still at its last bytes (409). Undefined after a kill. */
  async #letIn(ask: Ask): Promise<Answer | undefined> {
    const deadline = Date.now() + LET_IN_WITHIN_MS
    for (;;) {
      try {
        const answer = await this.#registry.ask(ask)
        if (answer.status !== 409) return answer
        if (Date.now() > deadline) throw refused(answer, `not let in for ${LET_IN_WITHIN_MS} ms`)
      } catch (error) {
        if (error instanceof Unanswered) return undefined
        throw error
      }
      await delay(2)
    }
  }

  #finishTarget() {
    return { method: 'PUT', path: `${this.#location}?digest=${digestOf(this.#goal)}` }
  }

  async #isBlob(): Promise<boolean> {
    const path = `/v2/${REPOSITORY}/blobs/${digestOf(this.#goal)}`
    const { status } = await this.#registry.askUntilAnswered({ method: 'HEAD', path })
    return status === 200
  }

  async #checkBlob(): Promise<void> {
    const content = this.#goal
    const path = `/v2/${REPOSITORY}/blobs/${digestOf(content)}`
    const answer = await this.#registry.askUntilAnswered({ method: 'GET', path })
    if (answer.status !== 200) throw refused(answer, 'the finished blob')
    if (Buffer.compare(answer.body, content) !== 0)
      throw new Violated(
        `the finished blob has ${answer.body.byteLength} bytes of ${digestOf(answer.body)}, sent were ${content.byteLength} of ${digestOf(content)}`,
      )
  }
}

function refused({ status, body }: Answer, words: string): Violated {
  return new Violated(`${words}: answered ${status} ${body.subarray(0, 300).toString()}`)
}
