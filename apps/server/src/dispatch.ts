import { randomUUID } from 'node:crypto'
import {
  headers,
  mediaTypes,
  type Operation,
  type OperationId,
  operations,
  type RepositoryName,
} from '@berth/spec'
import type { Storage } from '@berth/storage'
import type { Logger } from 'pino'
import { admit } from './admission.ts'
import { Context } from './context.ts'
import { checkAgainstContract } from './contract-mode.ts'
import type { Bytes, DispatchTable } from './handler.ts'
import type { Health } from './health.ts'
import { crossOriginHeaders } from './http/cors.ts'
import { ClientGoneError, errorReply } from './http/errors.ts'
import { readJsonBody } from './http/json-body.ts'
import { parseInput } from './http/parse.ts'
import type { Proxies } from './http/proxies.ts'
import { type EncodedReply, emptyReply, isBlobSlice, jsonReply, type ReplyHeaders } from './http/reply.ts'
import type { ServerRequest } from './http/request.ts'
import type { Metrics } from './metrics.ts'
import type { OperatorScrub } from './operator-scrub.ts'
import { principalOf } from './principal.ts'
import type { Settings } from './settings.ts'

/** What dispatch needs of the instance to serve one request. */
export interface Wiring {
  readonly storage: Storage
  readonly log: Logger
  readonly settings: Settings
  readonly health: Health
  readonly scrub: OperatorScrub
  readonly metrics: Metrics
  readonly table: DispatchTable
  readonly proxies: Proxies
}

/** A served request: what to send, and what to say of it in the log. */
export interface Served {
  readonly id: string
  readonly reply: EncodedReply
  /** Why the reply is an error, when it is one. */
  readonly error?: unknown
}

/** The shape every reply has before it is encoded, whatever its operation. */
interface AnyReply {
  status: number
  headers: ReplyHeaders
  body?: unknown
}

/**
 * Serves one request of one operation: reads it as the contract says, asks whether it may run, builds the Context and
 * the handler for this request alone, and encodes what comes back.
 */
export async function dispatch(
  id: OperationId,
  params: Readonly<Record<string, string>>,
  request: ServerRequest,
  wiring: Wiring,
): Promise<Served> {
  const operation: Operation = operations[id]
  const requestId = requestIdOf(request)
  let reply: EncodedReply
  let failure: unknown
  let ns: string | undefined
  try {
    const input = parseInput(operation, params, request)
    ns = (input.query as { ns?: string }).ns
    admit(operation, principalOf(request), wiring.settings)
    const body = await parsedBodyOf(operation, request)
    const context = contextOf(requestId, input.params as { name?: RepositoryName }, request, wiring)
    // The table's type binds each dispatcher to its own operation; which one this is, only the id knows.
    const handle = wiring.table[id](context) as (input: unknown) => Promise<AnyReply> | AnyReply
    reply = encode(operation, await handle({ ...input, body }))
  } catch (error) {
    // Whatever a broken connection came out as: the fault is not ours.
    failure = request.bodyBroken()
      ? new ClientGoneError('the body ended before its end', { cause: error })
      : error
    reply = errorReply(failure)
  }
  reply = withAmbientHeaders(
    reply,
    requestId,
    request.header('origin'),
    wiring.settings,
    failure === undefined ? ns : undefined,
  )
  if (!wiring.settings.contractMode) return { id: requestId, reply, error: failure }
  return {
    id: requestId,
    ...(await heldAgainstContract(operation, reply, failure, requestId, request, wiring.settings)),
  }
}

/** The body as the operation declares it, when that is a document; bytes are the handler's to read. */
async function parsedBodyOf({ body }: Operation, request: ServerRequest): Promise<unknown> {
  return typeof body === 'object' ? await readJsonBody(body.json, request) : undefined
}

/** Takes over the client's request id when it can stand in a header and a log line, and makes one otherwise. */
export function requestIdOf(request: ServerRequest): string {
  const given = request.header('x-request-id')
  return given !== undefined && headers['X-Request-Id'].pattern.test(given) ? given : randomUUID()
}

function contextOf(
  id: string,
  params: { name?: RepositoryName },
  request: ServerRequest,
  wiring: Wiring,
): Context {
  const { storage, log, settings, health, scrub, metrics, proxies } = wiring
  return new Context({
    id,
    log,
    principal: principalOf(request),
    settings,
    request,
    base: proxies.baseOf(request),
    repository: params.name === undefined ? undefined : storage.repository(params.name),
    catalog: storage,
    records: storage.access,
    health,
    scrub,
    metrics,
  })
}

function encode(operation: Operation, reply: AnyReply): EncodedReply {
  const content = operation.replies[reply.status]?.content ?? 'none'
  if (content === 'none') return emptyReply(reply.status, reply.headers)
  if (typeof content === 'string') return { ...reply, body: reply.body as Bytes }
  return jsonReply(reply.status, reply.headers, reply.body, content.mediaType ?? mediaTypes.json)
}

/** The headers every reply has, and those the request or the configuration adds to it. */
export function withAmbientHeaders(
  reply: EncodedReply,
  requestId: string,
  origin: string | undefined,
  settings: Settings,
  ns?: string,
): EncodedReply {
  const crossOrigin = crossOriginHeaders(origin, settings)
  const vary = [reply.headers.Vary, crossOrigin.Vary].filter((value) => value !== undefined).join(', ')
  return {
    ...reply,
    headers: {
      'Docker-Distribution-Api-Version': 'registry/2.0',
      'X-Request-Id': requestId,
      'X-Content-Type-Options': 'nosniff',
      ...(settings.warning !== '' && { Warning: `299 - "${settings.warning.replace(/["\\]/g, "'")}"` }),
      ...(ns !== undefined && { 'OCI-Namespace': ns }),
      ...reply.headers,
      ...crossOrigin,
      ...(vary !== '' && { Vary: vary }),
    },
  }
}

/** In contract mode a reply that is not as declared becomes a 500 that names the operation and the field. */
async function heldAgainstContract(
  operation: Operation,
  reply: EncodedReply,
  failure: unknown,
  requestId: string,
  request: ServerRequest,
  settings: Settings,
): Promise<{ reply: EncodedReply; error: unknown }> {
  try {
    checkAgainstContract(operation, reply)
    return { reply, error: failure }
  } catch (error) {
    if (reply.body !== undefined && isBlobSlice(reply.body)) await reply.body.blob.close()
    return {
      reply: withAmbientHeaders(errorReply(error), requestId, request.header('origin'), settings),
      error,
    }
  }
}
