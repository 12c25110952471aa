import { RegistryError } from '@berth/spec/errors'
import { type Outcome, runBatch, unavailable, type Write } from './batch.ts'
import { type Database, first } from './connection.ts'

const SQLITE_IOERR = 10

/** Runs batches of writes on one connection, through faults of the disk. */
export class GroupCommit {
  readonly #db: Database
  readonly #makeRoom: () => boolean
  #logIsSuspect = false

  /** @param makeRoom is called when the disk is full. True when that has helped. */
  constructor(db: Database, makeRoom: () => boolean = () => false) {
    this.#db = db
    this.#makeRoom = makeRoom
  }

  /** The outcomes are true once this returns. */
  run(batch: readonly Write[]): Outcome[] {
    const outcomes = this.#run(batch)
    // Also when only some have failed for want of room: the others are done, and must not be done twice.
    const failed = [...outcomes.keys()].filter((index) => isForWantOfRoom(outcomes[index]))
    if (failed.length === 0 || !this.#makeRoom()) return outcomes
    const again = this.#run(failed.map((index) => batch[index] as Write))
    for (const [position, index] of failed.entries()) outcomes[index] = again[position] as Outcome
    return outcomes
  }

  #run(batch: readonly Write[]): Outcome[] {
    try {
      if (this.#logIsSuspect) this.#replaceLog()
    } catch (cause) {
      const error = unavailable('written', cause)
      return batch.map(() => ({ ok: false, error }))
    }
    const outcomes = runBatch(this.#db, batch)
    this.#logIsSuspect ||= outcomes.some(isInputOutputError)
    return outcomes
  }

  /**
   * After a failed sync the kernel may have dropped what it could not write, and a later sync of the same file would
   * call that a success: a commit after it would be durable but for a gap before it, at which a recovery stops. So all
   * that is in the log goes into the database file, and a new log is begun, before anything is promised again.
   */
  #replaceLog(): void {
    const done = first<{ busy: number }>(this.#db, 'PRAGMA wal_checkpoint(TRUNCATE)')
    if (done?.busy !== 0) throw new Error('the log of the database is in use')
    this.#logIsSuspect = false
  }
}

function isForWantOfRoom(outcome: Outcome | undefined): boolean {
  return outcome?.ok === false && outcome.error instanceof RegistryError && outcome.error.status === 507
}

function isInputOutputError(outcome: Outcome): boolean {
  if (outcome.ok || !(outcome.error instanceof Error)) return false
  const { cause } = outcome.error
  return cause instanceof Error && 'errcode' in cause && (Number(cause.errcode) & 0xff) === SQLITE_IOERR
}
