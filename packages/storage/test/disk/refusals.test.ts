import { rm } from 'node:fs/promises'
import { RegistryError } from '@berth/spec/errors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FilesystemBlobStore } from '../../src/blob-store/filesystem.ts'
import { ComposedStorage } from '../../src/composed-storage.ts'
import { layOut } from '../../src/data-folder.ts'
import type { Storage } from '../../src/index.ts'
import { SqliteMetadata } from '../../src/metadata/sqlite.ts'
import { byTag, name, pull, pushImage } from '../fixtures.ts'
import { DrivenFiles } from './driven-files.ts'
import { canBefall, canRead, type ErrorCode, errorCodes, Injection, matters, statusOf } from './injection.ts'
import { type Operation, operations } from './operations.ts'
import { quickFolder } from './stops.ts'
import { nameOf, StorageCalls, type Verb } from './storage-calls.ts'

let folder: string
let storage: Storage
let files: DrivenFiles
const calls = new StorageCalls()
const injection = new Injection()
const unhandled: unknown[] = []
const remember = (reason: unknown) => unhandled.push(reason)

beforeAll(async () => {
  process.on('unhandledRejection', remember)
  folder = await quickFolder()
  await layOut(folder)
  files = new DrivenFiles(folder, calls)
  calls.watcher = injection.watcher
})
afterAll(async () => {
  await rm(folder, { recursive: true })
  process.off('unhandledRejection', remember)
})

/** A storage of its own, with an acknowledged image in it. What others have left in the folder it knows nothing of. */
async function open(): Promise<void> {
  await (storage as Storage | undefined)?.close()
  const metadata = SqliteMetadata.inMemory()
  const write = metadata.write.bind(metadata)
  metadata.write = (what, args) => calls.make({ verb: 'database', what }, () => write(what, args))
  const blobs = new FilesystemBlobStore(folder, undefined, files)
  storage = new ComposedStorage({ metadata, blobs }, {}, () => metadata.close())
  await pushImage(storage.repository(name('team/app')), ['kept'])
}

/** The calls the operation makes when nothing is refused, in order. */
async function callsOf(operation: Operation): Promise<Verb[]> {
  await open()
  const instance = await operation.prepare(storage, folder)
  calls.restart()
  const verbs: Verb[] = []
  calls.watcher = (call, effect) => {
    verbs.push(call.verb)
    return effect()
  }
  await instance.attempt()
  calls.watcher = injection.watcher
  return verbs
}

/** Refuses one call of an operation, then lets it be tried again. What went wrong, in words. */
async function refuse(
  operation: Operation,
  at: number,
  code: ErrorCode,
  lasting: boolean,
): Promise<string[]> {
  if (operation.alone) await open()
  const instance = await operation.prepare(storage, folder)
  injection.arm(at, code, lasting)
  calls.restart()
  const error = await instance.attempt().then(
    () => undefined,
    (reason: unknown) => ({ reason }),
  )
  const found: string[] = []
  const { hit } = injection
  if (error !== undefined && !isRefusal(error.reason, code))
    found.push(`it was rejected with ${String(error.reason)}`)
  const { fresh } = instance
  if (error !== undefined && fresh !== undefined && storage.repository(name('team/app')).statBlob(fresh))
    found.push('it was refused, and its content is there')
  if (lasting) found.push(...(await readsGoOn(canRead(code))).map((words) => `while it lasts, ${words}`))
  injection.relieve()
  if (error === undefined && hit !== undefined && matters(hit) && !operation.forgiving)
    found.push('it was acknowledged all the same')
  if (error === undefined && hit !== undefined && !(await instance.isDone()))
    found.push('it was not refused and is not done')
  if (error !== undefined) {
    try {
      await instance.attempt()
      if (!(await instance.isDone())) found.push('tried again, it was acknowledged and is not done')
    } catch (again) {
      found.push(`tried again, it was refused: ${String(again)}`)
    }
  }
  found.push(...(await readsGoOn(true)))
  if (files.opened.size > 0) found.push(`left open: ${[...files.opened.values()].join(', ')}`)
  files.opened.clear()
  found.push(...injection.syncedAgain.splice(0).map((what) => `synced again after a failed sync: ${what}`))
  const where = hit === undefined ? `call ${at}` : nameOf(hit)
  return found.map((words) => `${operation.name}, ${code} ${lasting ? 'from' : 'at'} ${where}: ${words}`)
}

function isRefusal(error: unknown, code: ErrorCode): boolean {
  return error instanceof RegistryError && error.code === 'UNAVAILABLE' && error.status === statusOf(code)
}

async function readsGoOn(content: boolean): Promise<string[]> {
  const repository = storage.repository(name('team/app'))
  try {
    const manifest = repository.getManifest(byTag('kept'))
    if (manifest === undefined) return ['an acknowledged manifest is gone']
    if (!repository.listTags({ limit: 10 }).items.includes('kept' as never))
      return ['an acknowledged tag is gone']
    const { config } = JSON.parse(Buffer.from(manifest.bytes).toString())
    if (repository.statBlob(config.digest) === undefined) return ['an acknowledged blob is gone']
    if (content && (await pull(repository, config.digest)).toString() !== '{}')
      return ['an acknowledged blob is wrong']
    return []
  } catch (error) {
    return [`a read of what was acknowledged fails: ${String(error)}`]
  }
}

describe('whatever call of it is refused, by whatever error, once or for a while', () => {
  it.each(operations)(
    '$name fails with UNAVAILABLE, and is done when it is tried again',
    async (operation) => {
      const verbs = await callsOf(operation)
      const found: string[] = []
      for (const [index, verb] of verbs.entries()) {
        for (const code of errorCodes) {
          found.push(...(await refuse(operation, index + 1, code, false)))
          // A state begins to tell at the first call it keeps from working.
          if (canBefall(code, verb)) found.push(...(await refuse(operation, index + 1, code, true)))
        }
      }
      // Turns in which a rejection nobody took would be told of.
      for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve))
      expect([found.length, found.slice(0, 30)]).toEqual([0, []])
      expect(unhandled).toEqual([])
    },
  )
})
