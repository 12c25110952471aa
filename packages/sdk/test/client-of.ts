import { createRegistryClient, type RegistryClientOptions, type RepositoryClient } from '../src/index.ts'
import type { FakeRegistry } from './fake-registry.ts'

export interface Waits {
  /** Pauses that were made, in milliseconds. */
  readonly waits: number[]
}

/** A repository of a fake registry, whose client waits for nothing and notes for how long it would have. */
export function repositoryOf(
  registry: Pick<FakeRegistry, 'fetch'>,
  options: RegistryClientOptions = {},
): RepositoryClient & Waits {
  const waits: number[] = []
  const retry = { wait: async (milliseconds: number) => void waits.push(milliseconds), ...options.retry }
  const client = createRegistryClient('registry.test', { fetch: registry.fetch, ...options, retry })
  return { ...client.repository('a/b'), waits }
}

/** Content that is not the same everywhere, so that a byte in the wrong place shows. */
export function sample(size: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: size }, (_, at) => (at * 31 + (at >> 8)) % 251)
}

/** Content in pieces that fit no chunk size. */
export async function* inPieces(bytes: Uint8Array, size = 7): AsyncGenerator<Uint8Array, void> {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size)
}

/** All bytes of a stream. */
export async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream).arrayBuffer())
}
