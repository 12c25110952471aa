import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Digest, digestOf } from '@berth/digest'
import { openFilesystemStorage, type Storage, type StorageEvent } from '@berth/storage'
import { onTestFinished } from 'vitest'
import { createApp } from '../../src/app.ts'
import { listen } from '../../src/listener.ts'
import { flipBit } from './filled-folder.ts'

/** What a client sees of a reply: how much it said would come, and what came. */
export interface Received {
  status: number
  announced: number
  body: Buffer
  /** Whether the reply came to its end as announced: what a client takes for the content. */
  complete: boolean
}

/** A registry on a socket over a folder of its own, both gone after the test. */
export class Registry {
  readonly folder: string
  readonly storage: Storage
  readonly events: readonly StorageEvent[]
  readonly #url: string

  private constructor(folder: string, storage: Storage, events: readonly StorageEvent[], url: string) {
    this.folder = folder
    this.storage = storage
    this.events = events
    this.#url = url
  }

  static async start(): Promise<Registry> {
    const folder = await mkdtemp(join(tmpdir(), 'berth-integrity-'))
    const events: StorageEvent[] = []
    const storage = await openFilesystemStorage(folder, { onEvent: (event) => events.push(event) })
    const server = await listen(createApp({ storage, settings: { contractMode: true } }))
    onTestFinished(async () => {
      await server.close(0)
      await storage.close()
      await rm(folder, { recursive: true })
    })
    return new Registry(folder, storage, events, server.url)
  }

  async push(content: Uint8Array): Promise<Digest> {
    const digest = digestOf(content)
    const path = `/v2/team/app/blobs/uploads/?digest=${digest}`
    const { status } = await this.#exchange('POST', path, content)
    if (status !== 201) throw new Error(`the push was answered with ${status}`)
    return digest
  }

  pull(digest: Digest): Promise<Received> {
    return this.#exchange('GET', `/v2/team/app/blobs/${digest}`)
  }

  head(digest: Digest): Promise<Received> {
    return this.#exchange('HEAD', `/v2/team/app/blobs/${digest}`)
  }

  /** The value of one series of `/metrics`, as it is written there. */
  async metric(series: string): Promise<number> {
    const { body } = await this.#exchange('GET', '/metrics')
    const line = body
      .toString()
      .split('\n')
      .find((text) => text.startsWith(`${series} `))
    if (line === undefined) throw new Error(`no ${series} in ${body}`)
    return Number(line.slice(series.length + 1))
  }

  /** Turns one bit of a stored blob around. */
  async flipBit(digest: Digest, bit: number): Promise<void> {
    await flipBit(this.folder, digest, bit)
  }

  #exchange(method: string, path: string, content?: Uint8Array): Promise<Received> {
    return new Promise((resolve, reject) => {
      const sent = request(`${this.#url}${path}`, { method, agent: false }, (reply) => {
        const chunks: Buffer[] = []
        reply.on('data', (chunk: Buffer) => chunks.push(chunk))
        // A connection that breaks off is an error here and no `end`.
        reply.on('error', () => {})
        reply.on('close', () => {
          const body = Buffer.concat(chunks)
          const announced = Number(reply.headers['content-length'])
          resolve({ status: reply.statusCode ?? 0, announced, body, complete: reply.complete })
        })
      })
      sent.on('error', reject)
      sent.end(content)
    })
  }
}

/** The seed of this run: the one of the environment, to repeat a run that failed. */
export function seedOfRun(): number {
  return Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000)
}
