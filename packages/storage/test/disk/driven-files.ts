import { constants } from 'node:fs'
import * as node from 'node:fs/promises'
import { relative } from 'node:path'
import type { FileSystem, OpenFile } from '../../src/blob-store/file-system.ts'
import type { Disk } from './disk.ts'
import type { StorageCalls } from './storage-calls.ts'

/** Node's file system below a data folder: every call is counted and watched, and a model of the disk told of it. */
export class DrivenFiles implements FileSystem {
  /** What is open now, by path. */
  readonly opened = new Map<object, string>()
  readonly #root: string
  readonly #calls: StorageCalls
  readonly #disk: Disk | undefined

  constructor(root: string, calls: StorageCalls, disk?: Disk) {
    this.#root = root
    this.#calls = calls
    this.#disk = disk
  }

  open(path: string, flags: number, mode?: number): Promise<OpenFile> {
    const place = this.#place(path)
    const verb = (flags & constants.O_CREAT) === 0 ? 'open' : 'create'
    return this.#calls.make({ verb, what: place }, async () => {
      const handle = await node.open(path, flags, mode)
      const isFolder = (flags & constants.O_DIRECTORY) !== 0
      const file = this.#drive(handle, place, isFolder ? undefined : this.#disk?.open(place))
      this.opened.set(file, place)
      return file
    })
  }

  rename(from: string, to: string): Promise<void> {
    const [source, target] = [this.#place(from), this.#place(to)]
    return this.#calls.make({ verb: 'rename', what: `${source} -> ${target}` }, async () => {
      await node.rename(from, to)
      this.#disk?.rename(source, target)
    })
  }

  unlink(path: string): Promise<void> {
    const place = this.#place(path)
    return this.#calls.make({ verb: 'unlink', what: place }, async () => {
      await node.unlink(path)
      this.#disk?.unlink(place)
    })
  }

  stat(path: string) {
    return this.#calls.make({ verb: 'stat', what: this.#place(path) }, () => node.stat(path))
  }

  access(path: string, mode: number) {
    return this.#calls.make({ verb: 'access', what: this.#place(path) }, () => node.access(path, mode))
  }

  readdir(path: string, options: { withFileTypes: true }) {
    return this.#calls.make({ verb: 'readdir', what: this.#place(path) }, () => node.readdir(path, options))
  }

  /** An open file, or an open folder when it has no number on the disk. */
  #drive(handle: node.FileHandle, place: string, onDisk?: number): OpenFile {
    const calls = this.#calls
    const disk = this.#disk
    const tell = (act: (disk: Disk, file: number) => void) => {
      if (disk !== undefined && onDisk !== undefined) act(disk, onDisk)
    }
    const file: OpenFile = {
      read: (buffer, offset, length, position) =>
        calls.make({ verb: 'read', what: `${place} at ${position}`, file }, () =>
          handle.read(buffer, offset, length, position),
        ),
      writev: (chunks, position) =>
        calls.make({ verb: 'writev', what: `${place} at ${position}`, file }, async () => {
          const written = await handle.writev(chunks, position)
          tell((told, number) => told.write(number, position, firstOf(chunks, written.bytesWritten)))
          return written
        }),
      stat: () => calls.make({ verb: 'fstat', what: place, file }, () => handle.stat()),
      truncate: (length) =>
        calls.make({ verb: 'truncate', what: `${place} to ${length}`, file }, async () => {
          await handle.truncate(length)
          tell((told, number) => told.truncate(number, length))
        }),
      datasync: () =>
        calls.make({ verb: 'datasync', what: place, file }, async () => {
          await handle.datasync()
          tell((told, number) => told.sync(number))
        }),
      sync: () =>
        calls.make({ verb: 'sync', what: place, file }, async () => {
          await handle.sync()
          if (onDisk === undefined) disk?.syncFolder(place)
          else disk?.sync(onDisk)
        }),
      close: () =>
        calls.make({ verb: 'close', what: place, file }, async () => {
          this.opened.delete(file)
          await handle.close()
        }),
    }
    return file
  }

  #place(path: string): string {
    return relative(this.#root, path)
  }
}

function firstOf(chunks: readonly Uint8Array[], count: number): Uint8Array[] {
  return [Buffer.concat(chunks).subarray(0, count)]
}
