import { readFile, stat, statfs, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOf } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import { describe, expect, it } from 'vitest'
import { FilesystemBlobStore } from '../src/blob-store/filesystem.ts'
import { ComposedStorage } from '../src/composed-storage.ts'
import { ballastOf, dropBallast, layBallast } from '../src/data-folder/ballast.ts'
import { FreeSpace } from '../src/data-folder/free-space.ts'
import { openFilesystemStorage } from '../src/index.ts'
import { openWriting } from '../src/metadata/connection.ts'
import { GroupCommit } from '../src/metadata/group-commit.ts'
import { migrate, readProperty } from '../src/metadata/schema.ts'
import type { MetadataStore } from '../src/metadata-store.ts'
import {
  byTag,
  bytesOf,
  imageManifest,
  name,
  openFiles,
  openFolder,
  pieces,
  pull,
  pushImage,
  tag,
  temporaryFolder,
} from './fixtures.ts'

const repositoryName = name('a/b')
const diskFull = { code: 'UNAVAILABLE', status: 507 }

describe('a storage with less free space than its reserve', () => {
  it('refuses whatever adds content, and serves and deletes what there is', async () => {
    const folder = await temporaryFolder()
    const before = await openFilesystemStorage(folder)
    await pushImage(before.repository(repositoryName), ['v1'], ['layer'])
    const { id } = await before.repository(repositoryName).startUpload({ principal: 'alice' })
    await before.repository(repositoryName).openUpload(id, 'alice').append(pieces('before '))
    await before.close()

    const full = await openFolder(folder, { reserveBytes: 2 ** 50 })
    const repository = full.repository(repositoryName)
    await expect(repository.startUpload({ principal: 'alice' })).rejects.toMatchObject(diskFull)
    const upload = repository.openUpload(id, 'alice')
    await expect(upload.append(pieces('after'))).rejects.toMatchObject(diskFull)
    expect(upload.offset).toBe(7)
    const push = { bytes: imageManifest(['layer']), tags: [tag('v2')] }
    await expect(repository.putManifest(push)).rejects.toMatchObject(diskFull)
    const layer = digestOf(bytesOf('layer'))
    await expect(full.repository(name('c/d')).mountBlob(layer)).rejects.toMatchObject(diskFull)
    await expect(full.check()).rejects.toMatchObject(diskFull)

    expect((await pull(repository, layer)).toString()).toBe('layer')
    await repository.deleteTag(tag('v1'))
    await repository.deleteBlob(layer)
    await upload.cancel()
    expect(repository.statManifest(byTag('v1'))).toBeUndefined()
  })

  it('takes pushes again as soon as there is room, and goes on with the upload that was refused', async () => {
    const { folder, metadata } = await openFiles()
    let left = 3
    const room = {
      take: async (bytes: number) => {
        if (bytes > left) throw new RegistryError('UNAVAILABLE', 'the disk is full', { status: 507 })
        left -= bytes
      },
    }
    const files = new FilesystemBlobStore(folder, room)
    const storage = new ComposedStorage({ metadata, blobs: files, room }, {}, async () => {})
    const upload = await storage.repository(repositoryName).startUpload({ principal: 'alice' })
    await upload.append(pieces('one'))
    await expect(upload.append(pieces('two'), 3)).rejects.toMatchObject(diskFull)
    expect(upload.offset).toBe(3)
    left = 100
    await upload.append(pieces('two'), 3)
    await upload.commit(digestOf(bytesOf('onetwo')))
  })
})

describe('the free space of a folder', () => {
  it('is given away once, however many ask for it at a time', async () => {
    const folder = await temporaryFolder()
    const { bavail, bsize } = await statfs(folder)
    const asked = 64 * 2 ** 20
    // A look is good for a second, in which others write here as well: the figures leave them some room.
    const space = new FreeSpace(folder, bavail * bsize - 4 * asked)
    const outcomes = await Promise.allSettled(Array.from({ length: 64 }, () => space.take(asked)))
    const granted = outcomes.filter(({ status }) => status === 'fulfilled').length
    expect(granted).toBeLessThanOrEqual(5)
    expect(granted).toBeGreaterThanOrEqual(2)
    await expect(space.take(8 * asked)).rejects.toMatchObject(diskFull)
  })
})

