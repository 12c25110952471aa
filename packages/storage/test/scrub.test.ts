import { randomBytes } from 'node:crypto'
import { readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Digest } from '@berth/digest'
import { describe, expect, it, vi } from 'vitest'
import { openMemoryStorage, ScrubUnderWay } from '../src/index.ts'
import { Pace } from '../src/integrity/pace.ts'
import type { Repository, StorageEvent } from '../src/storage.ts'
import {
  blobPath,
  flipBit,
  name,
  openFiles,
  openFolder,
  pull,
  pushBlob,
  temporaryFolder,
} from './fixtures.ts'

const repositoryName = name('a/b')

async function pushSome(repository: Repository, count: number, size = 1000): Promise<Digest[]> {
  const digests: Digest[] = []
  for (let index = 0; index < count; index++) digests.push(await pushBlob(repository, randomBytes(size)))
  return digests
}

describe('a scrub', () => {
  it('finds all that is damaged or missing and nothing else, on a thread of its own', async () => {
    const folder = await temporaryFolder()
    const events: StorageEvent[] = []
    const storage = await openFolder(folder, { onEvent: (event) => events.push(event) })
    const repository = storage.repository(repositoryName)
    const digests = await pushSome(repository, 12)
    const big = await pushBlob(repository, randomBytes(1_000_000))
    const [missing = big, ...damaged] = [...digests.slice(0, 5), big]
    for (const digest of damaged) await flipBit(blobPath(folder, digest), 500)
    await rm(blobPath(folder, missing))

    const report = await storage.scrub()
    expect(report).toMatchObject({ finished: true, blobs: 13, known: 0 })
    expect(report.bytes).toBeGreaterThanOrEqual(11_000 + 1_000_000)
    expect(report.events).toMatchObject({ 'blob.damaged': 5, 'blob.missing': 1, 'blob.misread': 0 })
    expect(new Set(events.map((event) => event.digest))).toEqual(new Set([missing, ...damaged]))
    expect(await readdir(join(folder, 'quarantine'))).toHaveLength(5)
    for (const digest of [missing, ...damaged]) expect(repository.statBlob(digest)).toBeUndefined()
    for (const digest of digests.slice(5)) expect(repository.statBlob(digest)).toBeDefined()
    expect(storage.lastScrub()).toEqual(report)
  })

  it('of a storage in memory reads everything too', async () => {
    const storage = await openMemoryStorage()
    await pushSome(storage.repository(repositoryName), 3)
    expect(await storage.scrub()).toMatchObject({ finished: true, blobs: 3, bytes: 3000 })
    await storage.close()
  })

  it('leaves what is known to be missing alone, and shows it again when its file is back', async () => {
    const { folder, storage } = await openFiles()
    const repository = storage.repository(repositoryName)
    const [digest = await pushBlob(repository, '')] = await pushSome(repository, 1)
    const path = blobPath(folder, digest)
    await rename(path, `${path}.lost`)
    expect((await storage.scrub()).events['blob.missing']).toBe(1)
    expect(await storage.scrub()).toMatchObject({ known: 1, events: { 'blob.missing': 0 } })
    await rename(`${path}.lost`, path)
    expect(await storage.scrub()).toMatchObject({ known: 0, events: { 'blob.restored': 1 } })
    expect(await pull(repository, digest)).toHaveLength(1000)
  })

  it('sets a damaged file aside also when a crash came between the row and the file', async () => {
    const { folder, storage, metadata } = await openFiles()
    const [digest] = await pushSome(storage.repository(repositoryName), 1)
    if (digest === undefined) throw new Error('not pushed')
    await flipBit(blobPath(folder, digest), 1)
    const event = { at: 1, kind: 'blob.damaged', digest, detail: 'is something else' } as const
    await metadata.write('recordLoss', { generation: 1, event })
    expect(await storage.scrub()).toMatchObject({ known: 1 })
    expect(await readdir(join(folder, 'quarantine'))).toHaveLength(1)
  })

  it('that was stopped goes on where it was, and counts as done only at its end', async () => {
    const folder = await temporaryFolder()
    const storage = await openFolder(folder)
    await pushSome(storage.repository(repositoryName), 30)
    const stopping = new AbortController()
    // Slow enough to be stopped in the middle: a file counts as 64 KiB at least.
    const stopped = storage.scrub({
      bytesPerSecond: 400_000,
      signal: stopping.signal,
      onProgress: () => stopping.abort(),
    })
    const first = await stopped
    expect(first.finished).toBe(false)
    expect(storage.lastScrub()).toBeUndefined()
    const rest = await storage.scrub({ resume: true })
    expect(rest.finished).toBe(true)
    expect(first.blobs + rest.blobs).toBe(30)
    expect(await storage.scrub({ resume: true })).toMatchObject({ blobs: 30 })
  })

  it('names what it has found while it runs, and in its report', async () => {
    const folder = await temporaryFolder()
    const events: StorageEvent[] = []
    const storage = await openFolder(folder, { onEvent: (event) => events.push(event) })
    const [damaged] = await pushSome(storage.repository(repositoryName), 5)
    if (damaged === undefined) throw new Error('not pushed')
    await flipBit(blobPath(folder, damaged), 5)
    // One file a second: the first is found out about long before the last.
    const scrub = storage.scrub({ bytesPerSecond: 64 * 1024 })
    await vi.waitFor(() => expect(storage.scrubbing()?.found).toHaveLength(1), 10_000)
    expect(storage.scrubbing()).toMatchObject({ events: { 'blob.damaged': 1 }, found: events })
    await storage.close()
    expect((await scrub).found).toEqual(events)
    expect(events.map((event) => event.digest)).toEqual([damaged])
  })

  it('is one at a time, unless the one under way gives way', async () => {
    const storage = await openFolder(await temporaryFolder())
    await pushSome(storage.repository(repositoryName), 5)
    const slow = storage.scrub({ bytesPerSecond: 1, givesWay: true })
    await expect(storage.scrub({ givesWay: true })).rejects.toThrow(ScrubUnderWay)
    const asked = storage.scrub()
    expect(storage.scrubbing()).toMatchObject({ givesWay: false })
    await expect(storage.scrub()).rejects.toThrow(ScrubUnderWay)
    expect(await slow).toMatchObject({ finished: false })
    expect(await asked).toMatchObject({ finished: true, blobs: 5 })
    expect(storage.scrubbing()).toBeUndefined()
    expect(storage.lastScrub()).toEqual(await asked)
  })

  it('that is stopped before where one before it was takes nothing from that one', async () => {
    const { storage, metadata } = await openFiles()
    await pushSome(storage.repository(repositoryName), 10)
    const content = metadata.contentAfter(0, 10)
    const eighth = String(content[7]?.id)
    await metadata.write('setProperty', { key: 'scrub_position', value: eighth })
    expect(await storage.scrub({ signal: AbortSignal.abort() })).toMatchObject({ finished: false })
    expect(await storage.scrub({ resume: true })).toMatchObject({ finished: true, blobs: 2 })
  })

  it('ends when the storage is closed', async () => {
    const storage = await openFolder(await temporaryFolder())
    await pushSome(storage.repository(repositoryName), 5)
    const running = storage.scrub({ bytesPerSecond: 1 })
    await storage.close()
    expect(await running).toMatchObject({ finished: false })
  })
})

describe('a pace', () => {
  it('takes as long as the rate says', async () => {
    const pace = new Pace(1_000_000, new AbortController().signal)
    const start = performance.now()
    for (let round = 0; round < 10; round++) await pace.spend(40_000)
    // 400 ms, less the burst that may be caught up on.
    expect(performance.now() - start).toBeGreaterThan(250)
  })
})
