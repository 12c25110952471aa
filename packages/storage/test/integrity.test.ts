import { randomBytes, randomUUID } from 'node:crypto'
import { readdir, rename, rm, truncate } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Digest, digestOf } from '@berth/digest'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { BlobStore } from '../src/blob-store.ts'
import { ComposedStorage } from '../src/composed-storage.ts'
import { DigestLocks } from '../src/digest-locks.ts'
import { IntegrityDesk } from '../src/integrity/desk.ts'
import { StoredRepository } from '../src/repository.ts'
import { unlimitedRoom } from '../src/room.ts'
import { RunningHashes } from '../src/running-hashes.ts'
import type { Repository, StorageEvent } from '../src/storage.ts'
import {
  blobPath,
  byDigest,
  byTag,
  bytesOf,
  flipBit,
  name,
  openFiles,
  openFolder,
  pull,
  pushBlob,
  pushImage,
  temporaryFolder,
} from './fixtures.ts'

const repositoryName = name('a/b')

/** Sizes around that of one chunk, which is checked before anything is read, and of several. */
const CHUNK = 256 * 1024
const large = randomBytes(3 * CHUNK + 7)

/** Files with a place where they tell what happens to them. */
async function openWatched() {
  const events: StorageEvent[] = []
  const opened = await openFiles({ onEvent: (event) => events.push(event) })
  return { ...opened, events, repository: opened.storage.repository(repositoryName) }
}

const kindsOf = (events: readonly StorageEvent[]) => events.map((event) => event.kind)

/** The bytes a reader gets before the end or the error. */
async function bytesGot(repository: Repository, digest: Digest): Promise<{ bytes: number; error?: unknown }> {
  const blob = await repository.openBlob(digest)
  if (blob === undefined) throw new Error('unknown')
  let bytes = 0
  try {
    for await (const chunk of blob.read()) bytes += chunk.byteLength
    return { bytes }
  } catch (error) {
    return { bytes, error }
  } finally {
    await blob.close()
  }
}

describe('content that was damaged on the disk', () => {
  it.each([1, 1000, CHUNK])('and has %i bytes is refused before a byte of it is read', async (size) => {
    const { folder, repository } = await openWatched()
    const digest = await pushBlob(repository, randomBytes(size))
    await flipBit(blobPath(folder, digest), size - 1)
    await expect(repository.openBlob(digest)).rejects.toMatchObject({ code: 'UNKNOWN', status: 500 })
  })

  it('is refused also to whoever asks for a part of it', async () => {
    const { folder, repository } = await openWatched()
    const digest = await pushBlob(repository, 'some content')
    await flipBit(blobPath(folder, digest), 0)
    await expect(pull(repository, digest, { start: 5, end: 12 })).rejects.toMatchObject({ code: 'UNKNOWN' })
  })

  it.each([0, CHUNK, large.length - 1])(
    'and is large never comes to its end, wherever it is damaged (byte %i)',
    async (at) => {
      const { folder, repository } = await openWatched()
      const digest = await pushBlob(repository, large)
      await flipBit(blobPath(folder, digest), at)
      const { bytes, error } = await bytesGot(repository, digest)
      expect(error).toMatchObject({ code: 'UNKNOWN' })
      expect(bytes).toBe(3 * CHUNK)
    },
  )

  it('is unknown and set aside once that is certain, and there again after a push of the same size', async () => {
    const { folder, repository, storage, events, metadata } = await openWatched()
    const digest = await pushBlob(repository, large)
    await pushBlob(storage.repository(name('other')), large)
    await flipBit(blobPath(folder, digest), 5)
    await bytesGot(repository, digest)
    await vi.waitFor(async () => expect(await readdir(join(folder, 'quarantine'))).toHaveLength(1))
    expect(repository.statBlob(digest)).toBeUndefined()
    expect(await repository.openBlob(digest)).toBeUndefined()

    await pushBlob(repository, large)
    for (const place of [repository, storage.repository(name('other'))])
      expect(Buffer.compare(await pull(place, digest), large)).toBe(0)
    expect(kindsOf(events)).toEqual(['blob.damaged', 'blob.healed'])
    expect(kindsOf(metadata.listEvents(10))).toEqual(['blob.healed', 'blob.damaged'])
    expect(metadata.listEvents(10)[1]).toEqual(events[0])
    expect(storage.eventCounts()).toMatchObject({ 'blob.damaged': 1, 'blob.healed': 1, 'blob.missing': 0 })
  })

  it('is healed by a push of the same size also before anybody has noticed', async () => {
    const { folder, repository } = await openWatched()
    const digest = await pushBlob(repository, 'some content')
    await flipBit(blobPath(folder, digest), 3)
    await pushBlob(repository, 'some content')
    expect((await pull(repository, digest)).toString()).toBe('some content')
  })
})