describe('the ballast', () => {
  it('is laid where there is room for it beside the reserve, and kept while the disk has room', async () => {
    const path = join(await temporaryFolder(), 'ballast')
    const ballast = ballastOf(path, 3_000_001)
    await layBallast(ballast, 2 ** 50)
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
    expect(dropBallast(ballast)).toBe(false)
    await layBallast(ballast, 3_000_001)
    expect((await stat(path)).size).toBe(1_500_000)
    expect(dropBallast(ballast)).toBe(false)
    expect((await stat(path)).size).toBe(1_500_000)
    // Were it as large as the disk, there would be less room than that.
    const hopeless = { path, size: 2 ** 50 }
    expect(dropBallast(hopeless)).toBe(true)
    expect((await stat(path)).size).toBe(0)
    expect(dropBallast(hopeless)).toBe(false)
  })

  it('is nothing that a link leads to', async () => {
    const folder = await temporaryFolder()
    const theirs = join(folder, 'theirs')
    await writeFile(theirs, 'something')
    await symlink(theirs, join(folder, 'link'))
    expect(dropBallast({ path: join(folder, 'link'), size: 2 ** 50 })).toBe(false)
    expect(await readFile(theirs, 'utf8')).toBe('something')
  })
})

describe('writes that find the disk full', () => {
  const set = (key: string, value: string) => ({ name: 'setProperty', args: { key, value } }) as const
  const fullDatabase = () => {
    const db = openWriting(':memory:')
    migrate(db)
    const { page_count } = db.prepare('PRAGMA page_count').get()
    db.exec(`PRAGMA max_page_count = ${page_count}`)
    return db
  }

  it('are done after all when room can be made, each once', () => {
    const db = fullDatabase()
    let made = 0
    const commit = new GroupCommit(db, () => {
      made += 1
      db.exec('PRAGMA max_page_count = 100000')
      return true
    })
    const outcomes = commit.run([set('small', '1'), set('large', 'x'.repeat(100_000))])
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true])
    expect(readProperty(db, 'small')).toBe('1')
    expect(readProperty(db, 'large')).toHaveLength(100_000)
    expect(made).toBe(1)
    db.close()
  })

  it('fail when no room can be made', () => {
    const db = fullDatabase()
    const [outcome] = new GroupCommit(db).run([set('large', 'x'.repeat(100_000))])
    expect(outcome).toMatchObject({ ok: false, error: diskFull })
    db.close()
  })
})

describe('an upload whose end could not be written down', () => {
  it('lets its next writer in as soon as the database takes writes again, where clients were told to go on', async () => {
    const { metadata, blobs } = await openFiles()
    let failing = false
    const flaky = new Proxy(metadata, {
      get(target, key: keyof MetadataStore) {
        if (key !== 'write') return Reflect.get(target, key).bind(target)
        return (...[write, args]: Parameters<MetadataStore['write']>) =>
          failing && write === 'recordProgress'
            ? Promise.reject(new RegistryError('UNAVAILABLE', 'the disk has a fault'))
            : target.write(write, args)
      },
    })
    const storage = new ComposedStorage({ metadata: flaky, blobs }, {}, async () => {})
    const repository = storage.repository(repositoryName)
    const { id } = await repository.startUpload({ principal: 'alice' })
    failing = true
    const append = () => repository.openUpload(id, 'alice').append(pieces('one'))
    await expect(append()).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 503 })
    await expect(append()).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 503 })
    failing = false
    const upload = repository.openUpload(id, 'alice')
    expect(upload.offset).toBe(0)
    // Without saying where it starts, as docker and podman do.
    await upload.append(pieces('onetwo'))
    expect(upload.offset).toBe(6)
    await upload.commit(digestOf(bytesOf('onetwo')))
  })
})
