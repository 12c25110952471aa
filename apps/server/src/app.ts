import { type Operation, type OperationId, operations, type RegistryError } from '@berth/spec'
import type { Storage } from '@berth/storage'
import { Hono } from 'hono'
import { type Logger, pino } from 'pino'
import { type Access, openAccess } from './access/access.ts'
import { methodsOf } from './admission.ts'
import { AuditTrail } from './audit.ts'
import { dispatch, type Wiring } from './dispatch.ts'
import { type Env, Exchanges } from './exchanges.ts'
import { dispatchTable } from './handlers/index.ts'
import { Health } from './health.ts'
import { createProxies } from './http/proxies.ts'
import type { EncodedReply } from './http/reply.ts'
import { type NodeBindings, rawPath } from './http/request.ts'
import { Metrics } from './metrics.ts'
import { OperatorScrub } from './operator-scrub.ts'
import { logRequest } from './request-log.ts'
import { ContractRouter } from './router.ts'
import { defaultSettings, type Settings } from './settings.ts'
import { refuseUnread, serveUnrouted } from './unrouted.ts'

export interface AppOptions {
  readonly storage: Storage
  /** Where requests are logged; silent when absent. */
  readonly log?: Logger
  readonly settings?: Partial<Settings>
  /** Who may do what; everybody everything but to run the registry, when absent. */
  readonly access?: Access
}

/** One instance of the registry, independent of how requests reach it. */
export interface App {
  /** Serves a web Request, or a raw Node request when `bindings` has one. */
  fetch(request: Request, bindings?: Partial<NodeBindings>): Response | Promise<Response>
  /** The reply to what could not be read as a request, reported like one. */
  refuse(error: RegistryError): EncodedReply
  /** Resolves when no request is under way any more. */
  settled(): Promise<void>
  /** Writes down what is still to be. To be called when no request comes any more, while the storage is open. */
  close(): Promise<void>
  readonly health: Health
  readonly metrics: Metrics
}

/**
 * Wires an instance: settings, storage and the dispatch table behind the contract's routes. What an instance does is
 * elsewhere; here is only what is connected to what.
 */
export function createApp({
  storage,
  log = pino({ level: 'silent' }),
  settings: chosen = {},
  access = openAccess(),
}: AppOptions): App {
  const settings: Settings = { ...defaultSettings, ...chosen }
  const health = new Health(storage)
  const metrics = new Metrics(storage)
  const proxies = createProxies(settings)
  const wiring: Wiring = {
    storage,
    log,
    settings,
    access,
    health,
    scrub: new OperatorScrub(storage, log),
    metrics,
    table: dispatchTable,
    proxies,
  }
  const router = new ContractRouter<never>()
  const hono = new Hono<Env>({
    router,
    // The raw path: hono would decode parts of it, and a URL object would resolve `..` in it, before it is judged.
    getPath: (request, options) => rawPath(request, options?.env as Env['Bindings']),
  })

  const audit = new AuditTrail(storage.access, log, {
    onLost: (count) => metrics.countLostAudit(count),
    onWithheld: () => metrics.countWithheldAudit(),
  })
  const exchanges = new Exchanges((exchange) => {
    const client = proxies.clientOf(exchange.request)
    metrics.count(exchange)
    logRequest(log, exchange, client)
    audit.note(exchange, client)
  })
  for (const [path, ids] of operationsByPath()) {
    for (const [method, id] of ids) {
      // hono runs HEAD through GET; which of the two it is, the raw request tells.
      if (method === 'HEAD') continue
      hono.on(method, [path], (c) => {
        const wanted = c.req.raw.method === 'HEAD' ? (ids.get('HEAD') ?? id) : id
        return exchanges.carry(c, wanted, (request) => dispatch(wanted, c.req.param(), request, wiring))
      })
    }
  }
  hono.notFound((c) =>
    exchanges.carry(c, undefined, (request) => {
      const template = router.templateOf(request.path)
      return serveUnrouted(request, template === undefined ? [] : methodsOf(template, settings), settings)
    }),
  )

  health.state = 'ok'
  return {
    fetch: (request, bindings = {}) => hono.fetch(request, bindings),
    refuse: (error) => {
      const reply = refuseUnread(error, log, settings)
      metrics.countUnread(reply)
      return reply
    },
    settled: () => exchanges.settled(),
    close: () => audit.close(),
    health,
    metrics,
  }
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
