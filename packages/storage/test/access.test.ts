import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { digestOf } from '@berth/digest'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it } from 'vitest'
import { type AuditRecord, type NewToken, openFilesystemStorage, openMemoryStorage } from '../src/index.ts'
import { runBatch } from '../src/metadata/batch.ts'
import { openWriting } from '../src/metadata/connection.ts'
import { migrate } from '../src/metadata/schema.ts'
import {
  bytesOf,
  failure,
  name,
  newName,
  onEachStorage,
  openFolder,
  pushImage,
  temporaryFolder,
} from './fixtures.ts'

let made = 0

/** A token no other test has. */
function newToken(more: Partial<NewToken> = {}): NewToken {
  made += 1
  const secretHash = createHash('sha256').update(`secret ${made}`).digest()
  const id = made.toString(16).padStart(16, '0')
  return { id, name: `robot-${made}`, secretHash, scopes: ['pull:team/**'], createdBy: 'operator', ...more }
}

function entry(more: Partial<AuditRecord> = {}): AuditRecord {
  return { at: 1, request: 'r', principal: 'anonymous', action: 'putManifest', status: 201, ...more }
}

onEachStorage('of access control,', (given) => {
  describe('a token', () => {
    it('is found by its id as it was created', async () => {
      const { access } = given.storage()
      const token = newToken({ scopes: ['pull,push:team/**', 'pull:*'], expires: 2_000_000_000_000 })
      const { secretHash, ...facts } = token
      const created = await access.createToken(token)
      expect(created).toEqual({ ...facts, created: expect.any(Number) })
      const found = access.findToken(token.id)
      expect(found).toEqual({
        ...created,
        secretHash: expect.any(Uint8Array),
        revoked: undefined,
        lastUsed: undefined,
      })
      expect(Buffer.compare(found?.secretHash ?? Buffer.alloc(0), secretHash)).toBe(0)
      expect(access.findToken('ffffffffffffffff')).toBeUndefined()
    })

    it('has its name for itself until it is revoked', async () => {
      const { access } = given.storage()
      const first = newToken()
      await access.createToken(first)
      const second = newToken({ name: first.name })
      expect(await failure(access.createToken(second))).toMatchObject({ code: 'UNSUPPORTED', status: 400 })
      expect(access.findToken(second.id)).toBeUndefined()
      await access.revokeToken(first.name)
      await access.createToken(second)
      expect(access.findToken(first.id)).toMatchObject({ revoked: expect.any(Number) })
      expect(access.findToken(second.id)?.revoked).toBeUndefined()
    })

    it('has it no longer than it is good for', async () => {
      const { access } = given.storage()
      const first = newToken({ expires: Date.now() - 1 })
      await access.createToken(first)
      const second = newToken({ name: first.name })
      await access.createToken(second)
      expect(access.findToken(first.id)).toMatchObject({ revoked: expect.any(Number) })
      expect(access.findToken(second.id)?.revoked).toBeUndefined()
    })

    it('that nobody has cannot be revoked, and a revoked one not again', async () => {
      const { access } = given.storage()
      const { name } = await access.createToken(newToken())
      await access.revokeToken(name)
      for (const unknown of [name, 'nobody'])
        expect(await failure(access.revokeToken(unknown))).toMatchObject({ code: 'UNSUPPORTED', status: 404 })
    })

    it('is listed by name until it is revoked, page by page', async () => {
      const { access } = given.storage()
      const names = ['zz-1', 'zz-10', 'zz-2', 'zz-3']
      for (const name of [...names].reverse()) await access.createToken(newToken({ name }))
      await access.revokeToken('zz-10')
      const first = access.listTokens({ after: 'zz', limit: 2 })
      expect(first).toMatchObject({ items: [{ name: 'zz-1' }, { name: 'zz-2' }], more: true })
      expect(first.items[0]).not.toHaveProperty('secretHash')
      expect(access.listTokens({ after: 'zz-2', limit: 2 })).toMatchObject({
        items: [{ name: 'zz-3' }],
        more: false,
      })
    })

    it('remembers its latest use, whatever the order it is told in', async () => {
      const { access } = given.storage()
      const { id } = await access.createToken(newToken())
      await access.touchTokens([
        { id, at: 20 },
        { id: 'ffffffffffffffff', at: 99 },
      ])
      await access.touchTokens([{ id, at: 10 }])
      expect(access.findToken(id)?.lastUsed).toBe(20)
    })
  })

  describe('the audit trail', () => {
    it('tells what was recorded, newest first', async () => {
      const { access } = given.storage()
      const digest = digestOf(bytesOf('audited'))
      const full = entry({
        at: 17,
        request: 'full',
        repository: newName(),
        reference: 'v1',
        digest,
        client: '10.0.0.1',
        status: 403,
      })
      await access.recordAudit([entry({ request: 'bare' }), full])
      const { items } = access.listAudit({ limit: 2 })
      expect(items).toEqual([
        { ...full, id: expect.any(Number) },
        { ...entry({ request: 'bare' }), id: expect.any(Number) },
      ])
      expect(items[0]?.id).toBeGreaterThan(items[1]?.id ?? Number.POSITIVE_INFINITY)
    })

    it('is read page by page, for one repository, one principal or both', async () => {
      const { access } = given.storage()
      const [here, there] = [newName(), newName()]
      const [ann, bea] = [`user:ann-${here}`, `user:bea-${here}`]
      await access.recordAudit([
        entry({ request: '1', repository: here, principal: ann }),
        entry({ request: '2', repository: there, principal: ann }),
        entry({ request: '3', repository: here, principal: bea }),
        entry({ request: '4', repository: here, principal: ann }),
        entry({ request: '5', principal: ann }),
      ])
      const read = (filter: { repository?: string; principal?: string }, limit = 10, before?: number) => {
        const { items, more } = access.listAudit({ ...filter, limit, before })
        return { requests: items.map(({ request }) => request).join(''), more, last: items.at(-1)?.id }
      }
      expect(read({ repository: here })).toMatchObject({ requests: '431', more: false })
      expect(read({ principal: ann })).toMatchObject({ requests: '5421', more: false })
      expect(read({ repository: here, principal: ann })).toMatchObject({ requests: '41', more: false })
      const first = read({ principal: ann }, 3)
      expect(first).toMatchObject({ requests: '542', more: true })
      expect(read({ principal: ann }, 3, first.last)).toMatchObject({ requests: '1', more: false })
      expect(read({ repository: 'nowhere' })).toMatchObject({ requests: '', more: false })
    })
  })
})

