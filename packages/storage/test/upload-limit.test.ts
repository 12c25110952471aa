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
             DROP TABLE token; DROP TABLE audit; PRAGMA user_version = 3`)
    db.close()

    const after = await openFilesystemStorage(folder, { maxUploads: 3 })
    expect(after.countUploads()).toBe(2)
    await start(after)
    await expect(start(after)).rejects.toMatchObject(refusal)
    await after.close()
  })
})
