import type { Capability } from './capabilities.ts'
import type { EndpointId } from './endpoints.ts'
import type { Exchange } from './exchange.ts'
import type { Registry } from './registry.ts'

/**
 * Who asks for it: the specification's MUST, SHOULD (or the HTTP semantics it says one SHOULD follow) or MAY, or, as
 * `berth`, only Berth, because clients depend on it or because Berth promises it.
 */
export type Level = 'must' | 'should' | 'may' | 'berth'

interface CaseTitle {
  /** A sentence with its outcome. */
  readonly name: string
  /** The endpoint the case is about. */
  readonly by: EndpointId
  readonly level: Level
  /** The number of the fact about real clients the case comes from. */
  readonly fact?: number
  /** Features the specification leaves to the registry and without which the case says nothing. */
  readonly needs?: readonly Capability[]
}

/** What has to be in the registry before the first exchange. */
export type Given = (registry: Registry) => Promise<void>

/** One fact about a registry: as exchanges where those can say it, as code where they cannot. */
export type ProtocolCase = CaseTitle &
  (
    | { readonly given?: readonly Given[]; readonly exchanges: readonly Exchange[] }
    | { readonly run: (registry: Registry) => Promise<void> }
  )

/** `end-5: a chunk is appended (protocol fact 10)`. */
export function title(protocolCase: ProtocolCase): string {
  const { by, name, fact } = protocolCase
  return `${by}: ${name}${fact === undefined ? '' : ` (protocol fact ${fact})`}`
}

/** Plays one case in the repository `registry` stands for. @throws {Unmet} when a reply is not the expected one. */
export async function play(protocolCase: ProtocolCase, registry: Registry): Promise<void> {
  if ('run' in protocolCase) return protocolCase.run(registry)
  for (const prepare of protocolCase.given ?? []) await prepare(registry)
  for (const exchange of protocolCase.exchanges) await registry.exchange(exchange)
}
