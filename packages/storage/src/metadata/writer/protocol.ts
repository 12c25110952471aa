import { type ErrorCode, errorTable, RegistryError } from '@berth/spec/errors'
import type { Ballast } from '../../data-folder/ballast.ts'
import type { Outcome, Write } from '../batch.ts'

/** What a writer thread is started with: where its database is, and what can be dropped when the disk is full. */
export interface WriterData {
  location: string
  ballast?: Ballast | undefined
}

export type Request = Write & { id: number }

/** An error as it crosses between threads: cloning would make a plain Error of a RegistryError. */
type PortableError =
  | { code: ErrorCode; status: number; message: string; detail: unknown }
  | { message: string; stack: string | undefined }

export type Reply = { id: number } & ({ ok: true; value: unknown } | { ok: false; error: PortableError })

export function toReply(id: number, outcome: Outcome): Reply {
  if (outcome.ok) return { id, ok: true, value: outcome.value }
  const { error } = outcome
  if (error instanceof RegistryError) {
    const { code, status, message, detail } = error
    return { id, ok: false, error: { code, status, message, detail } }
  }
  if (error instanceof Error) return { id, ok: false, error: { message: error.message, stack: error.stack } }
  return { id, ok: false, error: { message: String(error), stack: undefined } }
}

export function fromPortable(portable: PortableError): Error {
  if ('code' in portable) {
    const { code, status, message, detail } = portable
    // The table's message stands before every reason; the constructor puts it there again.
    const reason = message.slice(`${errorTable[code].message}: `.length)
    type Status = NonNullable<ConstructorParameters<typeof RegistryError>[2]>['status']
    return new RegistryError(code, reason === '' ? undefined : reason, {
      status: status as NonNullable<Status>,
      detail,
    })
  }
  const error = new Error(portable.message)
  if (portable.stack !== undefined) error.stack = portable.stack
  return error
}
