import { createHash } from 'node:crypto'
import { access, constants, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { bootId } from '../../src/boot.ts'
import { blobPath } from '../fixtures.ts'
import {
  type Aftermath,
  EVIDENCE_GONE,
  type Known,
  lookAfter,
  type Start,
  sweep,
  violations,
} from './aftermath.ts'
import { FINDING } from './client.ts'
import type { Disk, Fate, Files } from './disk.ts'
import { type History, type Moment, putBack, wordsOf } from './history.ts'

/** A folder in memory where the system has such a place: a hundred stops are looked at in it, one after the other. */
export async function quickFolder(): Promise<string> {
  const memory = '/dev/shm'
  const inMemory = await access(memory, constants.W_OK).then(
    () => true,
    () => false,
  )
  return await mkdtemp(join(inMemory ? memory : tmpdir(), 'berth-stops-'))
}

/** Stops a history at its moments, and says which promises do not hold afterwards. */
export class Stops {
  readonly #folder: string
  readonly #known: Known
  /** What was found before, by all that lay on the disk. */
  readonly #seen = new Map<string, Aftermath>()
  readonly #made = new Map<string, Files>()

  private constructor(folder: string, known: Known) {
    this.#folder = folder
    this.#known = known
  }

  static async of({ ledger, contents }: History): Promise<Stops> {
    const folder = await quickFolder()
    const { sessions } = ledger.now()
    // Only those that are used: to lay all of them out, and to look through them, takes longer than all the rest.
    for (const place of ['uploads', 'quarantine']) await mkdir(join(folder, place))
    for (const digest of contents.keys()) await mkdir(dirname(blobPath(folder, digest)), { recursive: true })
    await mkdir(join(folder, 'blobs', 'sha512'), { recursive: true })
    return new Stops(folder, { keys: ledger.keys, contents, sessions })
  }

  close(): Promise<void> {
    return rm(this.#folder, { recursive: true })
  }

  /** The process is killed. `torn`: with other files than those that lay on the disk then. */
  async kill(moment: Moment, torn?: Files): Promise<string[]> {
    const { log } = moment.database
    const files = torn ?? this.#once(moment, 'kill', (disk) => disk.afterKill())
    const start = { after: 'kill', bootId: bootId(), goingOn: goingOn(moment) } as const
    return await this.#violations(moment, files, log.length, start)
  }

  /** The process is killed, and the next start is a real one. */
  async killBeforeRealStart(moment: Moment): Promise<string[]> {
    const { log } = moment.database
    const start = { after: 'kill', bootId: bootId(), goingOn: goingOn(moment), real: true } as const
    return await this.#violations(moment, moment.disk.afterKill(), log.length, start)
  }

  /** The machine stops, with what was not synced by then at the mercy of `fate`. */
  async cutPower(moment: Moment, fate: Fate): Promise<string[]> {
    const { log, durable } = moment.database
    const files = this.#once(moment, fate.words, (disk) => disk.afterPowerCut(fate))
    const next = 'the next start of this machine'
    const start = { after: 'power cut', bootId: next, goingOn: goingOn(moment) } as const
    const broken = await this.#violations(moment, files, fate.log(durable, log.length), start)
    // A move under way can lose what is moved where renames tear. Setting aside is all that moves what it needs.
    const moving = fate.tearsRenames && moment.knowledge.pending.some(({ words }) => words === FINDING)
    return broken
      .filter((words) => !moving || !words.includes(EVIDENCE_GONE))
      .map((words) => `power cut (${fate.words}), ${words}`)
  }

  /** What a stop makes of a disk: the same one for all moments between which nothing was written. */
  #once({ history, disk }: Moment, what: string, make: (disk: Disk) => Files): Files {
    const key = `${history} ${disk.version} ${what}`
    const files = this.#made.get(key) ?? make(disk)
    this.#made.set(key, files)
    return files
  }

  async #violations(moment: Moment, files: Files, logged: number, start: Start): Promise<string[]> {
    const key = `${start.after} ${moment.history} ${logged} ${fingerprintOf(files)}`
    const aftermath = this.#seen.get(key) ?? (await this.#look(moment, files, logged, start))
    this.#seen.set(key, aftermath)
    return violations(aftermath, moment.knowledge, start.after).map((words) => `${wordsOf(moment)}: ${words}`)
  }

  async #look(
    { database: { main, log } }: Moment,
    files: Files,
    logged: number,
    start: Start,
  ): Promise<Aftermath> {
    putBack(this.#folder, files, { main, log: log.subarray(0, logged) })
    const aftermath = await lookAfter(this.#folder, start, this.#known)
    sweep(this.#folder, [...this.#known.contents.keys(), ...aftermath.resumed])
    return aftermath
  }
}

/** Sessions can end in one way only: every other time in the one, every other time in the other. */
function goingOn({ call }: Moment): Start['goingOn'] {
  return call.number % 2 === 0 ? 'with more' : 'as it is'
}

const fingerprints = new WeakMap<Files, string>()
const hashes = new WeakMap<Buffer, string>()

function fingerprintOf(files: Files): string {
  const known = fingerprints.get(files)
  if (known !== undefined) return known
  const fingerprint = [...files]
    .map(([path, bytes]) => `${path} ${hashOf(bytes)}`)
    .sort()
    .join('\n')
  fingerprints.set(files, fingerprint)
  return fingerprint
}

function hashOf(bytes: Buffer): string {
  const hash = hashes.get(bytes) ?? createHash('sha1').update(bytes).digest('hex')
  hashes.set(bytes, hash)
  return hash
}