describe('what access control keeps', () => {
  it('is there when a folder is opened again', async () => {
    const folder = await temporaryFolder()
    const before = await openFilesystemStorage(folder)
    const token = newToken()
    await before.access.createToken(token)
    await before.access.touchTokens([{ id: token.id, at: 7 }])
    await before.access.recordAudit([entry({ request: 'kept' })])
    await before.close()
    const { access } = await openFolder(folder)
    expect(access.findToken(token.id)).toMatchObject({ name: token.name, lastUsed: 7 })
    expect(access.listAudit({ limit: 1 }).items).toMatchObject([{ request: 'kept' }])
  })

  it('is on disk before it is promised, but for the uses of tokens', () => {
    const db = openWriting(':memory:')
    migrate(db)
    const waits = (write: Parameters<typeof runBatch>[1][number]) => {
      expect(runBatch(db, [write])).toMatchObject([{ ok: true }])
      return db.prepare('PRAGMA synchronous').get().synchronous === 2
    }
    expect(waits({ name: 'createToken', args: { ...newToken({ name: 'ci' }), now: 1 } })).toBe(true)
    expect(waits({ name: 'touchTokens', args: [{ id: '1', at: 1 }] })).toBe(false)
    expect(waits({ name: 'revokeToken', args: { name: 'ci', now: 1 } })).toBe(true)
    expect(waits({ name: 'recordAudit', args: [entry()] })).toBe(true)
    expect(waits({ name: 'trimAudit', args: { before: 1, limit: 1 } })).toBe(false)
    db.close()
  })

  it('is dropped from the audit trail by age, and its ids are not given again', async () => {
    const storage = await openMemoryStorage()
    const { access } = storage
    await access.recordAudit(Array.from({ length: 1200 }, (_, at) => entry({ at })))
    expect(await access.trimAudit(1100)).toBe(1100)
    expect(
      access
        .listAudit({ limit: 200 })
        .items.map(({ at }) => at)
        .at(-1),
    ).toBe(1100)
    expect(await access.trimAudit(5000)).toBe(100)
    await access.recordAudit([entry()])
    expect(access.listAudit({ limit: 1 }).items).toMatchObject([{ id: 1201 }])
    await storage.close()
  })

  it('forgets revoked tokens after a while, and no others', () => {
    const db = openWriting(':memory:')
    migrate(db)
    const later = 91 * 24 * 60 * 60 * 1000
    const run = (name: 'createToken' | 'revokeToken', args: object) =>
      expect(runBatch(db, [{ name, args }])).toMatchObject([{ ok: true }])
    run('createToken', { ...newToken({ name: 'old' }), now: 1 })
    run('createToken', { ...newToken({ name: 'kept' }), now: 1 })
    run('createToken', { ...newToken({ name: 'recent' }), now: 1 })
    run('revokeToken', { name: 'old', now: 1 })
    run('revokeToken', { name: 'recent', now: later })
    run('createToken', { ...newToken({ name: 'new' }), now: later })
    const names = db.prepare('SELECT name FROM token ORDER BY name').all()
    expect(names.map((row: { name: string }) => row.name)).toEqual(['kept', 'new', 'recent'])
    db.close()
  })

  it('is read by indexes that are in the order it is asked for in', () => {
    const db = openWriting(':memory:')
    migrate(db)
    const plan = (sql: string) =>
      db
        .prepare(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }: { detail: string }) => detail)
        .join('; ')
    for (const filter of [
      '',
      'repository = ? AND',
      'principal = ? AND',
      'repository = ? AND principal = ? AND',
    ]) {
      expect(plan(`SELECT * FROM audit WHERE ${filter} id < ? ORDER BY id DESC LIMIT 5`)).toMatch(
        filter === '' ? /^SEARCH audit USING INTEGER PRIMARY KEY/ : /^SEARCH audit USING INDEX [^;]*$/,
      )
    }
    expect(plan('SELECT * FROM token WHERE revoked IS NULL AND name > ? ORDER BY name LIMIT 5')).toBe(
      'SEARCH token USING INDEX token_by_name (name>?)',
    )
    db.close()
  })
})

