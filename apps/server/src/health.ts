import type { Storage } from '@berth/storage'

/** The life of the process, for those who route traffic to it. */
export class Health {
  state: 'starting' | 'ok' | 'draining' = 'starting'
  readonly #storage: Pick<Storage, 'check'>

  constructor(storage: Pick<Storage, 'check'>) {
    this.#storage = storage
  }

  /** Why requests should not be sent here now; undefined when they should. */
  async obstacle(): Promise<{ status: 'starting' | 'draining' | 'failing'; reason?: string } | undefined> {
    if (this.state !== 'ok') return { status: this.state }
    try {
      await this.#storage.check()
      return undefined
    } catch (error) {
      return { status: 'failing', reason: error instanceof Error ? error.message : String(error) }
    }
  }
}
