import type { OperationId } from '@berth/spec'
import type { Logger } from 'pino'
import type { Served } from './dispatch.ts'
import { asRegistryError, ClientGoneError } from './http/errors.ts'
import type { ServerRequest } from './http/request.ts'

interface Finished {
  readonly id: OperationId | undefined
  readonly served: Served
  readonly request: ServerRequest
  /** Bytes of body that were sent, or why they were not. */
  readonly bytes: number | Error
  readonly ms: number
  readonly params: Readonly<Record<string, string>>
}

/** Writes the one line a request has in the log. Its path and names are the client's words, so they are cut short. */
export function logRequest(log: Logger, { id, served, request, bytes, ms, params }: Finished): void {
  const { reply, error } = served
  const broken = bytes instanceof Error ? bytes : undefined
  const failure = error === undefined ? undefined : asRegistryError(error)
  const line = {
    request: served.id,
    operation: id,
    method: request.method,
    path: id === undefined ? cut(request.path) : undefined,
    repository: cut(params.name),
    reference: cut(params.reference),
    digest: reply.headers['Docker-Content-Digest'] ?? cut(params.digest),
    status: reply.status,
    bytes: typeof bytes === 'number' ? bytes : undefined,
    received: request.contentLength,
    offset: reply.headers['Upload-Offset'],
    ms: Math.round(ms * 10) / 10,
    client: request.remoteAddress,
    agent: cut(request.header('user-agent')),
    code: failure?.code,
    aborted: broken instanceof ClientGoneError || error instanceof ClientGoneError || undefined,
  }
  const what = `${request.method} ${id ?? 'unrouted'} ${reply.status}`
  if (broken !== undefined && !(broken instanceof ClientGoneError))
    log.error({ ...line, err: broken }, `${what}, content broke off`)
  else if (reply.status >= 500) log.error({ ...line, err: failure?.cause ?? error }, what)
  else log.info(line, what)
}

function cut(text: string | undefined): string | undefined {
  return text === undefined ? undefined : text.slice(0, 300)
}
