import { constants } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Digest, splitDigest } from '@berth/digest'
import type { BlobStore, StagedContent } from '../blob-store.ts'
import { type Room, unlimitedRoom } from '../room.ts'
import type { OpenBlob } from '../storage.ts'
import { DamagedContent } from './damaged.ts'
import { readFile } from './file-read.ts'
import { type FileSystem, fileSystem, type OpenFile } from './file-system.ts'
import { hasCode, refuse, unavailable } from './unavailable.ts'

/** O_NOFOLLOW: a link in the data folder, put there by whoever, never leads a read or a write out of it. */
const READ = constants.O_RDONLY | constants.O_NOFOLLOW
const STAGE = constants.O_RDWR | constants.O_NOFOLLOW
const DIRECTORY = constants.O_RDONLY | constants.O_DIRECTORY

/**
 * Content as files: `blobs/<algorithm>/<first 2 hex>/<hex>`, what is on its way as `uploads/<id>`, both on one file
 * system and laid out before (durability 1.1).
 */
export class FilesystemBlobStore implements BlobStore {
  readonly #folder: string
  readonly #room: Room
  readonly #files: FileSystem
  /** Staged files of which a publish failed, and that could not be removed then: nobody can vouch for their bytes. */
  readonly #spoilt = new Set<string>()

  constructor(folder: string, room: Room = unlimitedRoom, files: FileSystem = fileSystem) {
    this.#folder = folder
    this.#room = room
    this.#files = files
  }

  async open(digest: Digest, size: number): Promise<OpenBlob> {
    const path = this.#blobPath(digest)
    const file = await this.#files.open(path, READ).catch(async (error: unknown) => {
      // Where the folder is gone too it is not this content that is missing, but a mount.
      if (!hasCode(error, 'ENOENT') || !(await this.#isFolder(dirname(path)))) throw unavailable(error)
      throw new DamagedContent(digest, 'missing', 'is missing')
    })
    try {
      const { size: actual } = await file.stat().catch(refuse)
      if (actual !== size) {
        throw new DamagedContent(digest, 'damaged', `has ${actual} bytes, ${size} were recorded`)
      }
    } catch (error) {
      await file.close()
      throw error
    }
    return {
      digest,
      size,
      read: ({ start, end } = { start: 0, end: size }) =>
        readFile(file, start, end, () => new DamagedContent(digest, 'damaged', 'ended early')),
      // What was read was read: a file nobody wrote to has nothing left to fail with.
      close: () => file.close().catch(() => {}),
    }
  }

  async confirm(digest: Digest, size: number): Promise<boolean> {
    try {
      const blob = await this.open(digest, size)
      await blob.close()
      await syncDirectory(dirname(this.#blobPath(digest)), this.#files)
      return true
    } catch (error) {
      if (error instanceof DamagedContent) return false
      throw unavailable(error)
    }
  }

  async stage(id: string, offset: number): Promise<StagedContent | undefined> {
    const path = this.#stagedPath(id)
    if (this.#spoilt.has(path)) {
      await this.discard(id)
      return undefined
    }
    // The file comes with the first byte; where bytes were promised before, none may come into being empty.
    const flags = offset === 0 ? STAGE | constants.O_CREAT : STAGE
    const file = await this.#files.open(path, flags, 0o600).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT')) return undefined
      throw unavailable(error)
    })
    if (file === undefined) return undefined
    try {
      const { size } = await file.stat()
      if (size < offset) {
        await file.close()
        return undefined
      }
      if (size > offset) await file.truncate(offset)
    } catch (error) {
      await file.close()
      throw unavailable(error)
    }
    return new StagedFile(file, path, offset, {
      room: this.#room,
      files: this.#files,
      target: (digest) => this.#blobPath(digest),
      drop: () => {
        this.#spoilt.add(path)
        return this.discard(id)
      },
    })
  }

