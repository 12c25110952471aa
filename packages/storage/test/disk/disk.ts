import { dirname } from 'node:path'

/** What lies on a disk: content by path. */
export type Files = ReadonlyMap<string, Buffer>

/** A file, whatever its names are: what a reader gets of it, and what of that was made durable. */
interface Content {
  readonly now: Buffer
  readonly durable: Buffer
}

/** Which file a name leads to: as its folder was last made durable, and each one since. Undefined: to none. */
interface Name {
  readonly durable: number | undefined
  readonly since: readonly (number | undefined)[]
}

/** What a power cut makes of what was not durable yet. */
export interface Fate {
  readonly words: string
  /** Whether a file that was renamed can be found under neither name: the old one gone, the new one not yet there. */
  readonly tearsRenames: boolean
  /** Which of so many states a name is found in: 0 is the durable one, the last the newest. */
  name(states: number): number
  content(content: Content): Buffer
  /** Up to where a log is found that was made durable up to `durable`. */
  log(durable: number, length: number): number
}

/**
 * What POSIX says about the disk below: bytes are there after a power cut once their file was synced, names once their
 * folder was; of everything else some is there and some is not, each for itself. Paths are relative to the data folder.
 */
export class Disk {
  #contents: Map<number, Content>
  #names: Map<string, Name>
  #lastFile: number
  /** Counts the changes. */
  version = 0

  constructor(other?: Disk) {
    this.#contents = new Map(other === undefined ? [] : other.#contents)
    this.#names = new Map(other === undefined ? [] : other.#names)
    this.#lastFile = other === undefined ? 0 : other.#lastFile
    this.version = other === undefined ? 0 : other.version
  }

  /** The file of this name, which is made when there is none. */
  open(path: string): number {
    const found = this.#names.get(path)
    const file = found === undefined ? undefined : newest(found)
    if (file !== undefined) return file
    this.#lastFile += 1
    this.#contents.set(this.#lastFile, { now: Buffer.alloc(0), durable: Buffer.alloc(0) })
    this.#rename(path, this.#lastFile)
    return this.#lastFile
  }

  write(file: number, position: number, chunks: readonly Uint8Array[]): void {
    const { now } = this.#content(file)
    const written = Buffer.concat([now.subarray(0, position), ...chunks])
    this.#change(file, { now: Buffer.concat([written, now.subarray(written.length)]) })
  }

  truncate(file: number, length: number): void {
    this.#change(file, { now: Buffer.from(this.#content(file).now.subarray(0, length)) })
  }

  sync(file: number): void {
    this.#change(file, { durable: this.#content(file).now })
  }

  rename(from: string, to: string): void {
    const file = newest(this.#names.get(from))
    this.#rename(to, file)
    this.#rename(from, undefined)
  }

  unlink(path: string): void {
    this.#rename(path, undefined)
  }

  syncFolder(folder: string): void {
    this.version += 1
    for (const [path, name] of this.#names) {
      if (dirname(path) === folder) this.#names.set(path, { durable: newest(name), since: [] })
    }
  }

  /** The disk itself has gone bad here: this is what everybody finds from now on. */
  damage(path: string, bytes: Buffer | undefined): void {
    this.version += 1
    this.#lastFile += 1
    if (bytes === undefined) {
      this.#names.delete(path)
      return
    }
    this.#contents.set(this.#lastFile, { now: bytes, durable: bytes })
    this.#names.set(path, { durable: this.#lastFile, since: [] })
  }

  /** What the next process finds when this one is killed: everything. */
  afterKill(): Files {
    return this.#found(newest, ({ now }) => now)
  }

  /** What the machine finds when it starts again after a power cut. */
  afterPowerCut(fate: Fate): Files {
    const state = (name: Name) => {
      const states = [name.durable, ...name.since]
      return states[fate.name(states.length)]
    }
    return this.#found(state, (content) =>
      content.now === content.durable ? content.now : fate.content(content),
    )
  }

  #found(fileOf: (name: Name) => number | undefined, bytesOf: (content: Content) => Buffer): Files {
    const found = new Map<string, Buffer>()
    for (const [path, name] of this.#names) {
      const file = fileOf(name)
      if (file !== undefined) found.set(path, bytesOf(this.#content(file)))
    }
    return found
  }

  #content(file: number): Content {
    const content = this.#contents.get(file)
    if (content === undefined) throw new Error(`there is no file ${file}`)
    return content
  }

  #change(file: number, change: Partial<Content>): void {
    this.version += 1
    this.#contents.set(file, { ...this.#content(file), ...change })
  }

  #rename(path: string, file: number | undefined): void {
    this.version += 1
    const { durable, since } = this.#names.get(path) ?? { durable: undefined, since: [] }
    this.#names.set(path, { durable, since: [...since, file] })
  }
}

function newest(name: Name | undefined): number | undefined {
  if (name === undefined) return undefined
  return name.since.length === 0 ? name.durable : name.since.at(-1)
}

/** A file system that wrote nothing it had not promised. */
export const nothingMore: Fate = {
  words: 'nothing is there but what was synced',
  tearsRenames: false,
  name: () => 0,
  content: ({ durable }) => durable,
  log: (durable) => durable,
}

/** A file system that writes names and lengths early and bytes late (delayed allocation). */
export const namesBeforeBytes: Fate = {
  words: 'names and lengths are there, bytes that were not synced are zeros',
  tearsRenames: false,
  name: (states) => states - 1,
  content: ({ now, durable }) => zeroed(now, durable, () => true),
  log: (_, length) => length,
}

const BLOCK_BYTES = 4096

/** Each name, each block of bytes and the log for itself. */
export function byChance(seed: number, random: (below: number) => number): Fate {
  return {
    words: `by chance, seed ${seed}`,
    tearsRenames: true,
    name: random,
    content: ({ now, durable }) => {
      const found = zeroed(now, durable, () => random(2) === 0)
      return random(2) === 0
        ? found
        : found.subarray(0, durable.length + random(now.length - durable.length + 1))
    },
    log: (durable, length) => durable + random(length - durable + 1),
  }
}

/** The bytes with those blocks zeroed that were not durable and that `lost` says so of. */
function zeroed(now: Buffer, durable: Buffer, lost: () => boolean): Buffer {
  const found = Buffer.from(now)
  for (let start = 0; start < now.length; start += BLOCK_BYTES) {
    const end = Math.min(start + BLOCK_BYTES, now.length)
    const written = end <= durable.length && now.subarray(start, end).equals(durable.subarray(start, end))
    if (!written && lost()) {
      found.fill(0, start, end)
      found.set(durable.subarray(start, end), start)
    }
  }
  return found
}
