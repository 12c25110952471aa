import { mkdir, mkdtemp, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOf, splitDigest } from '@berth/digest'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FileSystem, fileSystem } from '../src/blob-store/file-system.ts'
import { FilesystemBlobStore } from '../src/blob-store/filesystem.ts'
import { MemoryBlobStore } from '../src/blob-store/memory.ts'
import type { BlobStore, StagedContent } from '../src/blob-store.ts'
import { layOut } from '../src/data-folder.ts'
import { bytesOf } from './fixtures.ts'

/** One folder for the whole file: to lay out its 512 shards takes longer than all tests. */
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-blobs-'))
  await layOut(folder)
})
afterAll(() => rm(folder, { recursive: true }))

const memory = new MemoryBlobStore()
const stores: [string, () => BlobStore][] = [
  ['memory', () => memory],
  ['filesystem', () => new FilesystemBlobStore(folder)],
]

async function stage(store: BlobStore, id: string, offset = 0): Promise<StagedContent> {
  const staged = await store.stage(id, offset)
  if (staged === undefined) throw new Error('the staged bytes are lost')
  return staged
}

async function put(store: BlobStore, bytes: Uint8Array) {
  const staged = await stage(store, 'one')
  try {
    await staged.write([bytes])
    await staged.publish(digestOf(bytes))
  } finally {
    await staged.close()
  }
  return digestOf(bytes)
}

async function collect(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const copies: Buffer[] = []
  for await (const chunk of chunks) copies.push(Buffer.from(chunk))
  return Buffer.concat(copies)
}

async function read(store: BlobStore, bytes: Uint8Array, range?: { start: number; end: number }) {
  const blob = await store.open(digestOf(bytes), bytes.byteLength)
  try {
    return await collect(blob.read(range))
  } finally {
    await blob.close()
  }
}

/** Several reads long, and no two parts of it alike. */
const large = Buffer.alloc(1_200_000)
for (let at = 0; at < large.length; at += 4) large.writeUInt32LE((at * 2654435761) >>> 0, at)

describe.each(stores)('a blob store (%s)', (_, open) => {
  it('gives back what was staged and published', async () => {
    const store = open()
    await put(store, large)
    expect(Buffer.compare(await read(store, large), large)).toBe(0)
  })

  it('keeps empty content', async () => {
    const store = open()
    await put(store, new Uint8Array())
    expect(await read(store, new Uint8Array())).toHaveLength(0)
  })

  it('reads any range, across and within reads', async () => {
    const store = open()
    await put(store, large)
    for (const [start, end] of [
      [0, 1],
      [262_143, 262_145],
      [262_144, 524_288],
      [1_199_999, 1_200_000],
      [5, 5],
    ] as const) {
      const part = await read(store, large, { start, end })
      expect(Buffer.compare(part, large.subarray(start, end)), `${start}-${end}`).toBe(0)
    }
  })

  it('serves many readers at once, each its own bytes, also when some leave early', async () => {
    const store = open()
    await put(store, large)
    const leave = async () => {
      const blob = await store.open(digestOf(large), large.byteLength)
      for await (const _chunk of blob.read()) break
      await blob.close()
    }
    const reads = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        if (index % 2 === 0) return await leave()
        expect(Buffer.compare(await read(store, large), large)).toBe(0)
      }),
    )
    expect(reads).toHaveLength(20)
  })

  it('refuses content it does not have', async () => {
    const store = open()
    await expect(store.open(digestOf(bytesOf('nothing')), 7)).rejects.toMatchObject({ code: 'UNKNOWN' })
  })

  it('refuses content of another size than recorded', async () => {
    const store = open()
    const digest = await put(store, bytesOf('seven b'))
    await expect(store.open(digest, 8)).rejects.toMatchObject({ code: 'UNKNOWN' })
  })

  it('cuts off staged bytes beyond the offset', async () => {
    const store = open()
    const first = await stage(store, 'one')
    await first.write([bytesOf('kept'), bytesOf('torn')])
    await first.close()
    const second = await stage(store, 'one', 4)
    expect(second.size).toBe(4)
    await second.write([bytesOf('!')])
    expect((await collect(second.read())).toString()).toBe('kept!')
    await second.publish(digestOf(bytesOf('kept!')))
    await second.close()
    expect((await read(store, bytesOf('kept!'))).toString()).toBe('kept!')
  })

  it('says when staged bytes are lost', async () => {
    const store = open()
    expect(await store.stage('never seen', 10)).toBeUndefined()
  })

  it('lists and discards what is staged', async () => {
    const store = open()
    const staged = await stage(store, 'one')
    await staged.write([bytesOf('abc')])
    await staged.close()
    expect(await store.staged()).toEqual(new Map([['one', 3]]))
    await store.discard('one')
    await store.discard('one')
    expect(await store.staged()).toEqual(new Map())
  })

  it('has nothing staged after publishing, whether the content was there or not', async () => {
    const store = open()
    await put(store, bytesOf('same'))
    await put(store, bytesOf('same'))
    expect(await store.staged()).toEqual(new Map())
    expect((await read(store, bytesOf('same'))).toString()).toBe('same')
  })

  it('takes content now', async () => {
    const store = open()
    await store.check()
  })
})

