import { digestOf } from '@berth/digest'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { databasePath } from '../src/data-folder.ts'
import { openFilesystemStorage, openMemoryStorage, type Storage } from '../src/index.ts'
import { bytesOf, name, pieces, temporaryFolder } from './fixtures.ts'

const start = (storage: Storage, principal = 'alice') =>
  storage.repository(name('a/b')).startUpload({ principal })

const refusal = { code: 'TOOMANYREQUESTS', status: 429 }

describe('the limit of open uploads', () => {
  it('turns the next one away, whoever asks, until one ends in whatever way', async () => {
    const storage = await openMemoryStorage({ maxUploads: 2 })
    const first = await start(storage)
    const second = await start(storage)
    await expect(start(storage)).rejects.toMatchObject(refusal)
    await expect(start(storage, 'bob')).rejects.toMatchObject(refusal)
    expect(storage.countUploads()).toBe(2)

    await first.append(pieces('content'))
    await first.commit(digestOf(bytesOf('content')))
    const third = await start(storage)
    await second.cancel()
    const fourth = await start(storage)
    await expect(fourth.commit(digestOf(bytesOf('other')))).rejects.toMatchObject({ code: 'DIGEST_INVALID' })
    await start(storage)
    await expect(start(storage)).rejects.toMatchObject(refusal)
    expect(await storage.expireUploads(-1)).toBe(2)
    expect(storage.countUploads()).toBe(0)
    expect(() => storage.repository(name('a/b')).openUpload(third.id, 'alice')).toThrow()
    await storage.close()
  })

  it('counts the uploads of earlier processes, also of those that did not count', async () => {
    const folder = await temporaryFolder()
    const before = await openFilesystemStorage(folder)
    await start(before)
    await start(before)
    await before.close()
    const db = new DatabaseSync(databasePath(folder))
    db.exec(`DROP TABLE open_uploads; DROP TRIGGER upload_opened; DROP TRIGGER upload_ended;
             DROP TABLE open_uploads_by; DROP TRIGGER upload_opened_by; DROP TRIGGER upload_ended_by;
             DROP TABLE token; DROP TABLE audit; PRAGMA user_version = 3`)
    db.close()

    const after = await openFilesystemStorage(folder, { maxUploads: 3 })
    expect(after.countUploads()).toBe(2)
    await start(after)
    await expect(start(after)).rejects.toMatchObject(refusal)
    await after.close()
  })
})

describe('the limit of open uploads of one principal', () => {
  it('turns that one away and nobody else, until one of its own ends in whatever way', async () => {
    const storage = await openMemoryStorage({ maxUploads: 10, maxUploadsPerPrincipal: 2 })
    const first = await start(storage)
    const second = await start(storage)
    const reason =
      'too many requests: alice has 2 uploads open, which is the limit for one: finish or cancel some'
    await expect(start(storage)).rejects.toMatchObject({ ...refusal, message: reason })
    const others = await start(storage, 'bob')
    await others.cancel()
    await expect(start(storage)).rejects.toMatchObject(refusal)

    await first.append(pieces('content'))
    await first.commit(digestOf(bytesOf('content')))
    await start(storage)
    await second.cancel()
    await start(storage)
    await expect(start(storage)).rejects.toMatchObject(refusal)
    expect(await storage.expireUploads(-1)).toBe(2)
    await start(storage)
    await start(storage)
    await expect(start(storage)).rejects.toMatchObject(refusal)
    await storage.close()
  })

  it('holds across restarts, also for uploads that were begun before there was one', async () => {
    const folder = await temporaryFolder()
    const before = await openFilesystemStorage(folder)
    for (const principal of ['alice', 'alice', 'bob']) await start(before, principal)
    await before.close()
    const db = new DatabaseSync(databasePath(folder))
    db.exec(`DROP TABLE open_uploads_by; DROP TRIGGER upload_opened_by; DROP TRIGGER upload_ended_by;
             PRAGMA user_version = 5`)
    db.close()

    const after = await openFilesystemStorage(folder, { maxUploadsPerPrincipal: 2 })
    await expect(start(after)).rejects.toMatchObject(refusal)
    await start(after, 'bob')
    await expect(start(after, 'bob')).rejects.toMatchObject(refusal)
    await after.close()
    const again = await openFilesystemStorage(folder, { maxUploadsPerPrincipal: 2 })
    await expect(start(again)).rejects.toMatchObject(refusal)
    await again.close()
  })

  it('keeps no count for who has none open', async () => {
    const folder = await temporaryFolder()
    const storage = await openFilesystemStorage(folder)
    const upload = await start(storage)
    await start(storage, 'bob')
    await upload.cancel()
    await storage.close()
    const db = new DatabaseSync(databasePath(folder))
    expect(db.prepare('SELECT principal, count FROM open_uploads_by').all()).toEqual([
      { principal: 'bob', count: 1 },
    ])
    db.close()
  })
})
