import * as node from 'node:fs/promises'

/**
 * What content needs of a file system: every call after which a machine can stop, or which it can refuse. Node's own
 * functions are it; tests put others in their place, to stop or refuse at each of them in turn.
 */
export interface FileSystem {
  open(path: string, flags: number, mode?: number): Promise<OpenFile>
  rename(from: string, to: string): Promise<void>
  unlink(path: string): Promise<void>
  stat(path: string): Promise<{ size: number; isDirectory(): boolean }>
  access(path: string, mode: number): Promise<void>
  readdir(path: string, options: { withFileTypes: true }): Promise<{ name: string; isFile(): boolean }[]>
}

/** A file or a folder that is open: whoever opened it closes it. */
export interface OpenFile {
  read(buffer: Uint8Array, offset: number, length: number, position: number): Promise<{ bytesRead: number }>
  writev(chunks: readonly Uint8Array[], position: number): Promise<{ bytesWritten: number }>
  stat(): Promise<{ size: number }>
  truncate(length: number): Promise<void>
  datasync(): Promise<void>
  sync(): Promise<void>
  close(): Promise<void>
}

export const fileSystem: FileSystem = node
