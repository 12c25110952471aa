import { type HeaderName, type Operation, type OperationId, operations, RegistryError } from '@berth/spec'
import type { Storage } from '@berth/storage'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono, type Context as HonoContext } from 'hono'
import { type Logger, pino } from 'pino'
import { dispatch, requestIdOf, type Served, type Wiring, withAmbientHeaders } from './dispatch.ts'
import { dispatchTable } from './handlers/index.ts'
import { Health } from './health.ts'
import { createBaseUrl } from './http/base-url.ts'
import { preflightHeaders } from './http/cors.ts'
import { errorReply, Refusal } from './http/errors.ts'
import { emptyReply } from './http/reply.ts'
import { type NodeBindings, rawPath, type ServerRequest, serverRequest } from './http/request.ts'
import { sendOverSocket, toResponse } from './http/send.ts'
import { logRequest } from './request-log.ts'
import { ContractRouter } from './router.ts'
import { defaultSettings, type Settings } from './settings.ts'

export interface AppOptions {
  readonly storage: Storage
  /** Where requests are logged; silent when absent. */
  readonly log?: Logger
  readonly settings?: Partial<Settings>
}

/** One instance of the registry, independent of how requests reach it. */
export interface App {
  /** Serves a web Request, or a raw Node request when `bindings` has one. */
  fetch(request: Request, bindings?: Partial<NodeBindings>): Response | Promise<Response>
  readonly health: Health
  readonly log: Logger
}

type Env = { Bindings: Partial<NodeBindings> }

/**
 * Wires an instance: settings, storage and the dispatch table behind the contract's routes. What an instance does is
 * elsewhere; here is only what is connected to what.
 */
export function createApp({
  storage,
  log = pino({ level: 'silent' }),
  settings: chosen = {},
}: AppOptions): App {
  const settings: Settings = { ...defaultSettings, ...chosen }
  const health = new Health(storage)
  const wiring: Wiring = {
    storage,
    log,
    settings,
    health,
    table: dispatchTable,
    baseUrl: createBaseUrl(settings),
  }
  const router = new ContractRouter<never>()
  const hono = new Hono<Env>({
    router,
    // The raw path: hono would decode parts of it, and a URL object would resolve `..` in it, before it is judged.
    getPath: (request, options) => rawPath(request, options?.env as Env['Bindings']),
  })

  const serve = (c: HonoContext<Env>, work: (request: ServerRequest) => Promise<Served>, id?: OperationId) =>
    answer(c, work, (served, request, bytes, ms) =>
      logRequest(log, { id, served, request, bytes, ms, params: c.req.param() }),
    )

  for (const [path, ids] of operationsByPath()) {
    for (const [method, id] of ids) {
      // hono runs HEAD through GET; which of the two it is, the raw request tells.
      if (method === 'HEAD') continue
      hono.on(method, [path], (c) => {
        const wanted = c.req.raw.method === 'HEAD' ? (ids.get('HEAD') ?? id) : id
        return serve(c, (request) => dispatch(wanted, c.req.param(), request, wiring), wanted)
      })
    }
  }
  hono.notFound((c) => serve(c, async (request) => unrouted(request, router.methods(request.path), settings)))

  health.state = 'ok'
  return { fetch: (request, bindings = {}) => hono.fetch(request, bindings), health, log }
}

/** The contract's operations by path, aliases included, and method. */
function operationsByPath(): Map<string, Map<Operation['method'], OperationId>> {
  const byPath = new Map<string, Map<Operation['method'], OperationId>>()
  for (const operation of Object.values(operations) as (Operation & { id: OperationId })[]) {
    for (const path of [operation.path, ...(operation.aliases ?? [])]) {
      const ids = byPath.get(path) ?? new Map()
      byPath.set(path, ids.set(operation.method, operation.id))
    }
  }
  return byPath
}

/** Serves, sends and reports one request, over the socket when there is one. */
async function answer(
  c: HonoContext<Env>,
  work: (request: ServerRequest) => Promise<Served>,
  report: (served: Served, request: ServerRequest, bytes: number | Error, ms: number) => void,
): Promise<Response> {
  const start = performance.now()
  const request = serverRequest(c.req.raw, c.env)
  const served = await work(request)
  const { incoming, outgoing, stallTimeoutMs } = c.env
  if (incoming === undefined || outgoing === undefined) {
    report(served, request, Number(served.reply.headers['Content-Length'] ?? 0), performance.now() - start)
    return toResponse(served.reply, request.method)
  }
  try {
    const bytes = await sendOverSocket(served.reply, {
      incoming,
      outgoing,
      stallTimeoutMs: stallTimeoutMs ?? 0,
    })
    report(served, request, bytes, performance.now() - start)
  } catch (error) {
    report(served, request, error as Error, performance.now() - start)
  }
  return RESPONSE_ALREADY_SENT
}

/** A request no operation takes: a preflight, a method the path does not have, or a path that does not exist. */
function unrouted(request: ServerRequest, methods: string[], settings: Settings): Served {
  const id = requestIdOf(request)
  const allowed = methods.includes('GET') ? ['GET', 'HEAD', ...methods.filter((m) => m !== 'GET')] : methods
  const finish = (reply: ReturnType<typeof emptyReply>, error?: unknown): Served => ({
    id,
    reply: withAmbientHeaders(reply, id, request, settings),
    error,
  })
  if (request.method === 'OPTIONS' && allowed.length > 0)
    return finish(emptyReply(204, preflightHeaders([...allowed, 'OPTIONS'])))
  if (allowed.length > 0) {
    const allow: { [Name in HeaderName]?: string } = { Allow: allowed.join(', ') }
    const error = new RegistryError(
      'UNSUPPORTED',
      `this path has no ${request.method}; use ${allowed.join(', ')}`,
    )
    return finish(errorReply(new Refusal(error, allow)), error)
  }
  const error = new RegistryError('UNSUPPORTED', 'there is nothing at this path; /docs shows the API', {
    status: 404,
  })
  return finish(errorReply(error), error)
}
