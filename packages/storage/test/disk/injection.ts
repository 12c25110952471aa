import { RegistryError } from '@berth/spec/errors'
import { nameOf, type StorageCall, type Verb, type Watcher } from './storage-calls.ts'

export const errorCodes = ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE'] as const
export type ErrorCode = (typeof errorCodes)[number]

const writing: readonly Verb[] = ['create', 'writev', 'datasync', 'sync', 'rename', 'database']
const changing: readonly Verb[] = [...writing, 'truncate', 'unlink', 'access']
const opening: readonly Verb[] = ['open', 'create', 'readdir']

/** What a disk or a process in this state cannot do. An EIO here is one of writing, so that reads can go on. */
const cannot: Readonly<Record<ErrorCode, readonly Verb[]>> = {
  ENOSPC: writing,
  EDQUOT: writing,
  EROFS: changing,
  EIO: changing,
  EMFILE: opening,
  ENFILE: opening,
}

export function statusOf(code: ErrorCode): 507 | 503 {
  return code === 'ENOSPC' || code === 'EDQUOT' ? 507 : 503
}

/** Whether a lasting state of this kind keeps such a call from working. */
export function canBefall(code: ErrorCode, verb: Verb): boolean {
  return cannot[code].includes(verb)
}

/** What nobody can be told is done when a call of that kind has failed. */
export function matters({ verb }: StorageCall): boolean {
  return writing.includes(verb)
}

/** Whether content can be opened while that lasts. */
export function canRead(code: ErrorCode): boolean {
  return !canBefall(code, 'open')
}

/** Makes calls fail: one of them, whatever it is, or from one on all that such a state keeps from working. */
export class Injection {
  /** The first call that failed. */
  hit: StorageCall | undefined
  /** Syncs of what one had failed of: what they say is not to be believed, so nobody may ask. */
  readonly syncedAgain: string[] = []
  readonly #failedSyncs = new Set<unknown>()
  #armed: { at: number; code: ErrorCode; lasting: boolean } | undefined

  arm(at: number, code: ErrorCode, lasting: boolean): void {
    this.hit = undefined
    this.#armed = { at, code, lasting }
  }

  relieve(): void {
    this.#armed = undefined
  }

  readonly watcher: Watcher = async (call, effect) => {
    const { file, verb, what } = call
    const syncs = verb === 'datasync' || verb === 'sync'
    // A folder is written to for others as well: that one is only not to be asked again through the same descriptor.
    const synced = verb === 'datasync' ? what : file
    if (syncs && this.#failedSyncs.has(synced)) this.syncedAgain.push(nameOf(call))
    const code = this.#failureOf(call)
    if (code === undefined) {
      const result = await effect()
      if (verb === 'unlink') this.#failedSyncs.delete(what)
      return result
    }
    this.hit ??= call
    // A close that fails has closed.
    if (verb === 'close') await effect()
    if (syncs) this.#failedSyncs.add(synced)
    throw verb === 'database' ? refusedByDatabase(code) : refusedBySystem(code, call)
  }

  #failureOf(call: StorageCall): ErrorCode | undefined {
    if (this.#armed === undefined) return undefined
    const { at, code, lasting } = this.#armed
    if (!lasting) return call.number === at ? code : undefined
    return call.number >= at && canBefall(code, call.verb) ? code : undefined
  }
}

function refusedBySystem(code: ErrorCode, call: StorageCall): Error {
  return Object.assign(new Error(`${code}: injected into ${nameOf(call)}`), { code })
}

/** In the words of the metadata store, which has its own tests for when it says so. */
function refusedByDatabase(code: ErrorCode): RegistryError {
  return new RegistryError('UNAVAILABLE', `${code}: injected into the database`, { status: statusOf(code) })
}
