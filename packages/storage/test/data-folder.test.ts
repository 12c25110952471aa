import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { digestOf } from '@berth/digest'
import { DatabaseSync } from '@photostructure/sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
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
