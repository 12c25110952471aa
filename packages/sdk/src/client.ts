import createClient, { type Client } from 'openapi-fetch'
import type { CallOptions } from './blobs/stat.ts'
import { createConnection } from './connection.ts'
import { authorizationOf, type Credentials } from './credentials.ts'
import { createOperations, type Operations } from './generated/operations.gen.ts'
import type { paths } from './generated/schema.gen.ts'
import type { Listing } from './listing.ts'
import { fillPath } from './path.ts'
import { registryAddress } from './registry-address.ts'
import { repositories } from './repositories.ts'
import { type RepositoryClient, repositoryClient } from './repository.ts'
import { createRetry, type RetryOptions } from './retry.ts'
import type { ListOptions } from './tags.ts'
import { createTransport, type Fetch, type Send } from './transport.ts'

/** Options of a client. */
export interface RegistryClientOptions {
  /** The runtime's own when absent. */
  readonly fetch?: Fetch
  /** Sent with every request to the registry, and to no other host. */
  readonly headers?: Readonly<Record<string, string>>
  /** Sent to the registry, and to no other host. */
  readonly credentials?: Credentials
  /** Bytes of one upload request. When absent, each blob goes in one piece. */
  readonly chunkSize?: number
  /** Ends every call of this client. */
  readonly signal?: AbortSignal
  /** The runtime's own when absent. Browsers may not let it be changed. */
  readonly userAgent?: string
  readonly retry?: RetryOptions
}

/**
 * A registry.
 * @example const client: RegistryClient = createRegistryClient('registry.example.org')
 */
export interface RegistryClient {
  /** Address of the registry. */
  readonly registry: URL

  /**
   * The operations of the contract as they are: one request, one reply, nothing tried again and nothing thrown but
   * connection errors.
   * @example const { data, error, response } = await client.api.listTags({ params: { path: { name: 'library/app' } } })
   */
  readonly api: Operations

  /**
   * The verbs of one repository.
   * @throws {ReferenceSyntaxError} when the name does not match the grammar.
   * @example for await (const tag of client.repository('library/app').tags()) console.log(tag)
   */
  repository(name: string): RepositoryClient

  /**
   * The repositories of the registry, fetched page by page while they are read. Many registries do not tell.
   * @example for await (const name of client.repositories()) console.log(name)
   */
  repositories(options?: ListOptions): Listing<string>

  /**
   * Checks that this is a registry and that it takes the credentials.
   * @example await client.ping()
   */
  ping(options?: CallOptions): Promise<void>
}

/**
 * A client for a registry: `localhost:5000`, `registry.example.org`, or a URL. Hosts that are this machine are asked by
 * http, others by https, a URL as it says.
 * @example
 * const client = createRegistryClient('localhost:5000', { credentials: { username: 'ada', password } })
 * const { digest } = await client.repository('library/app').pushBlob(bytes)
 */
export function createRegistryClient(
  registry: string | URL,
  options: RegistryClientOptions = {},
): RegistryClient {
  const address = registryAddress(registry)
  const fetch = options.fetch ?? ((request: Request) => globalThis.fetch(request))
  const send = createTransport({ registry: address, fetch, headers: ownHeaders(options) })
  const connect = (transport: Send): Client<paths> => openClient(address, transport)
  const connection = createConnection({
    send,
    connect,
    retry: createRetry(options.retry),
    chunkSize: options.chunkSize,
    signal: options.signal,
  })

  return {
    registry: new URL(address),
    api: createOperations(connect(send)),
    repository: (name) => repositoryClient(connection, name),
    repositories: (list) => repositories(connection, list),
    async ping(call = {}) {
      const signal = connection.signal(call.signal)
      await connection.call('getBase', signal, () => connection.api.getBase({ signal }))
    },
  }
}

function ownHeaders({ headers, credentials, userAgent }: RegistryClientOptions): Headers {
  const own = new Headers(headers)
  if (userAgent !== undefined) own.set('User-Agent', userAgent)
  if (credentials !== undefined) own.set('Authorization', authorizationOf(credentials))
  return own
}

function openClient(address: URL, fetch: Send): Client<paths> {
  return createClient<paths>({
    baseUrl: address.href,
    fetch,
    pathSerializer: fillPath,
    bodySerializer: (body) => (isDocument(body) ? JSON.stringify(body) : body),
    redirect: 'manual',
    duplex: 'half',
  })
}

/** Bodies are bytes, and what is hashed is what is sent; only a plain object is a document that has to be written. */
function isDocument(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.getPrototypeOf(body) === Object.prototype
}
