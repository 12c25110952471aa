import { type Operation, operations, RegistryError } from '@berth/spec'
import { Refusal } from './http/errors.ts'
import { OPERATOR, type Principal } from './principal.ts'
import type { Settings } from './settings.ts'

/**
 * Whether an operation may run at all: the one place where rights and switches are enforced, from the data the
 * operation carries, before its handler exists.
 * @throws {RegistryError} DENIED (403) when it is for the operator, and somebody else asks.
 * @throws {Refusal} UNSUPPORTED (405) when the configuration has turned deletion off.
 */
export function admit(operation: Operation, principal: Principal, settings: Settings): void {
  if (operation.action === 'admin' && principal !== OPERATOR) {
    const how =
      operation.command === undefined ? '' : `; on the registry's machine, use: ${operation.command}`
    throw new RegistryError('DENIED', `only the control socket in the data folder takes this${how}`)
  }
  if (!isOffered(operation, settings)) {
    const error = new RegistryError(
      'UNSUPPORTED',
      'deletion is turned off here; an operator can set content.delete to true',
    )
    throw new Refusal(error, { Allow: methodsOf(operation.path, settings).join(', ') })
  }
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
