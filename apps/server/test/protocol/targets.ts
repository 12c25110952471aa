import { allCapabilities, type Capability } from './capabilities.ts'

/** A registry the tables can be played against. */
export interface Target {
  readonly baseUrl: string
  readonly capabilities: ReadonlySet<Capability>
  fetch(request: Request): Promise<Response>
}

/** Berth itself, without a socket, over memory. It has to offer every capability there is. */
export async function inProcessTarget(): Promise<Target & AsyncDisposable> {
  // Imported here, so that the tables can verify another registry without loading this one.
  const { createApp } = await import('../../src/app.ts')
  const { openMemoryStorage } = await import('@berth/storage')
  const storage = await openMemoryStorage()
  // Contract mode: every reply is held against its operation as well as against the tables.
  const app = createApp({ storage, settings: { contractMode: true, corsOrigins: ['*'] } })
  return {
    baseUrl: 'http://registry.test',
    capabilities: new Set(allCapabilities),
    fetch: async (request) => app.fetch(request),
    async [Symbol.asyncDispose]() {
      await storage.close()
    },
  }
}

interface NetworkOptions {
  /** Sent with every request, as credentials are. */
  readonly headers?: Readonly<Record<string, string>>
}

/** A registry on the network, whose capabilities are not known yet. */
export function networkTarget(baseUrl: string, { headers = {} }: NetworkOptions = {}): Target {
  return {
    baseUrl,
    capabilities: new Set(),
    fetch(request) {
      for (const [name, value] of Object.entries(headers)) request.headers.set(name, value)
      return fetch(request)
    },
  }
}
