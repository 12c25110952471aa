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
import type { Access } from './access/access.ts'
import { challenging } from './access/gate.ts'
import type { Identity } from './access/identity.ts'
import { idOf } from './access/principal.ts'
import { admit } from './admission.ts'
import { Context } from './context.ts'
import { checkAgainstContract } from './contract-mode.ts'
import type { Bytes, DispatchTable } from './handler.ts'
import type { Health } from './health.ts'
import { crossOriginHeaders } from './http/cors.ts'
import { ClientGoneError, errorReply } from './http/errors.ts'
import { readForm } from './http/form.ts'
import { readJsonBody } from './http/json-body.ts'
import { parseInput } from './http/parse.ts'
import type { Proxies } from './http/proxies.ts'
import { type EncodedReply, emptyReply, isBlobSlice, jsonReply, type ReplyHeaders } from './http/reply.ts'
import type { ServerRequest } from './http/request.ts'
import type { Metrics } from './metrics.ts'
import type { OperatorScrub } from './operator-scrub.ts'
import type { Settings } from './settings.ts'

/** What dispatch needs of the instance to serve one request. */
export interface Wiring {
  readonly storage: Storage
  readonly log: Logger
  readonly settings: Settings
  readonly access: Access
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
  /** Who has sent it, as far as that was found out. */
  readonly principal?: string | undefined
  /** What it acts on, where its path does not say. */
  readonly subject?: string | undefined
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
  const seen: { identity?: Identity; context?: Context } = {}
  try {
    const input = parseInput(operation, params, request)
    const query = input.query as { ns?: string; from?: RepositoryName }
    ns = query.ns
    const { name } = input.params as { name?: RepositoryName }
    const named = { name, from: query.from }
    const answer = await challenging(operation, named, request, wiring, async () => {
      const { access, proxies, settings, table } = wiring
      const identity = await access.identify(request, operation, proxies.clientOf(request))
      seen.identity = identity
      admit({ operation, repository: name, open: access.open }, identity, settings)
      const context = contextOf(requestId, name, identity, request, wiring)
      seen.context = context
      // The table's type binds each dispatcher to its own operation; which one this is, only the id knows.
      const handle = table[id](context) as (input: unknown) => Promise<AnyReply> | AnyReply
      return handle({ ...input, body: await parsedBodyOf(operation, request) })
    })
    reply = encode(operation, answer)
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
  const principal = seen.context?.loggedInAs ?? (seen.identity && idOf(seen.identity.principal))
  const facts = { id: requestId, principal, subject: seen.context?.subject }
  if (!wiring.settings.contractMode) return { ...facts, reply, error: failure }
  return {
    ...facts,
    ...(await heldAgainstContract(operation, reply, failure, requestId, request, wiring.settings)),
  }
}

/** The body as the operation declares it, when that is a document; bytes are the handler's to read. */
async function parsedBodyOf({ body }: Operation, request: ServerRequest): Promise<unknown> {
  if (typeof body !== 'object') return undefined
  return 'json' in body ? await readJsonBody(body.json, request) : await readForm(body.form, request)
}

/** Takes over the client's request id when it can stand in a header and a log line, and makes one otherwise. */
export function requestIdOf(request: ServerRequest): string {
  const given = request.header('x-request-id')
  return given !== undefined && headers['X-Request-Id'].pattern.test(given) ? given : randomUUID()
}

function contextOf(
  id: string,
  name: RepositoryName | undefined,
  identity: Identity,
  request: ServerRequest,
  wiring: Wiring,
): Context {
  const { storage, log, settings, access, health, scrub, metrics, proxies } = wiring
  return new Context({
    id,
    log,
    identity,
    address: proxies.clientOf(request),
    settings,
    request,
    base: proxies.baseOf(request),
    repository: name === undefined ? undefined : storage.repository(name),
    catalog: storage,
    access,
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
