import type { Client } from 'openapi-fetch'
import type { Bytes } from './bytes.ts'
import { sendForContent, sendForDocument } from './document-body.ts'
import { ProtocolError, registryError } from './errors.ts'
import { createOperations, type OperationId, type Operations } from './generated/operations.gen.ts'
import type { paths } from './generated/schema.gen.ts'
import type { Retry } from './retry.ts'
import type { Send } from './transport.ts'

/** A reply of a generated operation. */
interface Reply {
  data?: unknown
  error?: unknown
  response: Response
}

/** A request to an address the registry has given: the rest of an upload, the next page of a list. */
export interface Followed {
  readonly operation: OperationId
  readonly method: 'GET' | 'PATCH' | 'PUT' | 'DELETE'
  readonly url: URL
  readonly headers?: Record<string, string>
  readonly body?: Bytes | undefined
  readonly signal: AbortSignal
}

/** What the verbs share: one registry, and how to talk to it. */
export interface Connection {
  /** The generated operations; their replies are documents. */
  readonly api: Operations
  /** The `fetch` of operations whose reply is a blob, without the limit documents have. */
  readonly fetchContent: Send
  readonly retry: Retry
  /** Size of upload chunks in bytes; undefined sends each blob in one piece. */
  readonly chunkSize: number | undefined
  /** The signal of a call together with the client's. */
  signal(signal: AbortSignal | undefined): AbortSignal
  /**
   * Calls an operation, and again after failures that may pass.
   * @throws {RegistryError} when the reply is not a success.
   */
  call<R extends Reply>(
    operation: OperationId,
    signal: AbortSignal,
    attempt: () => Promise<R>,
  ): Promise<Extract<R, { error?: never }>>
  /**
   * Asks an address the registry has given, once.
   * @throws {RegistryError} when the reply is not a success.
   */
  follow(request: Followed): Promise<Response>
}

interface ConnectionOptions {
  readonly send: Send
  readonly connect: (send: Send) => Client<paths>
  readonly retry: Retry
  readonly chunkSize: number | undefined
  readonly signal: AbortSignal | undefined
}

export function createConnection({ send, connect, retry, chunkSize, signal }: ConnectionOptions): Connection {
  const sendDocument = sendForDocument(send)
  const always = signal

  return {
    api: createOperations(connect(sendDocument)),
    fetchContent: sendForContent(send),
    retry,
    chunkSize,

    signal(own) {
      const signals = [always, own].filter((one) => one !== undefined)
      // Most calls have one signal or none, and AbortSignal.any keeps a listener on each for as long as it lives.
      const [first] = signals
      return signals.length === 1 && first !== undefined ? first : AbortSignal.any(signals)
    },

    call: (operation, own, attempt) => retry.run(() => succeed(operation, attempt), own),

    async follow({ operation, method, url, headers = {}, body, signal: own }) {
      const init = { method, headers, signal: own, redirect: 'manual', duplex: 'half' } as const
      const response = await sendDocument(new Request(url, body === undefined ? init : { ...init, body }))
      if (!response.ok) throw registryError(operation, response, parsed(await response.text()))
      return response
    },
  }
}

async function succeed<R extends Reply>(
  operation: OperationId,
  attempt: () => Promise<R>,
): Promise<Extract<R, { error?: never }>> {
  const reply = await attempt().catch((error: unknown) => {
    // openapi-fetch has tried to read a success as the document the contract promises.
    if (error instanceof SyntaxError)
      throw new ProtocolError(operation, 'the reply is not JSON', { cause: error })
    throw error
  })
  if (!reply.response.ok) throw registryError(operation, reply.response, reply.error)
  return reply as Extract<R, { error?: never }>
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