describe('a blob store in a folder', () => {
  const pathOf = (bytes: Uint8Array) => {
    const { algorithm, hex } = splitDigest(digestOf(bytes))
    return join(folder, 'blobs', algorithm, hex.slice(0, 2), hex)
  }

  it('lays content out by algorithm and first two digits', async () => {
    const store = new FilesystemBlobStore(folder)
    await put(store, bytesOf('content'))
    expect(await readFile(pathOf(bytesOf('content')), 'utf8')).toBe('content')
    expect(await readdir(join(folder, 'blobs', 'sha256'))).toHaveLength(256)
  })

  it('fails a read of a file that became shorter, rather than end it early', async () => {
    const store = new FilesystemBlobStore(folder)
    const digest = await put(store, large)
    const blob = await store.open(digest, large.byteLength)
    await truncate(pathOf(large), 700_000)
    await expect(collect(blob.read())).rejects.toMatchObject({ code: 'UNKNOWN' })
    await blob.close()
  })

  it.each(['stat', 'read'] as const)(
    'says that content is unavailable, not that it is damaged, when its %s fails',
    async (call) => {
      const digest = await put(new FilesystemBlobStore(folder), large)
      const failing: FileSystem = {
        ...fileSystem,
        async open(...given) {
          const file = await fileSystem.open(...given)
          const cause = Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
          return Object.assign(file, { [call]: () => Promise.reject(cause) })
        },
      }
      const store = new FilesystemBlobStore(folder, undefined, failing)
      const reading = async () => {
        const blob = await store.open(digest, large.byteLength)
        await collect(blob.read()).finally(() => blob.close())
      }
      await expect(reading()).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 503 })
    },
  )

  it('replaces what lies under the digest, of the same size or another', async () => {
    const store = new FilesystemBlobStore(folder)
    const path = pathOf(bytesOf('right'))
    await writeFile(path, 'wrong')
    await put(store, bytesOf('right'))
    expect(await readFile(path, 'utf8')).toBe('right')
    await writeFile(path, 'too long')
    await put(store, bytesOf('right'))
    expect(await readFile(path, 'utf8')).toBe('right')
  })

  it('does not follow links out of the folder', async () => {
    const store = new FilesystemBlobStore(folder)
    await writeFile(join(folder, 'secret'), 'secret')
    await symlink(join(folder, 'secret'), pathOf(bytesOf('secret')))
    await symlink(join(folder, 'secret'), join(folder, 'uploads', 'linked'))
    await expect(store.open(digestOf(bytesOf('secret')), 6)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await expect(store.stage('linked', 0)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('leaves no staged bytes when a commit fails', async () => {
    const store = new FilesystemBlobStore(folder)
    await mkdir(pathOf(bytesOf('blocked')))
    await expect(put(store, bytesOf('blocked'))).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    expect(await store.staged()).toEqual(new Map())
  })
})
