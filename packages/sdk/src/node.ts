import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { open, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { PulledBlob } from './blobs/pull.ts'
import type { ReplayableSource } from './blobs/source.ts'
import { chunksOf } from './streams.ts'

/** Bytes read from a file at once. */
const READ_SIZE = 256 * 1024

/**
 * A file to push. It is opened when needed and can be read again, so its upload resumes.
 * @example const { digest } = await repository.pushBlob(await fileSource('layer.tar.gz'))
 */
export async function fileSource(path: string): Promise<ReplayableSource> {
  const { size } = await stat(path)
  return {
    size,
    open: (offset) => createReadStream(path, { start: offset, highWaterMark: READ_SIZE }),
  }
}

/**
 * Saves a pulled blob. The file appears under `path` complete, verified and on disk, or not at all; a file that was
 * there before stays until then.
 * @example const { size } = await saveBlob(await repository.pullBlob(digest), 'layer.tar.gz')
 */
export async function saveBlob(pulled: PulledBlob, path: string): Promise<{ size: number }> {
  // Beside its target, for a rename does not cross file systems.
  const part = join(dirname(path), `.${basename(path)}.${randomUUID()}.part`)
  let size = 0
  try {
    const file = await open(part, 'wx')
    try {
      for await (const chunk of chunksOf(pulled.body)) {
        // A write may take less than it is given; writeFile goes on until all of it is taken.
        await file.writeFile(chunk)
        size += chunk.byteLength
      }
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(part, path)
  } catch (error) {
    await pulled.body.cancel(error).catch(() => {})
    await rm(part, { force: true })
    throw error
  }
  await syncDirectory(dirname(path))
  return { size }
}

/** Makes the new name itself last. Windows cannot open directories and needs no such thing. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const directory = await open(path, 'r')
  try {
    await directory.sync()
  } finally {
    await directory.close()
  }
}
