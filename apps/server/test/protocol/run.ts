import type { Capability } from './capabilities.ts'
import { type ProtocolCase, play } from './case.ts'
import { Registry } from './registry.ts'
import type { Target } from './targets.ts'
import { type Difference, Unmet } from './unmet.ts'

/** What came of playing one case. */
export type Outcome =
  | { readonly kind: 'holds' }
  | { readonly kind: 'not offered'; readonly missing: readonly Capability[] }
  | { readonly kind: 'differs'; readonly differences: readonly Difference[] }

/** Plays one case against a target, in a repository called `name`. */
export async function outcomeOf(protocolCase: ProtocolCase, target: Target, name: string): Promise<Outcome> {
  const missing = (protocolCase.needs ?? []).filter((capability) => !target.capabilities.has(capability))
  if (missing.length > 0) return { kind: 'not offered', missing }
  try {
    await play(protocolCase, new Registry(target, name, protocolCase.level))
    return { kind: 'holds' }
  } catch (error) {
    if (error instanceof Unmet) return { kind: 'differs', differences: error.differences }
    // No reply at all, or one that lacks what the next request needs: the case stops there.
    const reason = error instanceof Error ? `${error.message}${causeOf(error)}` : String(error)
    const difference = {
      level: protocolCase.level,
      request: protocolCase.by,
      expected: 'a reply to go on with',
      came: reason,
    }
    return { kind: 'differs', differences: [difference] }
  }
}

function causeOf(error: Error): string {
  return error.cause instanceof Error ? ` (${error.cause.message})` : ''
}

/** The gravest level of the differences; undefined where there are none. */
export function gravest(outcome: Outcome): Difference['level'] | undefined {
  if (outcome.kind !== 'differs') return undefined
  const found = new Set(outcome.differences.map(({ level }) => level))
  return (['must', 'should', 'may', 'berth'] as const).find((level) => found.has(level))
}
