import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Digest, digestOf, splitDigest } from '@berth/digest'
import type { Reference, RepositoryName, Tag } from '@berth/spec/grammar'
import { mediaTypes } from '@berth/spec/image'
import { afterAll, beforeAll, describe, onTestFinished } from 'vitest'
import { FilesystemBlobStore } from '../src/blob-store/filesystem.ts'
import { ComposedStorage } from '../src/composed-storage.ts'
import { layOut } from '../src/data-folder.ts'
import {
  openFilesystemStorage,
  openMemoryStorage,
  type Repository,
  type Storage,
  type StorageOptions,
} from '../src/index.ts'
import { SqliteMetadata } from '../src/metadata/sqlite.ts'

/** A folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'berth-storage-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Opens the storage of a folder until the test ends. */
export async function openFolder(folder: string, options?: StorageOptions): Promise<Storage> {
  const storage = await openFilesystemStorage(folder, options)
  onTestFinished(() => storage.close())
  return storage
}

/** Content in files, with metadata in memory: no thread to start, where a test is about files. */
export async function openFiles(options: StorageOptions = {}) {
  const folder = await temporaryFolder()
  await layOut(folder)
  const blobs = new FilesystemBlobStore(folder)
  const metadata = SqliteMetadata.inMemory()
  const storage = new ComposedStorage({ metadata, blobs }, options, () => metadata.close())
  onTestFinished(() => storage.close())
  return { folder, blobs, metadata, storage }
}

/** Where the content of a digest lies in a data folder. */
export function blobPath(folder: string, digest: Digest): string {
  const { algorithm, hex } = splitDigest(digest)
  return join(folder, 'blobs', algorithm, hex.slice(0, 2), hex)
}

/** Turns one bit of a file around. */
export async function flipBit(path: string, at: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[at] = (bytes[at] ?? 0) ^ 0b100
  await writeFile(path, bytes)
}

const kinds: [kind: string, open: (folder: string) => Promise<Storage>][] = [
  ['memory', () => openMemoryStorage()],
  ['filesystem', (folder) => openFilesystemStorage(folder)],
]

let repositories = 0

/**
 * Runs tests with a storage of either kind: what one does, the other does. A storage serves all tests of its block (a
 * thread takes longer to start than they all take to run); each test has repositories of its own in it.
 */
export function onEachStorage(
  what: string,
  tests: (given: { storage(): Storage; repository(): Repository }) => void,
) {
  describe.each(kinds)(`${what} (%s)`, (_, open) => {
    let storage: Storage
    let folder: string
    beforeAll(async () => {
      folder = await mkdtemp(join(tmpdir(), 'berth-storage-'))
      storage = await open(folder)
    })
    afterAll(async () => {
      await storage.close()
      await rm(folder, { recursive: true })
    })
    tests({ storage: () => storage, repository: () => storage.repository(newName()) })
  })
}

/** A repository name no other test uses. */
export function newName(): RepositoryName {
  repositories += 1
  return name(`team/app-${repositories}`)
}

export const name = (text: string) => text as RepositoryName
export const tag = (text: string) => text as Tag
export const byTag = (text: string): Reference => ({ kind: 'tag', tag: tag(text) })
export const byDigest = (digest: Digest): Reference => ({ kind: 'digest', digest })
export const bytesOf = (text: string) => Buffer.from(text)

/** Bytes as they come from a client: in pieces. */
export async function* pieces(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield typeof part === 'string' ? Buffer.from(part) : part
}

/** Pieces of a client that goes away after the last one. */
export async function* broken(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  yield* pieces(...parts)
  throw new Error('the client went away')
}

export async function pushBlob(repository: Repository, content: string | Uint8Array): Promise<Digest> {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const upload = await repository.startUpload({ principal: 'someone' })
  await upload.append(pieces(bytes))
  return (await upload.commit(digestOf(bytes))).digest
}

/** The whole content of a blob, as a client would get it. */
export async function pull(
  repository: Repository,
  digest: Digest,
  range?: { start: number; end: number },
): Promise<Buffer> {
  const blob = await repository.openBlob(digest)
  if (blob === undefined) throw new Error(`no ${digest}`)
  try {
    const chunks: Buffer[] = []
    // A chunk is valid until the next one only, so each is copied.
    for await (const chunk of blob.read(range)) chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks)
  } finally {
    await blob.close()
  }
}

export function descriptorOf(content: string | Uint8Array, mediaType: string = mediaTypes.octetStream) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return { mediaType, digest: digestOf(bytes), size: bytes.byteLength }
}

export const json = (value: unknown) => Buffer.from(JSON.stringify(value))

/** An image manifest over an empty config and the given layers, with whatever else a test wants in it. */
export function imageManifest(layers: string[] = [], more: object = {}): Buffer {
  return json({
    schemaVersion: 2,
    mediaType: mediaTypes.ociManifest,
    config: descriptorOf('{}', mediaTypes.ociEmpty),
    layers: layers.map((layer) => descriptorOf(layer)),
    ...more,
  })
}

/** Pushes the content of {@link imageManifest}, and then it. */
export async function pushImage(
  repository: Repository,
  tags: string[],
  layers: string[] = [],
  more: object = {},
) {
  for (const content of ['{}', ...layers]) await pushBlob(repository, content)
  return await repository.putManifest({ bytes: imageManifest(layers, more), tags: tags.map(tag) })
}

/** What a promise is rejected with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise
  } catch (error) {
    return error
  }
  throw new Error('expected a failure')
}
