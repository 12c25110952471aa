import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { RegistryError } from '@berth/spec/errors'
import type { Ballast } from '../../data-folder/ballast.ts'
import { startThread } from '../../thread.ts'
import type { Writer } from '../writer.ts'
import type { WriteArguments, WriteName, WriteResult } from '../writes.ts'
import { fromPortable, type Reply, type WriterData } from './protocol.ts'

interface Pending {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** Writes on a thread of its own with group commit, so that waiting for the disk never blocks the event loop. */
export class ThreadWriter implements Writer {
  readonly #worker: Worker
  readonly #pending = new Map<number, Pending>()
  #lastId = 0
  #stopped: RegistryError | undefined

  private constructor(worker: Worker) {
    this.#worker = worker
    worker.on('message', (replies: Reply[]) => this.#settle(replies))
    worker.on('error', (error) => this.#stop(error))
    worker.on('exit', () => this.#stop(undefined))
    worker.unref()
  }

  /** Starts the thread. Resolves when it has opened the database. */
  static async start(location: string, ballast?: Ballast): Promise<ThreadWriter> {
    const data: WriterData = { location, ballast }
    const worker = startThread('./worker', import.meta.url, data)
    const stopped = once(worker, 'exit').then(() => {
      throw new Error('the metadata writer stopped while it was starting')
    })
    await Promise.race([once(worker, 'message'), stopped])
    return new ThreadWriter(worker)
  }

  run<Name extends WriteName>(name: Name, args: WriteArguments<Name>): Promise<WriteResult<Name>> {
    if (this.#stopped !== undefined) return Promise.reject(this.#stopped)
    this.#lastId += 1
    const id = this.#lastId
    return new Promise<WriteResult<Name>>((resolve, reject) => {
      this.#worker.postMessage({ id, name, args })
      // An idle thread does not keep the program alive, a write under way does.
      if (this.#pending.size === 0) this.#worker.ref()
      this.#pending.set(id, { resolve: (value) => resolve(value as WriteResult<Name>), reject })
    })
  }

  async close(): Promise<void> {
    if (this.#stopped !== undefined) return
    this.#worker.ref()
    const exited = new Promise<void>((resolve) => this.#worker.once('exit', () => resolve()))
    this.#worker.postMessage('close')
    this.#stopped = new RegistryError('UNAVAILABLE', 'the storage is closed')
    await exited
  }

  #settle(replies: Reply[]): void {
    for (const reply of replies) {
      const pending = this.#pending.get(reply.id)
      this.#pending.delete(reply.id)
      if (reply.ok) pending?.resolve(reply.value)
      else pending?.reject(fromPortable(reply.error))
    }
    if (this.#pending.size === 0 && this.#stopped === undefined) this.#worker.unref()
  }

  /** The thread is gone: nobody will answer, so everybody waiting and everybody to come is told (reads go on). */
  #stop(cause: Error | undefined): void {
    this.#stopped ??= new RegistryError(
      'UNAVAILABLE',
      'the metadata writer has stopped, restart the registry',
      { cause },
    )
    for (const pending of this.#pending.values()) pending.reject(this.#stopped)
    this.#pending.clear()
  }
}
