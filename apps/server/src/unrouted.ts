import { randomUUID } from 'node:crypto'
import { RegistryError } from '@berth/spec'
import type { Logger } from 'pino'
import { requestIdOf, type Served, withAmbientHeaders } from './dispatch.ts'
import { preflightHeaders } from './http/cors.ts'
import { errorReply, Refusal } from './http/errors.ts'
import { type EncodedReply, emptyReply } from './http/reply.ts'
import type { ServerRequest } from './http/request.ts'
import type { Settings } from './settings.ts'

/**
 * Answers what no operation takes: a preflight, a method the path does not have, a path that does not exist.
 * @param methods the methods the path has; none when it does not exist.
 */
export function serveUnrouted(
  request: ServerRequest,
  methods: readonly string[],
  settings: Settings,
): Served {
  const id = requestIdOf(request)
  const { reply, error } = replyTo(request.method, methods)
  return { id, reply: withAmbientHeaders(reply, id, request.header('origin'), settings), error }
}

function replyTo(method: string, methods: readonly string[]): { reply: EncodedReply; error?: RegistryError } {
  if (methods.length === 0) {
    const error = new RegistryError('UNSUPPORTED', 'there is nothing at this path; /docs shows the API', {
      status: 404,
    })
    return { reply: errorReply(error), error }
  }
  if (method === 'OPTIONS') return { reply: emptyReply(204, preflightHeaders([...methods, 'OPTIONS'])) }
  const allow = methods.join(', ')
  const error = new RegistryError('UNSUPPORTED', `this path has no ${method}; use ${allow}`)
  return { reply: errorReply(new Refusal(error, { Allow: allow })), error }
}

/** Answers what never became a request: there is no path, no method and no header to tell of. */
export function refuseUnread(error: RegistryError, log: Logger, settings: Settings): EncodedReply {
  const id = randomUUID()
  log.info({ request: id, status: error.status, code: error.code }, error.message)
  return withAmbientHeaders(errorReply(error), id, undefined, settings)
}
