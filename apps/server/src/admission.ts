import { type Operation, operations, RegistryError } from '@berth/spec'
import { Refusal } from './http/errors.ts'
import type { Settings } from './settings.ts'

/**
 * Whether an operation may run at all: the one place where rights and switches are enforced, from the data the
 * operation carries, before its handler exists.
 * @throws {Refusal} UNSUPPORTED (405) when the configuration has turned deletion off.
 */
export function admit(operation: Operation, settings: Settings): void {
  if (operation.action === 'delete' && !settings.deleteEnabled) {
    const error = new RegistryError(
      'UNSUPPORTED',
      'deletion is turned off here; an operator can set content.delete to true',
    )
    throw new Refusal(error, { Allow: methodsBeside(operation).join(', ') })
  }
}

/** The other methods of an operation's path: a 405 has to name them (RFC 9110 15.5.6). */
function methodsBeside({ path, method }: Operation): string[] {
  const methods = Object.values(operations as Record<string, Operation>).filter(
    (other) => other.path === path,
  )
  return methods.map((other) => other.method).filter((other) => other !== method)
}
