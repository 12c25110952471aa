import { ConnectionError, ProtocolError } from './errors.ts'
import { chunksOf, streamOf } from './streams.ts'
import type { Send } from './transport.ts'

/** Largest document read into memory, in bytes: eight times what registries are asked to take for a manifest. */
const MAX_DOCUMENT = 32 * 1024 * 1024

/** Most of a refusal's body that is read, in bytes. An error envelope is far smaller, a proxy's page may not be. */
const MAX_REFUSAL = 64 * 1024

const NULL_BODY_STATUSES: readonly number[] = [101, 103, 204, 205, 304]

async function* limited(method: string, response: Response): AsyncGenerator<Uint8Array, void> {
  let size = 0
  const { body, ok, url } = response
  if (body === null) return
  try {
    for await (const chunk of chunksOf(body)) {
      size += chunk.byteLength
      if (!ok && size > MAX_REFUSAL) return yield chunk.subarray(0, MAX_REFUSAL - size + chunk.byteLength)
      if (size > MAX_DOCUMENT) throw new ProtocolError(url, `the reply is longer than ${MAX_DOCUMENT} bytes`)
      yield chunk
    }
  } catch (error) {
    throw error instanceof ProtocolError ? error : new ConnectionError(method, url, error)
  }
}

function withLimit(request: Request, response: Response): Response {
  if (response.body === null || NULL_BODY_STATUSES.includes(response.status)) return response
  const { status, statusText, headers, url } = response
  const body = streamOf(limited(request.method, response))
  return Object.defineProperty(new Response(body, { status, statusText, headers }), 'url', { value: url })
}

/** Sends requests whose replies are documents: small, read whole, and not trusted to be either. */
export function sendForDocument(send: Send): Send {
  return async (request) => withLimit(request, await send(request))
}

/** Sends requests whose replies are content of any size; only a refusal is a document. */
export function sendForContent(send: Send): Send {
  return async (request) => {
    const response = await send(request)
    return response.ok ? response : withLimit(request, response)
  }
}
