import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Digest, digestOf, splitDigest } from '@berth/digest'
import type { RepositoryName } from '@berth/spec'
import { openFilesystemStorage } from '@berth/storage'

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
