import { readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Digest, digestOf, splitDigest } from '@berth/digest'
import type { RepositoryName } from '@berth/spec'
import { openFilesystemStorage } from '@berth/storage'
import { DatabaseSync } from '@photostructure/sqlite'

/** Makes a data folder that holds these blobs and is in nobody's use. */
export async function fillFolder(folder: string, contents: readonly Uint8Array[]): Promise<Digest[]> {
  const storage = await openFilesystemStorage(folder)
  try {
    const repository = storage.repository('team/app' as RepositoryName)
    const push = async (content: Uint8Array) => {
      const upload = await repository.startUpload({ principal: 'anonymous' })
      await upload.append(inOnePiece(content))
      return (await upload.commit(digestOf(content))).digest
    }
    return await Promise.all(contents.map(push))
  } finally {
    await storage.close()
  }
}

async function* inOnePiece(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content
}

/** Where a blob's content lies. */
export function blobPath(folder: string, digest: Digest): string {
  const { algorithm, hex } = splitDigest(digest)
  return join(folder, 'blobs', algorithm, hex.slice(0, 2), hex)
}

/** Turns one bit of a stored blob around. */
export async function flipBit(folder: string, digest: Digest, bit: number): Promise<void> {
  const path = blobPath(folder, digest)
  const bytes = await readFile(path)
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7))
  await writeFile(path, bytes)
}

/** Far more than can be read within a test. */
const ENDLESS_BYTES = 2 ** 40

/** Makes the content of a blob so long that a pass over it ends only when it is stopped. It takes no room: it is a hole. */
export async function makeEndless(folder: string, digest: Digest): Promise<void> {
  await truncate(blobPath(folder, digest), ENDLESS_BYTES)
  const db = new DatabaseSync(join(folder, 'meta.db'))
  const hash = Buffer.from(splitDigest(digest).hex, 'hex')
  const { changes } = db
    .prepare('UPDATE blob SET size = ? WHERE substr(digest, 2) = ?')
    .run(ENDLESS_BYTES, hash)
  db.close()
  if (changes !== 1) throw new Error(`${digest} is not recorded`)
}
