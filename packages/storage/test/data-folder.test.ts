import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { digestOf } from '@berth/digest'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type FileSystem, fileSystem } from '../src/blob-store/file-system.ts'
import { layOut, makeFolder } from '../src/data-folder.ts'
import { DataFolderError, openFilesystemStorage } from '../src/index.ts'
import { bytesOf, failure, name, openFolder, pull, temporaryFolder } from './fixtures.ts'

/** Starts another process on a folder. Resolves with the line it says when it holds the folder, or cannot. */
async function otherProcess(folder: string): Promise<{ child: ChildProcess; said: string }> {
  const script = fileURLToPath(new URL('./hold-folder.ts', import.meta.url))
  const child = spawn(process.execPath, ['--conditions=@berth/source', '--import', 'tsx', script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [said] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { child, said }
}

/** The file system, and which folders were synced on it. */
function watched() {
  const synced: string[] = []
  const files: FileSystem = {
    ...fileSystem,
    async open(path, flags, mode) {
      const folder = await fileSystem.open(path, flags, mode)
      const sync = folder.sync.bind(folder)
      const watchedSync = async () => {
        await sync()
        synced.push(path)
      }
      return Object.assign(folder, { sync: watchedSync })
    },
  }
  return { files, synced }
}

describe('a data folder that is made', () => {
  it('is durable in all the folders that had to be made for it', async () => {
    const top = await temporaryFolder()
    const { files, synced } = watched()
    await makeFolder(join(top, 'a', 'b', 'c'), files)
    expect(synced.sort()).toEqual([top, join(top, 'a'), join(top, 'a', 'b')])
    synced.length = 0
    await makeFolder(join(top, 'a', 'b', 'c'), files)
    expect(synced).toEqual([])
  })

  it('has durable folders in it, also when those were made by a process that was killed over it', async () => {
    const folder = await temporaryFolder()
    await layOut(folder)
    const { files, synced } = watched()
    await layOut(folder, files)
    const blobs = join(folder, 'blobs')
    expect(synced.sort()).toEqual([folder, blobs, join(blobs, 'sha256'), join(blobs, 'sha512')])
  })
})

describe('a data folder', () => {
  it('belongs to one process, and its uploads to the next when that one is killed', async () => {
    const folder = await temporaryFolder()
    const { child, said } = await otherProcess(folder)
    const refused = await failure(openFilesystemStorage(folder))
    expect(refused).toBeInstanceOf(DataFolderError)
    expect(refused).toMatchObject({ reason: 'locked', message: expect.stringContaining(folder) })
    expect((refused as Error).message).toContain(`process ${child.pid}`)

    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
    const repository = (await openFolder(folder)).repository(name('a/b'))
    const upload = repository.openUpload(said, 'alice')
    expect(upload.offset).toBe(12)
    await upload.commit(digestOf(bytesOf('acknowledged')))
    expect((await pull(repository, digestOf(bytesOf('acknowledged')))).toString()).toBe('acknowledged')
  })

  it('is made where there is none, and opened once in a process until it is closed', async () => {
    const folder = join(await temporaryFolder(), 'made', 'here')
    const first = await openFilesystemStorage(folder)
    await first.check()
    const again = failure(openFilesystemStorage(join(folder, '..', '..', 'made', 'here')))
    expect(await again).toMatchObject({ reason: 'locked' })
    await first.close()
    await openFolder(folder)
  })

  it('that is a file is refused', async () => {
    const folder = join(await temporaryFolder(), 'file')
    await writeFile(folder, '')
    expect(await failure(openFilesystemStorage(folder))).toMatchObject({ reason: 'invalid' })
  })

  it('that cannot be made is refused', async () => {
    const refused = await failure(openFilesystemStorage('/sys/berth'))
    expect(refused).toMatchObject({
      reason: 'unwritable',
      message: expect.stringContaining('/sys/berth'),
    })
  })

  it('of a newer version is refused, and stays as it is', async () => {
    const folder = await temporaryFolder()
    await (await openFilesystemStorage(folder)).close()
    const version = (set = '') => {
      const db = new DatabaseSync(join(folder, 'meta.db'))
      db.exec(set)
      const row = db.prepare('PRAGMA user_version').get()
      db.close()
      return row.user_version
    }
    version('PRAGMA user_version = 1000')
    expect(await failure(openFilesystemStorage(folder))).toMatchObject({ reason: 'incompatible' })
    expect(version()).toBe(1000)
  })

  it('with a database of something else is refused', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'meta.db'), 'this is no database at all, but some text that lies there')
    expect(await failure(openFilesystemStorage(folder))).toMatchObject({ reason: 'invalid' })
    const other = await temporaryFolder()
    const db = new DatabaseSync(join(other, 'meta.db'))
    db.exec('PRAGMA application_id = 7')
    db.close()
    expect(await failure(openFilesystemStorage(other))).toMatchObject({ reason: 'invalid' })
  })
})
