import { type Operation, operations, RegistryError, type RepositoryName, type Right } from '@berth/spec'
import { type Identity, may } from './access/identity.ts'
import { idOf } from './access/principal.ts'
import { Unauthenticated } from './access/unauthenticated.ts'
import { Refusal } from './http/errors.ts'
import type { Settings } from './settings.ts'

/** What admission looks at of a request, beside who sent it. */
interface Wanted {
  readonly operation: Operation
  /** The repository its path names. */
  readonly repository: RepositoryName | undefined
  /** Whether this is a registry where nobody is asked who they are. */
  readonly open: boolean
}

/**
 * Whether an operation may run at all: the one place where rights and switches are enforced, from the data the
 * operation carries, before its handler exists and before anything stored is looked at, so that what is there, what is
 * not and what is forbidden are refused alike.
 * @throws {Unauthenticated} when somebody else, or the same with a better token, might.
 * @throws {RegistryError} DENIED (403) when who asks may not.
 * @throws {Refusal} UNSUPPORTED (405) when the configuration has turned deletion off.
 */
export function admit(wanted: Wanted, identity: Identity, settings: Settings): void {
  const { operation, repository, open } = wanted
  switch (operation.action) {
    case 'public':
    case 'login':
      break
    case 'ping':
      // The reply to this one decides whether a client sends its credentials at all (protocol fact 2).
      if (!open && identity.principal.kind === 'anonymous' && !identity.byToken)
        throw new Unauthenticated('log in, or ask for a token without')
      break
    case 'catalog':
      demand(identity, 'list repositories', {
        granted: identity.rights.somewhere('pull'),
        within: identity.limit?.allowsWhole('catalog'),
      })
      break
    default:
      if (repository === undefined) runsTheRegistry(wanted, identity)
      else requireRight(identity, operation.action, repository)
  }
  if (!isOffered(operation, settings)) {
    const error = new RegistryError(
      'UNSUPPORTED',
      'deletion is turned off here; an operator can set content.delete to true',
    )
    throw new Refusal(error, { Allow: methodsOf(operation.path, settings).join(', ') })
  }
}

function requireRight(identity: Identity, right: Right, repository: RepositoryName): void {
  if (may(identity, right, repository)) return
  demand(identity, `${right} ${right === 'push' ? 'to' : 'from'} ${repository}`, {
    granted: identity.rights.allows(right, repository),
    within: identity.limit?.allows(right, repository),
  })
}

/** What concerns no single repository is for who has `admin` on all of them. */
function runsTheRegistry({ operation, open }: Wanted, identity: Identity): void {
  const how = operation.command === undefined ? '' : `; on the registry's machine, use: ${operation.command}`
  const granted = identity.rights.everywhere('admin')
  if (open && !granted)
    throw new RegistryError('DENIED', `only the control socket in the data folder takes this${how}`)
  demand(identity, `run the registry, which takes admin on **${how}`, {
    granted,
    within: identity.limit?.allowsWhole('admin'),
  })
}

/**
 * @param what it is, to finish "… may not".
 * @param granted whether the principal may do it, and `within` whether its token was issued for it.
 */
function demand(
  { principal, byToken }: Identity,
  what: string,
  { granted, within = true }: { granted: boolean; within: boolean | undefined },
): void {
  if (granted && within) return
  if (granted)
    throw new Unauthenticated(`the token is not for this: get one to ${what}`, 'insufficient_scope')
  if (principal.kind === 'anonymous')
    throw new Unauthenticated(`log in to ${what}`, byToken ? 'insufficient_scope' : undefined)
  throw new RegistryError('DENIED', `${idOf(principal)} may not ${what}`)
}

/** The methods a path of the contract has under these settings: a 405 has to name them (RFC 9110 15.5.6). */
export function methodsOf(path: string, settings: Settings): string[] {
  const found = Object.values(operations as Record<string, Operation>)
    .filter((operation) => operation.path === path || operation.aliases?.some((alias) => alias === path))
    .filter((operation) => isOffered(operation, settings))
  // What can be got can be asked for by HEAD.
  const methods = found.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]))
  return [...new Set(methods)]
}

function isOffered({ action }: Operation, { deleteEnabled }: Settings): boolean {
  return action !== 'delete' || deleteEnabled
}
