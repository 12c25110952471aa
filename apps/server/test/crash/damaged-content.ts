import { cpSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type Digest, digestOf, splitDigest } from '@berth/digest'
import type { Problem } from '@berth/storage'
import { DatabaseSync } from '@photostructure/sqlite'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { CrashableServer, type Program } from '../process/crashable-server.ts'
import { type Answer, Connections, Unanswered } from '../process/exchange.ts'
import { bytesNamed } from '../process/random.ts'
import { berth } from './berth-command.ts'
import { fsckViolations } from './checked-folder.ts'
import type { Attempt, Checked, Work } from './crash-points.ts'

const REPOSITORY = 'crash/damaged'
/** Content that is right and still not served after this long is lost to its clients. */
const KNOWN_WITHIN_MS = 20_000

/**
 * What there is, by what became of it. Content of more than one chunk is checked while it is served, smaller before.
 * - right: nothing
 * - unprinted: its recorded fingerprint is wrong, its bytes are right
 * - restored: was lost, a scrub has recorded that, and it is back
 * - damaged: a bit is flipped
 * - lingering: was lost, a scrub has recorded that, and now a damaged file is in its place
 * - missing: the file is gone
 */
const FATES = {
  right: [1_000, 400_000],
  unprinted: [2_000, 410_000],
  restored: [3_000],
  damaged: [4_000, 420_000],
  lingering: [5_000],
  missing: [6_000],
} as const

type Fate = keyof typeof FATES

interface Content {
  readonly fate: Fate
  readonly digest: Digest
  readonly bytes: Buffer
  /** What lies in its file; undefined when it has none. */
  readonly stored: Buffer | undefined
}

const isSound = ({ fate }: Content) => fate === 'right' || fate === 'unprinted' || fate === 'restored'

/** Work of a command that finds damaged and lost content on a folder nobody serves. */
export function onDamagedContent(program: Program, seed: number, command: 'scrub' | 'fsck --repair'): Work {
  let template: DamagedFolder | undefined
  return {
    name: command,
    prepare: async () => {
      template = await DamagedFolder.make(program, seed)
    },
    attempt: async (folder) => {
      if (template === undefined) throw new Error('nothing was prepared')
      cpSync(template.folder, folder, { recursive: true })
      return new MendedFolder(program, folder, template, command.split(' '))
    },
    end: async () => await template?.remove(),
  }
}

/** A data folder with content of every fate, and a file that belongs to nothing. */
class DamagedFolder {
  readonly #root: string
  readonly contents: readonly Content[]
  readonly stray = Buffer.from('a file of which no row knows')

  private constructor(root: string, contents: readonly Content[]) {
    this.#root = root
    this.contents = contents
  }

  get folder(): string {
    return join(this.#root, 'data')
  }

  static async make(program: Program, seed: number): Promise<DamagedFolder> {
    const contents = Object.entries(FATES).flatMap(([fate, sizes]) =>
      sizes.map((size) => contentOf(fate as Fate, `${fate} ${size} of seed ${seed}`, size)),
    )
    const damaged = new DamagedFolder(await mkdtemp(join(tmpdir(), 'berth-damaged-')), contents)
    try {
      await damaged.#push(program)
      await damaged.#lose(program)
      await damaged.#damage()
    } catch (error) {
      await damaged.remove()
      throw error
    }
    return damaged
  }

  async #push(program: Program): Promise<void> {
    const server = await CrashableServer.start(program, this.folder)
    const connections = new Connections(server.port, 1)
    try {
      for (const content of this.contents) {
        const { status } = await push(connections, content)
        if (status !== 201) throw new Error(`a push of ${content.fate} content answered ${status}`)
      }
    } finally {
      connections.close()
      await server.stop()
    }
  }

  /** Some content has been missing since an earlier scrub. */
  async #lose(program: Program): Promise<void> {
    for (const { fate, digest } of this.contents) {
      if (fate === 'restored' || fate === 'lingering') await rm(fileOf(this.folder, digest))
    }
    const { exit, stderr } = await berth(program, ['scrub', '--data', this.folder])
    if (exit !== exitCodes.violations)
      throw new Error(`a scrub of lost content ended with ${exit}: ${stderr}`)
  }

  async #damage(): Promise<void> {
    for (const { digest, stored } of this.contents) {
      if (stored === undefined) await rm(fileOf(this.folder, digest))
      else await writeFile(fileOf(this.folder, digest), stored)
    }
    const unprinted = this.contents.filter(({ fate }) => fate === 'unprinted')
    const db = new DatabaseSync(join(this.folder, 'meta.db'))
    for (const { digest } of unprinted) {
      const hex = splitDigest(digest).hex
      db.prepare("UPDATE blob SET fingerprint = '0' WHERE hex(digest) LIKE ?").run(`%${hex}`)
    }
    db.close()
    const stray = fileOf(this.folder, digestOf(this.stray))
    await mkdir(dirname(stray), { recursive: true })
    await writeFile(stray, this.stray)
  }

  async remove(): Promise<void> {
    await rm(this.#root, { recursive: true, force: true })
  }
}

