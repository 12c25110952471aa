import type { Database } from './connection.ts'
import { GroupCommit } from './group-commit.ts'
import type { WriteArguments, WriteName, WriteResult } from './writes.ts'

/** Runs writes one after the other. Readers on other connections see a write once its promise has resolved. */
export interface Writer {
  /** @throws {RegistryError} what the write throws; UNAVAILABLE when it could not be made durable. */
  run<Name extends WriteName>(name: Name, args: WriteArguments<Name>): Promise<WriteResult<Name>>
  /** Finishes the writes under way; later ones are refused. */
  close(): Promise<void>
}

/** Writes on the calling thread and connection: for a database in memory, where there is no disk to wait for. */
export class InlineWriter implements Writer {
  readonly #commit: GroupCommit

  constructor(db: Database) {
    this.#commit = new GroupCommit(db)
  }

  async run<Name extends WriteName>(name: Name, args: WriteArguments<Name>): Promise<WriteResult<Name>> {
    const [outcome] = this.#commit.run([{ name, args }])
    if (outcome === undefined) throw new Error(`the write ${name} had no outcome`)
    if (!outcome.ok) throw outcome.error
    return outcome.value as WriteResult<Name>
  }

  async close(): Promise<void> {}
}
