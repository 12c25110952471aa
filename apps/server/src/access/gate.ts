import type { Operation, RepositoryName } from '@berth/spec'
import { Refusal } from '../http/errors.ts'
import type { Proxies } from '../http/proxies.ts'
import type { ServerRequest } from '../http/request.ts'
import type { Access } from './access.ts'
import { challengeOf } from './challenge.ts'
import { Unauthenticated } from './unauthenticated.ts'

interface Gate {
  readonly access: Access
  readonly proxies: Proxies
}

/** The names the parameters of a request hold. */
interface Named {
  readonly name?: RepositoryName | undefined
  readonly from?: RepositoryName | undefined
}

/**
 * Does what may find that a request has to show better who it is from, and says then whom to ask for what.
 * @throws {Refusal} UNAUTHORIZED (401) with a challenge, for {@link Unauthenticated}.
 */
export async function challenging<Result>(
  operation: Operation,
  named: Named,
  request: ServerRequest,
  { access, proxies }: Gate,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Unauthenticated)) throw error
    const where = {
      base: proxies.addressOf(request),
      service: access.bearers.service,
      elsewhere: access.tokenService,
    }
    const challenge = challengeOf(operation, named, where, error)
    throw new Refusal(error.error, { 'WWW-Authenticate': challenge }, error)
  }
}