  async discard(id: string): Promise<void> {
    const path = this.#stagedPath(id)
    await removeFile(this.#files, path)
    this.#spoilt.delete(path)
  }

  async staged(): Promise<Map<string, number>> {
    const entries = await this.#files.readdir(join(this.#folder, 'uploads'), { withFileTypes: true })
    const ids = entries.filter((entry) => entry.isFile()).map((entry) => entry.name)
    const sizes = await Promise.all(
      ids.map(async (id) => (await this.#files.stat(this.#stagedPath(id))).size),
    )
    return new Map(ids.map((id, index) => [id, sizes[index] ?? 0]))
  }

  async quarantine(digest: Digest): Promise<void> {
    const path = this.#blobPath(digest)
    const aside = join(this.#folder, 'quarantine', `${digest.replace(':', '-')}-${Date.now()}`)
    try {
      await this.#files.rename(path, aside)
      // The new name first: were the old one gone before it is durable, a power cut could lose both.
      await syncDirectory(dirname(aside), this.#files)
      await syncDirectory(dirname(path), this.#files)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw unavailable(error)
    }
  }

  async check(): Promise<void> {
    await this.#files.access(this.#folder, constants.W_OK).catch(refuse)
    await this.#room.take(0)
  }

  async #isFolder(path: string): Promise<boolean> {
    const found = await this.#files.stat(path).catch(() => undefined)
    return found?.isDirectory() ?? false
  }

  #blobPath(digest: Digest): string {
    const { algorithm, hex } = splitDigest(digest)
    return join(this.#folder, 'blobs', algorithm, hex.slice(0, 2), hex)
  }

  #stagedPath(id: string): string {
    return join(this.#folder, 'uploads', id)
  }
}

/** What a staged file needs of its store. */
interface Surroundings {
  readonly room: Room
  readonly files: FileSystem
  readonly target: (digest: Digest) => string
  /** Removes the file, now or before anybody stages more to it. */
  readonly drop: () => Promise<void>
}

class StagedFile implements StagedContent {
  readonly #file: OpenFile
  readonly #path: string
  readonly #store: Surroundings
  #size: number

  constructor(file: OpenFile, path: string, size: number, store: Surroundings) {
    this.#file = file
    this.#path = path
    this.#size = size
    this.#store = store
  }

  get size(): number {
    return this.#size
  }

  async write(chunks: readonly Uint8Array[]): Promise<void> {
    let rest = chunks
    await this.#store.room.take(rest.reduce((sum, chunk) => sum + chunk.byteLength, 0))
    while (rest.length > 0) {
      const { bytesWritten } = await this.#file.writev(rest, this.#size).catch(refuse)
      this.#size += bytesWritten
      rest = after(rest, bytesWritten)
    }
  }

  read(): AsyncIterable<Uint8Array> {
    return readFile(
      this.#file,
      0,
      this.#size,
      () => new Error(`${this.#path} is shorter than it was written`),
    )
  }

  async publish(digest: Digest): Promise<void> {
    const { files, target, drop } = this.#store
    const named = target(digest)
    try {
      // File durable, then name durable. A sync that failed is not tried again: the kernel has dropped the pages it
      // could not write, and a second sync would call that a success.
      await this.#file.datasync()
      await files.rename(this.#path, named)
      await syncDirectory(dirname(named), files)
    } catch (error) {
      await drop()
      throw unavailable(error)
    }
  }

  close(): Promise<void> {
    return this.#file.close().catch(refuse)
  }
}

/** What is left of chunks of which `count` bytes are written. */
function after(chunks: readonly Uint8Array[], count: number): readonly Uint8Array[] {
  let skipped = 0
  for (const [index, chunk] of chunks.entries()) {
    if (skipped + chunk.byteLength > count)
      return [chunk.subarray(count - skipped), ...chunks.slice(index + 1)]
    skipped += chunk.byteLength
  }
  return []
}

/** Makes the names in a folder durable. */
export async function syncDirectory(path: string, files: FileSystem = fileSystem): Promise<void> {
  const directory = await files.open(path, DIRECTORY)
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}

async function removeFile(files: FileSystem, path: string): Promise<void> {
  try {
    await files.unlink(path)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw unavailable(error)
  }
}