describe('a data folder of the version before', () => {
  it('is opened with all it had, and has the same tables as a new one', async () => {
    const folder = await temporaryFolder()
    const before = await openFilesystemStorage(folder)
    const { digest } = await pushImage(before.repository(name('a/b')), ['v1'])
    const upload = await before.repository(name('a/b')).startUpload({ principal: 'someone' })
    await before.close()
    const db = new DatabaseSync(join(folder, 'meta.db'))
    const schema = () => db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
    const whole = schema()
    db.exec(`DROP TABLE open_uploads_by; DROP TRIGGER upload_opened_by; DROP TRIGGER upload_ended_by;
             DROP TABLE token; DROP TABLE audit; PRAGMA user_version = 4`)
    db.close()

    const after = await openFilesystemStorage(folder)
    expect(after.repository(name('a/b')).statManifest({ kind: 'tag', tag: 'v1' as never })).toMatchObject({
      digest,
    })
    expect(after.repository(name('a/b')).openUpload(upload.id, 'someone').offset).toBe(0)
    await after.access.createToken(newToken())
    await after.access.recordAudit([entry()])
    await after.close()
    const again = new DatabaseSync(join(folder, 'meta.db'))
    expect(again.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()).toEqual(
      whole,
    )
    again.close()
  })
})
