import { type IncomingMessage, request } from 'node:http'
import { json } from 'node:stream/consumers'

export interface SocketReply {
  status: number
  body: Record<string, unknown>
}

/** One request over a Unix domain socket. */
export async function askOverSocket(
  socketPath: string,
  method: string,
  path: string,
  headers: Record<string, string> = {},
): Promise<SocketReply> {
  const reply = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = request({ socketPath, method, path, headers, agent: false }, resolve)
    sent.on('error', reject)
    sent.end()
  })
  return { status: reply.statusCode ?? 0, body: (await json(reply)) as Record<string, unknown> }
}
