import { type Operation, type OperationId, operations } from '@berth/spec'
import type { Logger } from 'pino'
import { Unauthenticated } from './access/unauthenticated.ts'
import type { Exchange } from './exchanges.ts'
import { asRegistryError, ClientGoneError, Refusal } from './http/errors.ts'

/** Writes the one line a request has in the log. Its path and names are the client's words, so they are cut short. */
export function logRequest(log: Logger, exchange: Exchange, client: string | undefined): void {
  const { id, served, request, bytes, ms, params } = exchange
  const { reply, error } = served
  const broken = bytes instanceof Error ? bytes : undefined
  const failure = error === undefined ? undefined : asRegistryError(error)
  const line = {
    request: served.id,
    operation: id,
    method: request.method,
    path: id === undefined ? cut(request.path) : undefined,
    repository: cut(params.name),
    reference: params.reference?.includes(':') ? undefined : cut(params.reference),
    digest: reply.headers['Docker-Content-Digest'] ?? cut(digestIn(params)),
    status: reply.status,
    bytes: typeof bytes === 'number' ? bytes : undefined,
    received: request.contentLength,
    offset: reply.headers['Upload-Offset'],
    ms: Math.round(ms * 10) / 10,
    principal: served.principal,
    tried: cut(triedIn(error)),
    client: request.overControlSocket ? 'control socket' : client,
    agent: cut(request.header('user-agent')),
    code: failure?.code,
    aborted: broken instanceof ClientGoneError || error instanceof ClientGoneError || undefined,
  }
  const what = `${request.method} ${id ?? 'unrouted'} ${reply.status}`
  if (broken !== undefined && !(broken instanceof ClientGoneError))
    log.error({ ...line, err: broken }, `${what}, content broke off`)
  else if (reply.status >= 500) log.error({ ...line, err: failure?.cause ?? error }, what)
  else log[isLook(id) && reply.status < 400 ? 'debug' : 'info'](line, what)
}

/** An operator's command looks again and again how far something is. What it has begun was logged when it was. */
function isLook(id: OperationId | undefined): boolean {
  const operation: Operation | undefined = id && operations[id]
  return operation?.action === 'admin' && operation.method === 'GET'
}

/** The user somebody could not log in as. */
function triedIn(error: unknown): string | undefined {
  const cause = error instanceof Refusal ? error.cause : undefined
  return cause instanceof Unauthenticated ? cause.tried : undefined
}

/** The digest a path names, where there is one. */
function digestIn({ digest, reference }: Readonly<Record<string, string>>): string | undefined {
  return digest ?? (reference?.includes(':') ? reference : undefined)
}

function cut(text: string | undefined): string | undefined {
  return text === undefined ? undefined : text.slice(0, 300)
}
