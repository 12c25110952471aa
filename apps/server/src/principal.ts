import type { ServerRequest } from './http/request.ts'

/** Who asks. */
export interface Principal {
  readonly name: string
}

export const ANONYMOUS: Principal = { name: 'anonymous' }

/** Whoever runs the registry. Only who may write its data folder reaches the control socket, and nothing is above that. */
export const OPERATOR: Principal = { name: 'operator' }

/** A principal as it is written: in the log, in the audit trail, as whoever made a token. */
export function nameOf(principal: Principal): string {
  return principal.name
}

/** Who has sent a request: told by the way it came, never by anything that is in it. */
export function principalOf(request: Pick<ServerRequest, 'overControlSocket'>): Principal {
  return request.overControlSocket ? OPERATOR : ANONYMOUS
}
