import { randomBytes } from 'node:crypto'
import { mkdtemp, open, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFingerprinter } from '@berth/digest/fingerprint'
import { DatabaseSync } from '@photostructure/sqlite'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { controlSocketPath, fsckFolder, openFilesystemStorage, type Problem } from '../src/index.ts'
import {
  blobPath,
  failure,
  flipBit,
  name,
  openFolder,
  pieces,
  pushBlob,
  pushImage,
  temporaryFolder,
} from './fixtures.ts'

/** A data folder with two images, an upload under way and nobody who uses it. */
async function filledFolder() {
  const folder = await temporaryFolder()
  return { folder, ...(await fill(folder)) }
}

async function fill(folder: string) {
  const storage = await openFilesystemStorage(folder)
  const repository = storage.repository(name('a/b'))
  const contents = Array.from({ length: 6 }, () => randomBytes(1000))
  const digests = await Promise.all(contents.map((content) => pushBlob(repository, content)))
  await pushImage(repository, ['v1'], ['layer'])
  await pushImage(storage.repository(name('other')), ['v1'], ['another layer'])
  const upload = await repository.startUpload({ principal: 'someone' })
  await upload.append(pieces('half a '))
  await storage.close()
  return { contents, digests, upload: join(folder, 'uploads', upload.id) }
}

function sql(folder: string, ...statements: string[]): void {
  const db = new DatabaseSync(join(folder, 'meta.db'), { enableForeignKeyConstraints: false })
  for (const statement of statements) db.exec(statement)
  db.close()
}

const said = (problems: readonly Problem[]) =>
  problems
    .map(({ severity, kind, detail }) => `${severity} ${kind}: ${detail.replace(/sha256:\w+/g, '...')}`)
    .sort()