describe('content that is not there', () => {
  it('is an error once, then unknown, and there again after a push', async () => {
    const { folder, repository, events } = await openWatched()
    const digest = await pushBlob(repository, 'some content')
    for (const lose of [() => rm(blobPath(folder, digest)), () => truncate(blobPath(folder, digest), 3)]) {
      await lose()
      await expect(repository.openBlob(digest)).rejects.toMatchObject({ code: 'UNKNOWN' })
      expect(repository.statBlob(digest)).toBeUndefined()
      await pushBlob(repository, 'some content')
      expect((await pull(repository, digest)).toString()).toBe('some content')
    }
    expect(kindsOf(events)).toEqual(['blob.missing', 'blob.healed', 'blob.damaged', 'blob.healed'])
  })

  it('because a whole folder is gone stays known: that is a mount, not a loss', async () => {
    const { folder, repository, events } = await openWatched()
    const digest = await pushBlob(repository, 'some content')
    const shard = dirname(blobPath(folder, digest))
    await rename(shard, `${shard}.away`)
    await expect(repository.openBlob(digest)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await rename(`${shard}.away`, shard)
    expect((await pull(repository, digest)).toString()).toBe('some content')
    expect(events).toEqual([])
  })
})

describe('content that is right', () => {
  it('stays known when one read of it was wrong', async () => {
    const { blobs, metadata } = await openFiles()
    let wrong = true
    const flaky: BlobStore['open'] = async (digest, size) => {
      const blob = await blobs.open(digest, size)
      if (!wrong) return blob
      wrong = false
      return {
        ...blob,
        async *read() {
          yield Buffer.alloc(size)
        },
      }
    }
    const events: StorageEvent[] = []
    const flakyBlobs: BlobStore = {
      open: flaky,
      stage: (...given) => blobs.stage(...given),
      discard: (id) => blobs.discard(id),
      confirm: (digest, size) => blobs.confirm(digest, size),
      staged: () => blobs.staged(),
      quarantine: (digest) => blobs.quarantine(digest),
      check: () => blobs.check(),
    }
    const options = { onEvent: (event: StorageEvent) => events.push(event) }
    const storage = new ComposedStorage({ metadata, blobs: flakyBlobs }, options, async () => {})
    const repository = storage.repository(repositoryName)
    const digest = await pushBlob(repository, 'some content')
    await expect(repository.openBlob(digest)).rejects.toMatchObject({ code: 'UNKNOWN' })
    expect((await pull(repository, digest)).toString()).toBe('some content')
    expect(kindsOf(events)).toEqual(['blob.misread'])
  })

  it('gets the right fingerprint when a wrong one is recorded', async () => {
    const { repository, metadata, events } = await openWatched()
    const digest = await pushBlob(repository, 'some content')
    const event = { at: 1, kind: 'blob.fingerprint', digest, detail: 'spoilt by the test' } as const
    await metadata.write('correctFingerprint', { generation: 1, fingerprint: '0'.repeat(16), event })
    await expect(repository.openBlob(digest)).rejects.toMatchObject({ code: 'UNKNOWN' })
    expect((await pull(repository, digest)).toString()).toBe('some content')
    expect(kindsOf(events)).toEqual(['blob.fingerprint'])
  })
})

describe('damage that was found', () => {
  /** A repository, and the desk it shares with whoever finds damage. */
  async function openDesk() {
    const { folder, blobs, metadata } = await openFiles()
    const locks = new DigestLocks()
    const integrity = new IntegrityDesk({ metadata, blobs }, locks, () => {})
    onTestFinished(() => integrity.close())
    const hooked = { published: async () => {} }
    const stage: BlobStore['stage'] = async (id, offset) => {
      const staged = await blobs.stage(id, offset)
      if (staged === undefined) return undefined
      const publish = staged.publish.bind(staged)
      staged.publish = async (digest) => {
        await publish(digest)
        await hooked.published()
      }
      return staged
    }
    const withHook: BlobStore = {
      stage,
      open: (...given) => blobs.open(...given),
      discard: (id) => blobs.discard(id),
      confirm: (digest, size) => blobs.confirm(digest, size),
      staged: () => blobs.staged(),
      quarantine: (digest) => blobs.quarantine(digest),
      check: () => blobs.check(),
    }
    const desk = {
      metadata,
      blobs: withHook,
      room: unlimitedRoom,
      hashes: new RunningHashes(),
      underWay: new Map(),
      unrecorded: new Map(),
      published: new Map(),
      locks,
      integrity,
      opening: randomUUID(),
    }
    const options = {
      sparse: false,
      maxManifestBytes: 1000,
      maxUploads: 10,
      maxUploadsPerPrincipal: 10,
      reserveBytes: 0,
      create: true,
      onEvent: () => {},
    }
    const repository = new StoredRepository(repositoryName, desk, options)
    return { folder, metadata, integrity, repository, hooked }
  }
  const found = { kind: 'damaged', detail: 'is something else' } as const

  it('does not touch content that was pushed again since', async () => {
    const { folder, metadata, integrity, repository } = await openDesk()
    const digest = await pushBlob(repository, 'some content')
    const looked = metadata.recordedContent(digest)
    if (looked === undefined) throw new Error('not recorded')
    await pushBlob(repository, 'some content')
    await integrity.settle(looked, found)
    expect((await pull(repository, digest)).toString()).toBe('some content')
    expect(await readdir(join(folder, 'quarantine'))).toEqual([])
  })

  it('does not take the file of a push that is between its file and its row', async () => {
    const { folder, metadata, integrity, repository, hooked } = await openDesk()
    const digest = await pushBlob(repository, 'some content')
    const looked = metadata.recordedContent(digest)
    if (looked === undefined) throw new Error('not recorded')
    let settled: Promise<unknown> | undefined
    hooked.published = async () => {
      settled = integrity.settle(looked, found)
      // Turns enough for it to take the content out of sight, if it were let.
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
    }
    await pushBlob(repository, bytesOf('some content'))
    await settled
    expect((await pull(repository, digest)).toString()).toBe('some content')
    expect(await readdir(join(folder, 'quarantine'))).toEqual([])
  })
})

describe('a manifest whose bytes changed in the database', () => {
  it('is never served, told of once, and right again after a push', async () => {
    const folder = await temporaryFolder()
    const events: StorageEvent[] = []
    const storage = await openFolder(folder, { onEvent: (event) => events.push(event) })
    const repository = storage.repository(repositoryName)
    const { digest } = await pushImage(repository, ['v1'], ['layer'])
    const db = new DatabaseSync(join(folder, 'meta.db'), { timeout: 5000 })
    db.exec("UPDATE manifest SET bytes = CAST(replace(CAST(bytes AS TEXT), '2', '3') AS BLOB)")
    db.close()

    for (const reference of [byTag('v1'), byDigest(digest)])
      expect(() => repository.getManifest(reference)).toThrow('is not what was pushed')
    await pushImage(repository, [], ['layer'])
    for (const reference of [byTag('v1'), byDigest(digest)])
      expect(digestOf(repository.getManifest(reference)?.bytes ?? bytesOf(''))).toBe(digest)
    expect(kindsOf(events)).toEqual(['manifest.damaged', 'manifest.healed'])
  })
})
