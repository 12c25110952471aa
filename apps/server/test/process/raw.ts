import { connect, type Socket } from 'node:net'

/** What is kept of what came back: enough for the heads of answers and the words of errors. */
const KEPT = 64 * 1024

/** A connection written to by hand, for what no HTTP client would do. The start of what comes back is kept as text. */
export class RawConnection {
  readonly socket: Socket
  #seen = ''
  #closed = false
  #changed: () => void = () => {}

  private constructor(socket: Socket) {
    this.socket = socket
    socket.on('data', (chunk: Buffer) => {
      if (this.#seen.length < KEPT) this.#seen += chunk.toString('latin1')
      this.#changed()
    })
    // A reset is one way to be closed.
    socket.on('error', () => {})
    socket.on('close', () => {
      this.#closed = true
      this.#changed()
    })
  }

  static open(port: number): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: '127.0.0.1', port })
      socket.once('error', reject)
      socket.once('connect', () => {
        socket.off('error', reject)
        resolve(new RawConnection(socket))
      })
    })
  }

  get closed(): boolean {
    return this.#closed
  }

  /** Hands the text or bytes to the system, and resolves when it took them, or when the connection is gone. */
  write(data: string | Uint8Array): Promise<void> {
    return new Promise((resolve) => {
      if (this.socket.destroyed) return resolve()
      this.socket.once('close', resolve)
      this.socket.write(data, () => {
        this.socket.off('close', resolve)
        resolve()
      })
    })
  }

  /** Resolves to all that came back once it matches, or once the server closed the connection. */
  async until(pattern: RegExp): Promise<string> {
    while (!this.#closed && !pattern.test(this.#seen)) {
      await new Promise<void>((resolve) => {
        this.#changed = resolve
      })
    }
    return this.#seen
  }

  /** Resolves when the server has closed the connection. */
  async end(): Promise<string> {
    return await this.until(/(?!)/)
  }

  /** Breaks the connection off, as a client that is gone. */
  destroy(): void {
    this.socket.destroy()
  }
}
