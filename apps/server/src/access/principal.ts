/** How somebody has shown who they are. */
export type PrincipalKind = 'anonymous' | 'operator' | 'user' | 'robot' | 'workload' | 'certificate'

/** The kinds that are written before a name, as in `robot:ci`. */
export const NAMED_KINDS: readonly string[] = [
  'user',
  'robot',
  'workload',
  'certificate',
] satisfies PrincipalKind[]

/** Who asks. */
export interface Principal {
  readonly kind: PrincipalKind
  /** Unique among its kind. */
  readonly name: string
  /** What its token says of a workload, as far as rules ask for it. */
  readonly claims?: Readonly<Record<string, string>> | undefined
}

export const ANONYMOUS: Principal = { kind: 'anonymous', name: 'anonymous' }

/** Whoever runs the registry. Only who may write its data folder reaches the control socket, and nothing is above that. */
export const OPERATOR: Principal = { kind: 'operator', name: 'operator' }

/** A principal as upload sessions, the log and the audit trail know it: `user:ada`. */
export function idOf({ kind, name }: Principal): string {
  return kind === 'anonymous' || kind === 'operator' ? kind : `${kind}:${name}`
}
