import { discoverJwks } from './discovery.ts'
import { fetchJson } from './fetch-json.ts'
import { KeySet } from './key-set.ts'

export interface RemoteOptions {
  /** Ends what is being fetched. */
  readonly signal: AbortSignal
  /** How long one document may take. */
  readonly timeoutMs?: number | undefined
}

/** The keys of a JWK Set at a URL. @throws {FetchError | KeySetError} */
export async function fetchKeys(url: string, { signal, timeoutMs }: RemoteOptions): Promise<KeySet> {
  return KeySet.fromJwks(await fetchJson(url, signal, timeoutMs))
}

/** The keys an issuer has now, where it says now that they are. @throws {FetchError | KeySetError} */
export async function fetchKeysOfIssuer(issuer: string, options: RemoteOptions): Promise<KeySet> {
  return fetchKeys(await discoverJwks(issuer, options.signal, options.timeoutMs), options)
}
