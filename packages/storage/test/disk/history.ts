import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { Digest } from '@berth/digest'
import { FilesystemBlobStore } from '../../src/blob-store/filesystem.ts'
import { bootId } from '../../src/boot.ts'
import { ComposedStorage } from '../../src/composed-storage.ts'
import { databasePath, layOut } from '../../src/data-folder.ts'
import type { Storage } from '../../src/index.ts'
import { type Database, first, openWriting } from '../../src/metadata/connection.ts'
import { migrate } from '../../src/metadata/schema.ts'
import { SqliteMetadata } from '../../src/metadata/sqlite.ts'
import { recordCleanStop, recoverUploads } from '../../src/recovery.ts'
import { blobPath } from '../fixtures.ts'
import { Client } from './client.ts'
import { Disk, type Files } from './disk.ts'
import { DrivenFiles } from './driven-files.ts'
import { type Knowledge, Ledger } from './ledger.ts'
import { nameOf, type StorageCall, StorageCalls } from './storage-calls.ts'

/** The database's files. No checkpoint runs while a history is written, so its log only grows. */
export interface DatabaseFiles {
  readonly main: Buffer
  readonly log: Buffer
  /** So much of the log was synced. */
  readonly durable: number
}

/** All there is when a process or a machine stops, and what the clients know then. */
export interface Moment {
  /** Which history it is one of. */
  readonly history: number
  readonly call: StorageCall
  readonly when: 'before' | 'after'
  readonly disk: Disk
  readonly database: DatabaseFiles
  readonly knowledge: Knowledge
}

export function wordsOf({ call, when, knowledge }: Moment): string {
  const under = knowledge.pending.map(({ words }) => words).join(', ')
  return `stopped ${when} ${nameOf(call)}${under === '' ? '' : ` in a ${under}`}`
}

/** Ways to build a storage wrongly that show in what becomes durable. */
export interface Sabotage {
  readonly fileSync?: 'left out'
  readonly folderSync?: 'left out'
  readonly databaseSync?: 'left out'
}

export interface History {
  readonly moments: readonly Moment[]
  readonly ledger: Ledger
  /** Every content there ever was, in the order it came. */
  readonly contents: ReadonlyMap<Digest, Buffer>
}

let histories = 0

/** Lets the disk go bad. */
export type Damage = (digest: Digest, how: 'flipped' | 'gone') => Promise<void>

/**
 * Runs a script on a storage, and writes down what there is before and after each call it makes. A process that is
 * gone changes nothing any more: what it leaves is what there is at that moment, so one run shows every death.
 * @param from what a kill at that moment has left is in the folder already.
 */
