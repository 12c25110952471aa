import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { digestOf } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it, vi } from 'vitest'
import { runBatch } from '../src/metadata/batch.ts'
import { openWriting } from '../src/metadata/connection.ts'
import { migrate, readProperty } from '../src/metadata/schema.ts'
import { SqliteMetadata } from '../src/metadata/sqlite.ts'
import { findUpload } from '../src/metadata/uploads.ts'
import {
  byTag,
  bytesOf,
  failure,
  name,
  openFolder,
  pushBlob,
  pushImage,
  tag,
  temporaryFolder,
} from './fixtures.ts'

const set = (key: string, value: string) => ({ name: 'setProperty', args: { key, value } }) as const
const unknownBlob = {
  name: 'deleteBlob',
  args: { repository: name('a/b'), digest: digestOf(bytesOf('x')) },
} as const

describe('a batch of writes', () => {
  it('is one transaction in which one that fails is undone alone', () => {
    const db = openWriting(':memory:')
    migrate(db)
    const [first, failed, second] = runBatch(db, [set('a', '1'), unknownBlob, set('b', '2')])
    expect(first).toMatchObject({ ok: true })
    expect(second).toMatchObject({ ok: true })
    expect(failed).toMatchObject({ ok: false, error: { code: 'BLOB_UNKNOWN' } })
    expect(readProperty(db, 'a')).toBe('1')
    expect(readProperty(db, 'b')).toBe('2')
    db.close()
  })

  it('undoes the first half of a write whose second half fails', () => {
    const db = openWriting(':memory:')
    migrate(db)
    const key = { id: 'one', repository: name('a/b'), principal: 'alice' }
    const lease = { owner: 'me', until: 2 }
    const half = {
      ...key,
      owner: 'me',
      digest: digestOf(bytesOf('x')),
      size: 'no number',
      fingerprint: '',
      now: 1,
    }
    const outcomes = runBatch(db, [
      {
        name: 'startUpload',
        args: { ...key, algorithm: undefined, bootId: '', most: 10, mostEach: 10, now: 1 },
      },
      { name: 'leaseUpload', args: { ...key, at: 0, lease, now: 1 } },
      { name: 'commitUpload', args: half },
    ])
    expect(outcomes.map((outcome) => outcome.ok)).toEqual([true, true, false])
    expect(findUpload(db, key).offset).toBe(0)
    db.close()
  })

  it('waits for the disk when one of its writes has to, and only then', () => {
    const db = openWriting(':memory:')
    migrate(db)
    const synchronous = () => db.prepare('PRAGMA synchronous').get().synchronous
    runBatch(db, [{ name: 'endUpload', args: { id: 'none', owner: 'none' } }])
    expect(synchronous()).toBe(1)
    runBatch(db, [{ name: 'endUpload', args: { id: 'none', owner: 'none' } }, set('a', '1')])
    expect(synchronous()).toBe(2)
    db.close()
  })

  it('that cannot be made durable fails as a whole, with 507 when the disk is full', () => {
    const db = openWriting(':memory:')
    migrate(db)
    const { page_count } = db.prepare('PRAGMA page_count').get()
    db.exec(`PRAGMA max_page_count = ${page_count}`)
    const outcomes = runBatch(db, [set('a', 'x'.repeat(100_000))])
    expect(outcomes).toMatchObject([{ ok: false, error: { code: 'UNAVAILABLE', status: 507 } }])
    db.exec('PRAGMA max_page_count = 100000')
    expect(runBatch(db, [set('a', '1')])).toMatchObject([{ ok: true }])
    db.close()
  })
})

describe('the writer thread', () => {
  it('passes errors of the protocol on as they were thrown', async () => {
    const metadata = await SqliteMetadata.open(join(await temporaryFolder(), 'meta.db'))
    const key = { id: 'one', repository: name('a/b'), principal: 'alice' }
    await metadata.write('startUpload', {
      ...key,
      algorithm: undefined,
      bootId: '',
      most: 10,
      mostEach: 10,
      now: 1,
    })
    const lease = { owner: 'me', until: 2 }
    const error = await failure(metadata.write('leaseUpload', { ...key, at: 5, lease, now: 1 }))
    expect(error).toBeInstanceOf(RegistryError)
    expect(error).toMatchObject({
      code: 'BLOB_UPLOAD_INVALID',
      status: 416,
      message: 'blob upload invalid: the chunk starts at 5, the session is at 0',
      detail: { offset: 0 },
    })
    await metadata.close()
  })

  it('has written what readers look for as soon as it answers', async () => {
    const location = join(await temporaryFolder(), 'meta.db')
    const metadata = await SqliteMetadata.open(location)
    const values = Array.from({ length: 200 }, (_, index) => String(index))
    await Promise.all(
      values.map(async (value) => {
        await metadata.write('setProperty', { key: value, value })
        expect(metadata.readProperty(value)).toBe(value)
      }),
    )
    await metadata.close()
    const db = new DatabaseSync(location)
    expect(db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' })
    expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' })
    db.close()
  })

  it('that dies fails the writes under way and all later ones, while reads go on', async () => {
    const posts = vi.spyOn(Worker.prototype, 'postMessage')
    const storage = await openFolder(await temporaryFolder())
    const repository = storage.repository(name('a/b'))
    await pushImage(repository, ['v1'])
    const worker = posts.mock.contexts.at(-1) as Worker
    posts.mockRestore()
    // Nothing the thread knows how to answer: it dies of it, and what comes right behind is never looked at.
    worker.postMessage(null)
    const underWay = [failure(pushBlob(repository, 'x')), failure(repository.deleteTag(tag('v1')))]
    for (const error of await Promise.all(underWay))
      expect(error).toMatchObject({ code: 'UNAVAILABLE', status: 503 })
    await expect(pushBlob(repository, 'y')).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await expect(storage.check()).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(repository.statManifest(byTag('v1'))).toBeDefined()
    await storage.close()
  })

  it('refuses writes after it was closed', async () => {
    const metadata = await SqliteMetadata.open(join(await temporaryFolder(), 'meta.db'))
    const last = metadata.write('setProperty', { key: 'last', value: 'written' })
    await metadata.close()
    await last
    await expect(metadata.write('setProperty', { key: 'a', value: 'b' })).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
  })
})

describe('the history of a tag', () => {
  it('has every movement, newest first, and the deletion', async () => {
    const metadata = SqliteMetadata.inMemory()
    const repository = name('a/b')
    const put = (content: string, now: number) =>
      metadata.write('putManifest', {
        repository,
        digest: digestOf(bytesOf(content)),
        mediaType: 'application/x.y',
        bytes: bytesOf(content),
        subject: undefined,
        artifactType: undefined,
        annotations: undefined,
        references: [],
        tags: [tag('v1')],
        sparse: false,
        now,
      })
    await put('one', 1)
    await put('two', 2)
    await put('two', 3)
    await metadata.write('deleteManifest', { repository, digest: digestOf(bytesOf('two')), now: 4 })
    await put('one', 5)
    await metadata.write('deleteTag', { repository, tag: tag('v1'), now: 6 })
    expect(metadata.tagHistory(repository, tag('v1'), 10)).toEqual([
      { digest: undefined, at: 6 },
      { digest: digestOf(bytesOf('one')), at: 5 },
      { digest: undefined, at: 4 },
      { digest: digestOf(bytesOf('two')), at: 2 },
      { digest: digestOf(bytesOf('one')), at: 1 },
    ])
    await metadata.close()
  })
})
