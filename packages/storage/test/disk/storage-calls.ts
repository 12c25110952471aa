/** What a storage asks of the world below it: the functions of a file system, and writes to the database. */
export type Verb =
  | 'open'
  | 'create'
  | 'read'
  | 'writev'
  | 'fstat'
  | 'truncate'
  | 'datasync'
  | 'sync'
  | 'close'
  | 'rename'
  | 'unlink'
  | 'stat'
  | 'access'
  | 'readdir'
  | 'database'

/** One such call, in words for people: `rename uploads/1 -> blobs/sha256/ab/abcd`. */
export interface StorageCall {
  readonly number: number
  readonly verb: Verb
  readonly what: string
  /** The open file it is made on, where there is one. */
  readonly file: object | undefined
}

/** Who stands between a storage and the world: lets the call have its effect, or does something else. */
export type Watcher = <Result>(call: StorageCall, effect: () => Promise<Result>) => Promise<Result>

/** All calls of one storage in the order they are made, each of them through the watcher. */
export class StorageCalls {
  watcher: Watcher = (_, effect) => effect()
  #count = 0

  make<Result>(
    call: { verb: Verb; what: string; file?: object },
    effect: () => Promise<Result>,
  ): Promise<Result> {
    this.#count += 1
    return this.watcher({ number: this.#count, file: undefined, ...call }, effect)
  }

  /** The next call is the first one again. */
  restart(): void {
    this.#count = 0
  }
}

export function nameOf({ number, verb, what }: StorageCall): string {
  return `call ${number} (${verb} ${what})`
}
