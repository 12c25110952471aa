import type { ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** Knows which connections have a reply under way, and tells when one has ended. */
export class RunningReplies {
  readonly #counts = new WeakMap<Duplex, number>()
  #ended: () => void = () => {}

  follow(connection: Duplex, reply: ServerResponse): void {
    this.#counts.set(connection, (this.#counts.get(connection) ?? 0) + 1)
    reply.once('close', () => {
      this.#counts.set(connection, (this.#counts.get(connection) ?? 1) - 1)
      // Node marks a connection as idle only after this event.
      setImmediate(() => this.#ended())
    })
  }

  runningOn(connection: Duplex): boolean {
    return (this.#counts.get(connection) ?? 0) > 0
  }

  /** Calls `listener` after each reply from now on. */
  onEach(listener: () => void): void {
    this.#ended = listener
  }
}
