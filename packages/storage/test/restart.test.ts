import { appendFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type FileSystem, fileSystem } from '../src/blob-store/file-system.ts'
import { FilesystemBlobStore } from '../src/blob-store/filesystem.ts'
import { MemoryBlobStore } from '../src/blob-store/memory.ts'
import type { BlobStore } from '../src/blob-store.ts'
import { bootId } from '../src/boot.ts'
import { ComposedStorage } from '../src/composed-storage.ts'
import { layOut } from '../src/data-folder.ts'
import { openFilesystemStorage } from '../src/index.ts'
import { SqliteMetadata } from '../src/metadata/sqlite.ts'
import type { MetadataStore } from '../src/metadata-store.ts'
import { recoverUploads } from '../src/recovery.ts'
import {
  blobPath,
  broken,
  byTag,
  bytesOf,
  name,
  openFiles,
  openFolder,
  pieces,
  pull,
  pushBlob,
  pushImage,
  temporaryFolder,
} from './fixtures.ts'

const repositoryName = name('a/b')

describe('a storage that is opened again', () => {
  it('has everything that was pushed, and goes on with uploads where they were', async () => {
    const folder = await temporaryFolder()
    const before = await openFilesystemStorage(folder)
    await pushImage(before.repository(repositoryName), ['v1'], ['layer', 'hello'])
    const upload = await before
      .repository(repositoryName)
      .startUpload({ principal: 'alice', algorithm: 'sha512' })
    await upload.append(pieces('before '))
    const unused = await before.repository(repositoryName).startUpload({ principal: 'alice' })
    await before.close()
    expect(fingerprints(folder)).toContain(xxh3OfHello)

    const after = (await openFolder(folder)).repository(repositoryName)
    expect(after.statManifest(byTag('v1'))).toBeDefined()
    expect((await pull(after, digestOf(bytesOf('layer')))).toString()).toBe('layer')
    const resumed = after.openUpload(upload.id, 'alice')
    expect(resumed).toMatchObject({ offset: 7, algorithm: 'sha512' })
    await resumed.append(pieces('after'), 7)
    const digest = digestOf(bytesOf('before after'), 'sha512')
    await resumed.commit(digest)
    expect((await pull(after, digest)).toString()).toBe('before after')
    expect(after.openUpload(unused.id, 'alice').offset).toBe(0)
  })

  it('cuts off what a torn write left, drops sessions that lost bytes, and bytes without a session', async () => {
    const folder = await temporaryFolder()
    const before = await openFilesystemStorage(folder)
    const start = async () => {
      const upload = await before.repository(repositoryName).startUpload({ principal: 'alice' })
      await upload.append(pieces('promised'))
      return upload.id
    }
    const [torn, short, gone] = [await start(), await start(), await start()]
    await before.close()
    const staged = (id: string) => join(folder, 'uploads', id)
    await appendFile(staged(torn), 'garbage')
    await truncate(staged(short), 3)
    await rm(staged(gone))
    await writeFile(staged('stray'), 'nobody wrote this')

    const after = (await openFolder(folder)).repository(repositoryName)
    expect(await readdir(join(folder, 'uploads'))).toEqual([torn])
    for (const id of [short, gone]) expect(() => after.openUpload(id, 'alice')).toThrow('session')
    const resumed = after.openUpload(torn, 'alice')
    await resumed.append(pieces('!'), 8)
    await resumed.commit(digestOf(bytesOf('promised!')))
    expect((await pull(after, digestOf(bytesOf('promised!')))).toString()).toBe('promised!')
    expect(await readdir(join(folder, 'uploads'))).toEqual([])
  })

  it('drops unsynced bytes after a reboot nobody announced, and keeps them after a clean stop', async () => {
    const { folder, blobs, metadata, storage } = await openFiles()
    const repository = storage.repository(repositoryName)
    await recoverUploads(metadata, blobs, 'first boot')
    const upload = await repository.startUpload({ principal: 'alice' })
    await upload.append(pieces('bytes'))
    await metadata.write('setProperty', { key: 'clean_stop', value: 'yes' })
    await recoverUploads(metadata, blobs, 'second boot')
    expect(repository.openUpload(upload.id, 'alice').offset).toBe(5)
    await recoverUploads(metadata, blobs, 'second boot')
    expect(repository.openUpload(upload.id, 'alice').offset).toBe(5)
    await recoverUploads(metadata, blobs, 'third boot')
    expect(() => repository.openUpload(upload.id, 'alice')).toThrow('session')
    expect(await readdir(join(folder, 'uploads'))).toEqual([])
  })

  it('is not held up by the holds of writers that are gone', async () => {
    const blobs = new MemoryBlobStore()
    const metadata = SqliteMetadata.inMemory()
    const storage = new ComposedStorage({ metadata, blobs }, {}, () => metadata.close())
    const upload = await storage.repository(repositoryName).startUpload({ principal: 'alice' })
    const lease = { owner: 'a process that was killed', until: Date.now() + 60_000 }
    const key = { id: upload.id, repository: repositoryName, principal: 'alice' }
    await metadata.write('leaseUpload', { ...key, at: undefined, lease, now: Date.now() })
    await expect(upload.append(pieces('x'))).rejects.toMatchObject({ status: 409 })
    await recoverUploads(metadata, blobs, '')
    await upload.append(pieces('x'))
    await storage.close()
  })
})