export async function record(
  folder: string,
  script: (client: Client, damage: Damage, storage: Storage) => Promise<void>,
  { from, sabotage = {} }: { from?: Moment; sabotage?: Sabotage } = {},
): Promise<History> {
  histories += 1
  const history = histories
  await layOut(folder)
  const disk = new Disk(from?.disk)
  const calls = new StorageCalls()
  const files = new DrivenFiles(folder, calls, disk)
  const database = openRecorded(folder)
  const metadata = SqliteMetadata.over(database.db)
  const blobs = new FilesystemBlobStore(folder, undefined, files)
  const write = metadata.write.bind(metadata)
  metadata.write = (name, args) =>
    calls.make({ verb: 'database', what: name }, async () => {
      try {
        return await write(name, args)
      } finally {
        database.written()
      }
    })
  const storage = new ComposedStorage({ metadata, blobs }, {}, () => metadata.close())
  const ledger = new Ledger(from?.knowledge)
  const client = new Client(storage, ledger)

  const moments: Moment[] = []
  const lookAround = (call: StorageCall, when: Moment['when']) =>
    moments.push({
      history,
      call,
      when,
      disk: new Disk(disk),
      database: database.now(),
      knowledge: ledger.now(),
    })
  calls.watcher = async (call, effect) => {
    lookAround(call, 'before')
    const { fileSync, folderSync } = sabotage
    const leftOut = (call.verb === 'datasync' && fileSync) || (call.verb === 'sync' && folderSync)
    try {
      // Both resolve to nothing.
      return leftOut ? (undefined as never) : await effect()
    } finally {
      lookAround(call, 'after')
    }
  }
  const damage: Damage = async (digest, how) => {
    const path = blobPath(folder, digest)
    const bytes = how === 'gone' ? undefined : flipped(await readFile(path))
    await (bytes === undefined ? rm(path) : writeFile(path, bytes))
    disk.damage(relative(folder, path), bytes)
  }
  try {
    await recoverUploads(metadata, blobs, bootId())
    await script(client, damage, storage)
    if (from === undefined) await recordCleanStop(metadata)
  } finally {
    database.ended()
    await storage.close()
  }
  assertSame(disk.afterKill(), new Map(filesIn(folder)))
  if (files.opened.size > 0) throw new Error(`left open: ${[...files.opened.values()].join(', ')}`)
  return { moments, ledger, contents: client.contents }

  function openRecorded(root: string) {
    const location = databasePath(root)
    if (from === undefined) {
      const setup = openWriting(location)
      migrate(setup)
      setup.close()
    }
    const db = openWriting(location)
    db.exec('PRAGMA wal_autocheckpoint = 0')
    const main = readFileSync(location)
    let length = lengthOfLog(location)
    let durable = from?.database.durable ?? 0
    let whole: Buffer | undefined
    const since = (end: number, synced: number): DatabaseFiles => ({
      main,
      durable: synced,
      // A log only grows: what it was is the start of what it has become.
      get log() {
        if (whole === undefined) throw new Error('the history is still being written')
        return whole.subarray(0, end)
      },
    })
    let now = since(length, durable)
    return {
      db,
      now: () => now,
      written() {
        length = lengthOfLog(location)
        if (isSynced(db) && sabotage.databaseSync === undefined) durable = length
        now = since(length, durable)
      },
      ended() {
        whole = readFileSync(`${location}-wal`)
      },
    }
  }
}

/** The model of the disk is what is on the disk: else nothing that is made from it means anything. */
function assertSame(model: Files, disk: Files): void {
  const unlike = [...new Set([...model.keys(), ...disk.keys()])].filter((path) => {
    const [inModel, onDisk] = [model.get(path), disk.get(path)]
    return inModel === undefined || onDisk === undefined || !inModel.equals(onDisk)
  })
  if (unlike.length > 0) throw new Error(`the model of the disk is wrong about ${unlike.join(', ')}`)
}

function* filesIn(folder: string): Generator<[path: string, bytes: Buffer]> {
  for (const place of ['uploads', 'quarantine', 'blobs']) {
    for (const entry of readdirSync(join(folder, place), { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isFile()) yield [relative(folder, path), readFileSync(path)]
    }
  }
}

function lengthOfLog(location: string): number {
  return statSync(`${location}-wal`, { throwIfNoEntry: false })?.size ?? 0
}

/** Whether the last commit waited for the disk: what the connection was set to, whatever was meant. */
function isSynced(db: Database): boolean {
  return first<{ synchronous: number }>(db, 'PRAGMA synchronous')?.synchronous === 2
}

function flipped(bytes: Buffer): Buffer {
  const wrong = Buffer.from(bytes)
  wrong[0] = (wrong[0] ?? 0) ^ 0b100
  return wrong
}

/** Puts what a stop has left into a folder that was laid out. Here: it is in memory, and a hundred times as many. */
export function putBack(folder: string, files: Files, { main, log }: Omit<DatabaseFiles, 'durable'>): void {
  writeFileSync(databasePath(folder), main)
  writeFileSync(`${databasePath(folder)}-wal`, log)
  for (const [path, bytes] of files) writeFileSync(join(folder, path), bytes)
}
