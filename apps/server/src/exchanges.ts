import type { OperationId } from '@berth/spec'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context as HonoContext } from 'hono'
import type { Served } from './dispatch.ts'
import { type NodeBindings, type ServerRequest, serverRequest } from './http/request.ts'
import { sendOverSocket, toResponse } from './http/send.ts'

export type Env = { Bindings: Partial<NodeBindings> }

/** A request and what became of it, for the log. */
export interface Exchange {
  readonly id: OperationId | undefined
  readonly request: ServerRequest
  readonly params: Readonly<Record<string, string>>
  readonly served: Served
  /** Bytes of body that were sent, or why they were not. */
  readonly bytes: number | Error
  readonly ms: number
}

/** Carries each request from its turn on the connection to its line in the log, and knows which are under way. */
export class Exchanges {
  readonly #report: (exchange: Exchange) => void
  readonly #running = new Set<Promise<unknown>>()

  constructor(report: (exchange: Exchange) => void) {
    this.#report = report
  }

  /** Serves one request by `work`, and sends and reports what comes of it. */
  async carry(
    c: HonoContext<Env>,
    id: OperationId | undefined,
    work: (request: ServerRequest) => Promise<Served> | Served,
  ): Promise<Response> {
    const running = this.#carry(c, id, work)
    this.#running.add(running)
    try {
      return await running
    } finally {
      this.#running.delete(running)
    }
  }

  /** Resolves when nothing is under way any more: what was sent is sent, what was written is written. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.allSettled(this.#running)
  }

  async #carry(
    c: HonoContext<Env>,
    id: OperationId | undefined,
    work: (request: ServerRequest) => Promise<Served> | Served,
  ): Promise<Response> {
    const start = performance.now()
    const { incoming, outgoing, stallTimeoutMs = 0 } = c.env
    if (incoming !== undefined && outgoing !== undefined && !(await itsTurn({ incoming, outgoing }))) {
      return RESPONSE_ALREADY_SENT
    }
    const request = serverRequest(c.req.raw, c.env)
    const served = await work(request)
    const report = (bytes: number | Error) =>
      this.#report({ id, request, params: c.req.param(), served, bytes, ms: performance.now() - start })
    if (incoming === undefined || outgoing === undefined) {
      report(Number(served.reply.headers['Content-Length'] ?? 0))
      return toResponse(served.reply, request.method)
    }
    try {
      report(await sendOverSocket(served.reply, { incoming, outgoing, stallTimeoutMs }))
    } catch (error) {
      report(error as Error)
    }
    return RESPONSE_ALREADY_SENT
  }
}

/**
 * Waits for the turn of a request that was sent ahead on its connection. Node hands it over at once and its reply a
 * socket only later, or never when the client leaves before: whatever it had opened by then would stay open.
 * @returns whether the client is still there.
 */
function itsTurn({ incoming, outgoing }: NodeBindings): Promise<boolean> | boolean {
  const { socket } = incoming
  if (socket.destroyed) return false
  if (outgoing.socket !== null) return true
  return new Promise((resolve) => {
    // One listener a request that waits, and a client decides how many: their number is no sign of a leak.
    socket.setMaxListeners(0)
    const left = () => resolve(false)
    socket.once('close', left)
    outgoing.once('socket', () => {
      socket.off('close', left)
      resolve(true)
    })
  })
}