describe('a commit', () => {
  /** Stores that write down the order of what is asked of them, and fail where a test says so. */
  function observed(fail: { publish?: Error; record?: Error } = {}) {
    const order: string[] = []
    const memory = new MemoryBlobStore()
    const blobs: BlobStore = {
      open: (...given) => memory.open(...given),
      discard: (id) => memory.discard(id),
      confirm: (digest, size) => memory.confirm(digest, size),
      staged: () => memory.staged(),
      quarantine: (given) => memory.quarantine(given),
      check: () => memory.check(),
      async stage(id, offset) {
        const staged = await memory.stage(id, offset)
        if (staged === undefined) return undefined
        const publish = staged.publish.bind(staged)
        staged.publish = async (digest) => {
          order.push('publish')
          if (fail.publish !== undefined) {
            await memory.discard(id)
            throw fail.publish
          }
          await publish(digest)
        }
        return staged
      },
    }
    const metadata: MetadataStore = SqliteMetadata.inMemory()
    const write = metadata.write.bind(metadata)
    metadata.write = async (name, args) => {
      order.push(name)
      if (name === 'commitUpload' && fail.record !== undefined) throw fail.record
      return await write(name, args)
    }
    const storage = new ComposedStorage({ metadata, blobs }, {}, () => metadata.close())
    const repository = storage.repository(repositoryName)
    return { order, memory, blobs, metadata, storage, repository, fail }
  }

  async function staged(repository: ReturnType<typeof observed>['repository']) {
    const upload = await repository.startUpload({ principal: 'alice' })
    await upload.append(pieces('content'))
    return upload
  }
  const digest = digestOf(bytesOf('content'))

  it('makes the content durable first, then records it, and answers last', async () => {
    const { order, repository, storage } = observed()
    const upload = await staged(repository)
    order.length = 0
    await upload.commit(digest)
    expect(order).toEqual(['leaseUpload', 'announceCommit', 'publish', 'commitUpload'])
    await storage.close()
  })

  it('that is cut short before the record shows no blob, until the database takes the record', async () => {
    const { fail, repository, storage } = observed({ record: new RegistryError('UNAVAILABLE', 'no disk') })
    const upload = await staged(repository)
    await expect(upload.commit(digest)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(repository.statBlob(digest)).toBeUndefined()
    await expect(upload.commit(digest)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(repository.statBlob(digest)).toBeUndefined()
    delete fail.record
    // The session is over, and what it was for is here.
    await expect(upload.commit(digest)).rejects.toMatchObject({ code: 'BLOB_UPLOAD_UNKNOWN' })
    expect((await pull(repository, digest)).toString()).toBe('content')
    await storage.close()
  })

  it('that a kill cuts short between name and record is finished at the next start', async () => {
    const killed = new RegistryError('UNAVAILABLE', 'killed')
    const { metadata, blobs, repository, storage } = observed({ record: killed })
    const upload = await staged(repository)
    await expect(upload.commit(digest)).rejects.toBe(killed)
    expect(repository.statBlob(digest)).toBeUndefined()
    await recoverUploads(metadata, blobs, '')
    expect(repository.statBlob(digest)).toEqual({ digest, size: 7 })
    expect((await pull(repository, digest)).toString()).toBe('content')
    expect(() => repository.openUpload(upload.id, 'alice')).toThrow('session')
    await storage.close()
  })

  it('that a kill cuts short before the name leaves the session to go on with', async () => {
    const { metadata, blobs, repository, storage } = observed()
    const upload = await staged(repository)
    const owner = 'a process that was killed'
    const key = { id: upload.id, repository: repositoryName, principal: 'alice' }
    const lease = { owner, until: Date.now() + 60_000 }
    await metadata.write('leaseUpload', { ...key, at: undefined, lease, now: Date.now() })
    await metadata.write('announceCommit', { id: upload.id, owner, digest, size: 7, fingerprint: '0' })
    await recoverUploads(metadata, blobs, bootId())
    expect(repository.statBlob(digest)).toBeUndefined()
    await repository.openUpload(upload.id, 'alice').commit(digest)
    expect((await pull(repository, digest)).toString()).toBe('content')
    await storage.close()
  })

  it('whose content could not be made durable is refused, and the session is over', async () => {
    const { fail, memory, repository, storage } = observed({
      publish: new RegistryError('UNAVAILABLE', 'no disk'),
    })
    const upload = await staged(repository)
    await expect(upload.commit(digest)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(repository.statBlob(digest)).toBeUndefined()
    expect(() => repository.openUpload(upload.id, 'alice')).toThrow('session')
    expect(await memory.staged()).toEqual(new Map())
    delete fail.publish
    await pushBlob(repository, 'content')
    await storage.close()
  })

  it('heals a file that was damaged or lost since', async () => {
    const { folder, storage } = await openFiles()
    const repository = storage.repository(repositoryName)
    await pushBlob(repository, 'content')
    const path = blobPath(folder, digest)
    for (const damage of [() => truncate(path, 3), () => rm(path)]) {
      await damage()
      await expect(repository.openBlob(digest)).rejects.toMatchObject({ code: 'UNKNOWN', status: 500 })
      await pushBlob(repository, 'content')
      expect(await readFile(path, 'utf8')).toBe('content')
    }
  })
})

describe('an append', () => {
  it('that the disk cuts short counts what is there, and goes on with the right digest', async () => {
    const memory = new MemoryBlobStore()
    const full = new RegistryError('UNAVAILABLE', 'the disk is full', { status: 507 })
    let failing = true
    const stage: BlobStore['stage'] = async (id, offset) => {
      const staged = await memory.stage(id, offset)
      const write = staged?.write.bind(staged)
      if (staged === undefined || write === undefined || !failing) return staged
      staged.write = async ([chunk = new Uint8Array()]) => {
        await write([chunk.subarray(0, 3)])
        throw full
      }
      return staged
    }
    const blobs: BlobStore = {
      stage,
      open: (...given) => memory.open(...given),
      discard: (id) => memory.discard(id),
      confirm: (digest, size) => memory.confirm(digest, size),
      staged: () => memory.staged(),
      quarantine: (given) => memory.quarantine(given),
      check: () => memory.check(),
    }
    const metadata = SqliteMetadata.inMemory()
    const storage = new ComposedStorage({ metadata, blobs }, {}, () => metadata.close())
    const upload = await storage.repository(repositoryName).startUpload({ principal: 'alice' })
    await expect(upload.append(pieces('content'))).rejects.toBe(full)
    expect(upload.offset).toBe(3)
    failing = false
    await upload.append(pieces('tent'), 3)
    await upload.commit(digestOf(bytesOf('content')))
    await storage.close()
  })

  it('that the disk takes back when its file is closed counts for nothing, and can be made again', async () => {
    const folder = await temporaryFolder()
    await layOut(folder)
    const quota = Object.assign(new Error('EDQUOT: quota exceeded'), { code: 'EDQUOT' })
    let full = false
    const files: FileSystem = {
      ...fileSystem,
      async open(...given) {
        const file = await fileSystem.open(...given)
        const close = file.close.bind(file)
        const failing = async () => {
          await close()
          if (full) throw quota
        }
        return Object.assign(file, { close: failing })
      },
    }
    const metadata = SqliteMetadata.inMemory()
    const blobs = new FilesystemBlobStore(folder, undefined, files)
    const storage = new ComposedStorage({ metadata, blobs }, {}, () => metadata.close())
    onTestFinished(() => storage.close())
    const upload = await storage.repository(repositoryName).startUpload({ principal: 'alice' })
    await upload.append(pieces('con'))
    full = true
    await expect(upload.append(pieces('tent'), 3)).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 507 })
    expect(upload.offset).toBe(3)
    full = false
    await upload.append(pieces('tent'), 3)
    await upload.commit(digestOf(bytesOf('content')))
  })

  it('whose client goes away leaves no file open and no listener behind', async () => {
    const { storage } = await openFiles()
    const repository = storage.repository(repositoryName)
    const open = async () => (await readdir('/proc/self/fd')).length
    const before = await open()
    for (let round = 0; round < 20; round++) {
      const upload = await repository.startUpload({ principal: 'alice' })
      await expect(upload.append(broken('some'))).rejects.toThrow('went away')
    }
    expect(await open()).toBeLessThanOrEqual(before + 2)
  })
})

/** By the reference implementation of xxh3-64. */
const xxh3OfHello = '9555e8555c62dcfd'

function fingerprints(folder: string): string[] {
  const db = new DatabaseSync(join(folder, 'meta.db'), { readOnly: true })
  const rows = db.prepare('SELECT fingerprint FROM blob').all() as { fingerprint: string }[]
  db.close()
  return rows.map((row) => row.fingerprint)
}

describe('an upload that is asked about while it is written to', () => {
  it('tells what a kill at that moment does not take back', async () => {
    const { metadata, blobs, storage } = await openFiles()
    const repository = storage.repository(repositoryName)
    const { id } = await repository.startUpload({ principal: 'alice' })
    let goOn = () => {}
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    async function* slowly() {
      yield Buffer.alloc(300_000)
      await held
    }
    const appending = repository.openUpload(id, 'alice').append(slowly())
    await vi.waitFor(() => expect(repository.openUpload(id, 'alice').offset).toBe(300_000))
    const told = await repository.openUpload(id, 'alice').recordedOffset()
    expect(told).toBe(300_000)

    // Another process, over what there is at this moment.
    const next = new ComposedStorage({ metadata, blobs }, {}, async () => {})
    expect(next.repository(repositoryName).openUpload(id, 'alice').offset).toBe(told)
    goOn()
    await appending
    expect(await repository.openUpload(id, 'alice').recordedOffset()).toBe(300_000)
  })
})