describe('fsck', () => {
  it('finds nothing in a folder that is right, and changes nothing in it', async () => {
    const { folder } = await filledFolder()
    const before = await readFile(join(folder, 'meta.db'))
    // As a registry that was killed leaves it.
    await writeFile(controlSocketPath(folder), '')
    expect(await fsckFolder(folder)).toMatchObject({ blobs: 9, manifests: 2, problems: [] })
    expect(Buffer.compare(await readFile(join(folder, 'meta.db')), before)).toBe(0)
  })

  it('finds files that are not what their rows say, rows without files and files without rows', async () => {
    const { folder, digests, upload } = await filledFolder()
    const [damaged, short, missing, odd, disguised] = digests.map((digest) => blobPath(folder, digest))
    await flipBit(damaged ?? '', 7)
    await truncate(short ?? '', 10)
    await rm(missing ?? '')
    await flipBit(disguised ?? '', 8)
    const fingerprinter = createFingerprinter()
    fingerprinter.update(await readFile(disguised ?? ''))
    const recorded = (path: string | undefined, fingerprint: string) =>
      `UPDATE blob SET fingerprint = '${fingerprint}' WHERE hex(digest) LIKE '%${path?.split('/').at(-1)}'`
    sql(folder, recorded(odd, '0'), recorded(disguised, fingerprinter.value()))
    await writeFile(join(folder, 'blobs', 'sha256', '00', 'stray'), 'nobody wrote this')
    await writeFile(join(folder, 'uploads', 'stray'), 'nor this')
    await truncate(upload, 3)
    const report = await fsckFolder(folder)
    expect(said(report.problems)).toEqual([
      'leftover file: it belongs to no blob',
      'leftover upload: it has 3 bytes of the 7 recorded, and ends at the next start',
      'leftover upload: its bytes belong to no session, and go at the next start',
      'violation blob: has 10 bytes, 1000 were recorded',
      'violation blob: is ...',
      'violation blob: is ...',
      'violation blob: is missing',
      'violation blob: is right, the fingerprint recorded of it is not',
    ])
    expect(report).toMatchObject({ violations: 5, leftovers: 3 })
    expect(await readdir(join(folder, 'quarantine'))).toEqual([])
    expect((await stat(short ?? '')).size).toBe(10)
  })

  describe('of what the database says', () => {
    // To lay out a folder takes longer than to check it, and these change no more than the database.
    let folder: string
    let database: Buffer
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'berth-fsck-'))
      await fill(folder)
      sql(folder, 'PRAGMA wal_checkpoint(TRUNCATE)')
      database = await readFile(join(folder, 'meta.db'))
    })
    afterAll(() => rm(folder, { recursive: true }))
    beforeEach(async () => {
      // A new file rather than new bytes in the old one: SQLite knows files by their inode.
      for (const file of ['meta.db', 'meta.db-wal', 'meta.db-shm'])
        await rm(join(folder, file), { force: true })
      await writeFile(join(folder, 'meta.db'), database)
    })

    it.each([
      [
        'a manifest whose bytes changed',
        "UPDATE manifest SET bytes = CAST(bytes || ' ' AS BLOB) WHERE id = 1",
        'violation manifest: its bytes are ...',
      ],
      [
        'a lost edge',
        "DELETE FROM edge WHERE kind = 'layer' AND manifest = 1",
        'violation manifest: it names layer ..., which is not recorded',
      ],
      [
        'an edge too many',
        "INSERT INTO edge VALUES (1, 'child', (SELECT digest FROM blob LIMIT 1))",
        'violation manifest: it does not name child ..., which is recorded',
      ],
      [
        'a tag in a foreign repository',
        'UPDATE tag SET manifest = 2',
        'violation tag: it points at a manifest of another repository',
      ],
      [
        'a wrong count of uploads',
        'UPDATE open_uploads SET count = 7',
        'violation database: counts 7 open uploads, there are 1',
      ],
      [
        'a wrong count of the uploads of somebody',
        'UPDATE open_uploads_by SET count = 7',
        'violation database: counts 7 open uploads of someone, there are 1',
      ],
      [
        'uploads of somebody that were not counted',
        'DELETE FROM open_uploads_by',
        'violation database: counts 0 open uploads of someone, there are 1',
      ],
      [
        'a count of the uploads of nobody',
        "INSERT INTO open_uploads_by VALUES ('nobody', 2)",
        'violation database: counts 2 open uploads of nobody, there are 0',
      ],
      [
        'a row that names nothing',
        'UPDATE tag SET manifest = 77 WHERE repository = 1',
        'violation database: a row of tag names one of manifest that does not exist',
      ],
    ])('finds %s', async (_, statement, problem) => {
      sql(folder, statement)
      expect(said((await fsckFolder(folder)).problems)).toEqual([problem])
    })

    it('finds pages that are damaged', async () => {
      const file = await open(join(folder, 'meta.db'), 'r+')
      await file.write(randomBytes(8192), 0, 8192, 4096)
      await file.close()
      const { problems } = await fsckFolder(folder)
      expect(problems[0]).toMatchObject({ severity: 'violation', kind: 'database' })
    })
  })

  it('told to repair sets aside what is wrong, and a push of what is lost makes all right again', async () => {
    const { folder, contents, digests } = await filledFolder()
    for (const digest of digests.slice(0, 2)) await flipBit(blobPath(folder, digest), 7)
    await rm(blobPath(folder, digests[2] as never))
    await writeFile(join(folder, 'blobs', 'sha256', '00', 'stray'), 'nobody wrote this')
    expect(await fsckFolder(folder, { repair: true })).toMatchObject({ violations: 3, leftovers: 1 })
    expect(await readdir(join(folder, 'quarantine'))).toHaveLength(3)
    const again = await fsckFolder(folder, { repair: true })
    expect(said(again.problems)).toEqual(
      Array(3).fill('violation blob: is missing, which is known: push it again'),
    )

    const storage = await openFilesystemStorage(folder)
    for (const content of contents.slice(0, 3)) await pushBlob(storage.repository(name('a/b')), content)
    await storage.close()
    expect(await fsckFolder(folder)).toMatchObject({ blobs: 9, problems: [] })
  })

  it('refuses a folder that is in use, that is none, or that another version made', async () => {
    const folder = await temporaryFolder()
    expect(await failure(fsckFolder(folder))).toMatchObject({ reason: 'invalid' })
    expect(await readdir(folder)).toEqual([])
    const storage = await openFolder(folder)
    expect(await failure(fsckFolder(folder))).toMatchObject({ reason: 'locked' })
    await storage.close()
    for (const version of [1, 1000]) {
      sql(folder, `PRAGMA user_version = ${version}`)
      expect(await failure(fsckFolder(folder))).toMatchObject({ reason: 'incompatible' })
    }
  })
})