/** A copy of it on which the command was let loose. */
class MendedFolder implements Attempt {
  readonly #program: Program
  readonly #folder: string
  readonly #made: DamagedFolder
  readonly #command: readonly string[]
  /** Pushed again since. */
  readonly #healed = new Set<Content>()

  constructor(program: Program, folder: string, made: DamagedFolder, command: readonly string[]) {
    this.#program = program
    this.#folder = folder
    this.#made = made
    this.#command = command
  }

  async run(variables: Record<string, string>, wrapper: readonly string[] = []): Promise<readonly string[]> {
    const { exit, stderr } = await this.#berth(this.#command, { variables, wrapper })
    if (exit === 'SIGKILL' || exit === exitCodes.violations) return []
    return [`${this.#command.join(' ')} ended with ${exit}: ${stderr}`]
  }

  async check(number: number): Promise<Checked> {
    const violations = await this.#lostBytes()
    // Opening the database recovers it; each second time the next process has to.
    if (number % 2 === 1) violations.push(...(await fsckViolations(this.#folder, this.#isExpected)))
    const served = await this.#served(async (connections, wrong) => {
      for (const content of this.#made.contents) await this.#look(connections, content, wrong)
      const [first, second] = this.#made.contents.filter(({ fate }) => fate === 'damaged')
      await this.#heal(connections, (number % 2 === 1 ? first : second) as Content, wrong)
    })
    violations.push(...served.violations)
    violations.push(...(await this.#scrubAgain()))
    const healed = await this.#served(async (connections, wrong) => {
      for (const content of this.#made.contents) {
        await this.#lookAtMended(connections, content, wrong)
        if (!isSound(content)) await this.#heal(connections, content, wrong)
      }
    })
    violations.push(...healed.violations)
    violations.push(...(await fsckViolations(this.#folder)))
    return { readyMs: served.readyMs, violations }
  }

  /** A damaged file may be what somebody restores a layer from: it is moved and never deleted. */
  async #lostBytes(): Promise<string[]> {
    const aside = join(this.#folder, 'quarantine')
    const files = [
      ...(await readdir(aside)).map((name) => join(aside, name)),
      ...this.#made.contents.map(({ digest }) => fileOf(this.#folder, digest)),
      fileOf(this.#folder, digestOf(this.#made.stray)),
    ]
    const there = new Set<Digest>()
    for (const file of files) {
      const bytes = await readFile(file).catch(() => undefined)
      if (bytes !== undefined) there.add(digestOf(bytes))
    }
    const wanted = [
      ...this.#made.contents.map(({ fate, stored }) => [`the file of ${fate} content`, stored] as const),
      ['the file that belongs to nothing', this.#made.stray] as const,
    ]
    return wanted
      .filter(([, bytes]) => bytes !== undefined && !there.has(digestOf(bytes)))
      .map(([words]) => `${words} is neither in its place nor set aside`)
  }

  /** What was done to content is found, and nothing else: a row without its file only where the file was removed. */
  readonly #isExpected = ({ kind, subject, detail }: Problem): boolean => {
    const content = this.#made.contents.find(({ digest }) => digest === subject)
    if (kind !== 'blob' || content === undefined) return false
    const { fate } = content
    const isKnown = detail.includes('which is known')
    if (fate === 'missing' || isKnown) return !isSound(content)
    if (fate === 'damaged' || fate === 'lingering') return !detail.startsWith('is missing')
    return fate === 'unprinted' && detail.includes('fingerprint')
  }

  async #served(
    work: (connections: Connections, wrong: (words: string) => void) => Promise<void>,
  ): Promise<Checked> {
    const violations: string[] = []
    const server = await CrashableServer.start(this.#program, this.#folder)
    const connections = new Connections(server.port, 1)
    try {
      await work(connections, (words) => violations.push(words))
    } finally {
      connections.close()
      server.kill()
      await server.gone()
    }
    return { readyMs: server.readyMs, violations }
  }

  /** Right after the crash: right content is never unknown, and no other is ever served whole. */
  async #look(connections: Connections, content: Content, wrong: (words: string) => void): Promise<void> {
    const { fate } = content
    const first = await get(connections, content)
    if (fate === 'right') {
      if (first !== 'right') wrong(`I1: right content answers ${first}`)
    } else if (fate === 'unprinted') {
      const last = isRefusal(first) ? await this.#untilKnown(connections, content) : first
      if (first === 404 || last !== 'right')
        wrong(`I1: content with a wrong fingerprint answers ${first}, then ${last}`)
    } else if (fate === 'restored') {
      if (first !== 'right' && first !== 404) wrong(`I1: restored content answers ${first}`)
    } else if (!isRefusal(first)) wrong(`I2: ${fate} content answers ${first}`)
  }

  /** Of large content a read that met the wrong fingerprint breaks off before the second look has found what is wrong. */
  async #untilKnown(connections: Connections, content: Content): Promise<Seen> {
    const deadline = Date.now() + KNOWN_WITHIN_MS
    for (;;) {
      const seen = await get(connections, content)
      if (seen === 'right' || seen === 404 || Date.now() > deadline) return seen
      await delay(5)
    }
  }

  /** After a whole scrub: everything is known to be what it is. */
  async #lookAtMended(
    connections: Connections,
    content: Content,
    wrong: (words: string) => void,
  ): Promise<void> {
    const seen = await get(connections, content)
    const wanted = isSound(content) || this.#healed.has(content) ? 'right' : 404
    if (seen !== wanted) wrong(`${content.fate} content answers ${seen} after a scrub, expected ${wanted}`)
  }

  async #heal(connections: Connections, content: Content, wrong: (words: string) => void): Promise<void> {
    const { status } = await push(connections, content)
    if (status !== 201) return wrong(`a push of ${content.fate} content answers ${status}`)
    this.#healed.add(content)
    const seen = await get(connections, content)
    if (seen !== 'right') wrong(`I1: ${content.fate} content answers ${seen} after it was pushed again`)
  }

  async #scrubAgain(): Promise<string[]> {
    const { exit, stdout, stderr } = await this.#berth(['scrub', '--json'])
    if (exit !== exitCodes.violations) return [`a second scrub ended with ${exit}: ${stderr}`]
    const { finished, blobs } = JSON.parse(stdout) as { finished: boolean; blobs: number }
    const count = this.#made.contents.length
    return finished && blobs === count ? [] : [`a second scrub read ${blobs} of ${count} blobs`]
  }

  #berth(args: readonly string[], surroundings?: Parameters<typeof berth>[2]) {
    return berth(this.#program, [...args, '--data', this.#folder], surroundings)
  }
}

function contentOf(fate: Fate, name: string, size: number): Content {
  const bytes = bytesNamed(name, size)
  const flipped = Buffer.from(bytes)
  flipped[size >> 1] = (flipped[size >> 1] ?? 0) ^ 1
  const stored = fate === 'missing' ? undefined : fate === 'damaged' || fate === 'lingering' ? flipped : bytes
  return { fate, digest: digestOf(bytes), bytes, stored }
}

function fileOf(folder: string, digest: Digest): string {
  const { algorithm, hex } = splitDigest(digest)
  return join(folder, 'blobs', algorithm, hex.slice(0, 2), hex)
}

function push(connections: Connections, { digest, bytes }: Content): Promise<Answer> {
  const path = `/v2/${REPOSITORY}/blobs/uploads/?digest=${digest}`
  return connections.ask({ method: 'POST', path, body: bytes })
}

type Seen = 'right' | 'wrong' | 'broken' | number

/** What a GET shows: right or wrong bytes in a complete 200, another status, or a connection that breaks. */
async function get(connections: Connections, { digest }: Content): Promise<Seen> {
  try {
    const { status, body } = await connections.ask({
      method: 'GET',
      path: `/v2/${REPOSITORY}/blobs/${digest}`,
    })
    if (status !== 200) return status
    return digestOf(body) === digest ? 'right' : 'wrong'
  } catch (error) {
    if (error instanceof Unanswered) return 'broken'
    throw error
  }
}

function isRefusal(seen: Seen): boolean {
  return seen === 404 || seen === 500 || seen === 'broken'
}
