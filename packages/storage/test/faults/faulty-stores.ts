import type { BlobStore, StagedContent } from '../../src/blob-store.ts'
import type { MetadataStore } from '../../src/metadata-store.ts'

/** Where in the course of a script something goes wrong: at its n-th storage call, counted from 1. */
export interface Point {
  call: number
  /** Before the call has an effect, after it had it and before anybody hears of it, or when a write is half done. */
  when: 'before' | 'after' | 'halfway'
}

/** What happens at a point. */
export interface Fault {
  /** Runs in place of the answer to the call. */
  strike(name: string): Promise<never>
  /** Whether this call, which is another one than that of the point, is struck as well. */
  goesOn(name: string): boolean
}

/** The stores of a storage, with a fault at one of the calls that change something. */
export class FaultyStores {
  readonly blobs: BlobStore
  readonly metadata: MetadataStore
  /** The calls so far, by their names. */
  readonly calls: string[] = []
  readonly #open = new Set<StagedContent>()
  readonly #point: Point | undefined
  readonly #fault: Fault

  constructor(stores: { blobs: BlobStore; metadata: MetadataStore }, point: Point | undefined, fault: Fault) {
    this.#point = point
    this.#fault = fault
    this.blobs = this.#blobStore(stores.blobs)
    this.metadata = this.#metadataStore(stores.metadata)
  }

  /** Closes what a process that is no more would not have open any more. */
  async letGo(): Promise<void> {
    for (const staged of this.#open) await staged.close()
  }

  async #call<Result>(
    name: string,
    run: () => Promise<Result>,
    halfway: () => Promise<unknown> = run,
  ): Promise<Result> {
    this.calls.push(name)
    const isPoint = this.calls.length === this.#point?.call
    if (!isPoint && this.#fault.goesOn(name)) return await this.#fault.strike(name)
    if (isPoint && this.#point?.when === 'before') return await this.#fault.strike(name)
    if (isPoint && this.#point?.when === 'halfway') {
      await halfway()
      return await this.#fault.strike(name)
    }
    const result = await run()
    return isPoint ? await this.#fault.strike(name) : result
  }

  #blobStore(blobs: BlobStore): BlobStore {
    return {
      open: (digest, size) => blobs.open(digest, size),
      staged: () => blobs.staged(),
      check: () => blobs.check(),
      confirm: (digest, size) => this.#call('confirm', () => blobs.confirm(digest, size)),
      discard: (id) => this.#call('discard', () => blobs.discard(id)),
      quarantine: (digest) => this.#call('quarantine', () => blobs.quarantine(digest)),
      stage: async (id, offset) => {
        // The file that a struck call has opened is nobody's: a store closes it when it fails, and a death does.
        const staged = await this.#call('stage', async () => {
          const opened = await blobs.stage(id, offset)
          if (opened !== undefined) this.#open.add(opened)
          return opened
        })
        return staged && this.#staged(staged)
      },
    }
  }

  #staged(staged: StagedContent): StagedContent {
    return {
      get size() {
        return staged.size
      },
      read: () => staged.read(),
      write: (chunks) =>
        this.#call(
          'write',
          () => staged.write(chunks),
          () => staged.write([firstHalf(Buffer.concat(chunks))]),
        ),
      publish: (digest) => this.#call('publish', () => staged.publish(digest)),
      close: async () => {
        this.#open.delete(staged)
        await staged.close()
      },
    }
  }

  #metadataStore(metadata: MetadataStore): MetadataStore {
    return new Proxy(metadata, {
      get: (target, key: keyof MetadataStore) => {
        if (key !== 'write') return Reflect.get(target, key).bind(target)
        return (...[name, args]: Parameters<MetadataStore['write']>) =>
          this.#call(name, () => target.write(name, args))
      },
    })
  }
}

function firstHalf(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.byteLength >> 1)
}
