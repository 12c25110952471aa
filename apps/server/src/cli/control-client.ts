import { type IncomingMessage, request as sendRequest } from 'node:http'
import { Readable } from 'node:stream'
import { ConnectionError, createRegistryClient, type Operations } from '@berth/sdk'
import { controlSocketPath } from '@berth/storage'
import { ControlSocketError, refuseTooLong } from '../control-socket-path.ts'
import { CommandError, exitCodes } from './exit-codes.ts'

/** The operations of the registry that runs on a data folder, asked as its operator over its control socket. */
export function controlClient(folder: string): Operations {
  const path = controlSocketPath(folder)
  // The host says nothing here: there is one registry at the end of a socket.
  return createRegistryClient('http://localhost', { fetch: (request) => fetchOverSocket(path, request) }).api
}

/**
 * What a registry has answered with.
 * @throws {CommandError} when it has refused.
 */
export function answerOf<Data>({ data, error, response }: Answer<Data>): Data {
  // A success without content has no data.
  if (response.ok && error === undefined) return data as Data
  const said = (error as { errors?: { message?: string }[] } | undefined)?.errors?.[0]?.message
  throw new CommandError(
    ASKED_WRONG.has(response.status) ? exitCodes.usage : exitCodes.unexpected,
    `the registry answers ${response.status}: ${said ?? 'without a reason'}`,
  )
}

/** Statuses that say that what was asked for cannot be, and not that something is wrong. */
const ASKED_WRONG = new Set([400, 404])

interface Answer<Data> {
  data?: Data | undefined
  error?: unknown
  response: Response
}

/** Why a registry could not be asked: there is none at the socket, or what to tell whoever has typed the command. */
export function whyUnasked(error: unknown): 'nobody there' | CommandError {
  const cause = error instanceof ConnectionError ? error.cause : error
  if (cause instanceof ControlSocketError) return 'nobody there'
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  if (code === 'ENOENT' || code === 'ECONNREFUSED') return 'nobody there'
  const why = cause instanceof Error ? cause.message : String(cause)
  const said = `the registry could not be asked: ${why}`
  if (code !== 'EACCES') return new CommandError(exitCodes.unexpected, said, { cause })
  return new CommandError(exitCodes.dataFolder, `${said}\nRun this as the user the registry runs as.`, {
    cause,
  })
}

/** One connection a request: a command asks seldom, and a kept one would hold up a registry that stops. */
async function fetchOverSocket(socketPath: string, request: Request): Promise<Response> {
  refuseTooLong(socketPath)
  const { pathname, search } = new URL(request.url)
  const body = Buffer.from(await request.arrayBuffer())
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = sendRequest({
      socketPath,
      path: pathname + search,
      method: request.method,
      headers: Object.fromEntries(request.headers),
      agent: false,
      signal: request.signal,
    })
    sent.on('response', resolve)
    sent.on('error', reject)
    sent.end(body)
  })
  const headers = Object.entries(reply.headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  )
  const content = reply.statusCode === 204 ? null : (Readable.toWeb(reply) as ReadableStream<Uint8Array>)
  return new Response(content, { status: reply.statusCode ?? 0, headers })
}
