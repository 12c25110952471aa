import { readFile, writeFile } from 'node:fs/promises'
import { type Digest, digestOf } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import type { Repository, Storage, UploadSession } from '../../src/index.ts'
import {
  blobPath,
  byDigest,
  byTag,
  failure,
  imageManifest,
  name,
  pieces,
  pull,
  pushBlob,
  tag,
} from '../fixtures.ts'
import { PRINCIPAL } from './client.ts'

/** Something clients do, that can be refused half way and tried again. */
export interface Operation {
  readonly name: string
  /** It goes on without what is only of use to people: to write down, and to set aside, what it met. */
  readonly forgiving?: boolean
  /** It looks at everything there is, so that all it finds has to be its own. */
  readonly alone?: boolean
  /** Makes what it needs, undisturbed, and returns one instance of it. */
  prepare(storage: Storage, folder: string): Promise<Instance>
}

export interface Instance {
  /** Does it, or goes on with it as a client would that was refused. */
  attempt(): Promise<void>
  /** Whether it is done: what the client was told is true. */
  isDone(): Promise<boolean>
  /** Content that must not be served before it is done. */
  readonly fresh?: Digest
}

const APP = name('team/app')
const OTHER = name('team/other')
let made = 0

/** Bytes nobody pushed before. */
function freshBytes(length: number): Buffer {
  made += 1
  const bytes = Buffer.alloc(length, made % 251)
  bytes.writeUInt32LE(made)
  return bytes
}

/** Goes on with the session it had, asks where it is, and starts another when that one is gone. */
function uploader(repository: Repository, content: Buffer, by: 'sha256' | 'sha512' = 'sha256', parts = 1) {
  const digest = digestOf(content, by)
  let id: string | undefined
  const session = async (): Promise<UploadSession> => {
    if (id === undefined) {
      const started = await repository.startUpload({ principal: PRINCIPAL })
      id = started.id
      return started
    }
    return repository.openUpload(id, PRINCIPAL)
  }
  const go = async () => {
    const upload = await session()
    const rest = content.subarray(upload.offset)
    const length = Math.ceil(rest.length / parts)
    const chunks = Array.from({ length: parts }, (_, at) => rest.subarray(at * length, (at + 1) * length))
    await upload.append(pieces(...chunks), upload.offset)
    await upload.commit(digest)
  }
  const attempt = async () => {
    try {
      await go()
    } catch (error) {
      if (!(error instanceof RegistryError) || error.code !== 'BLOB_UPLOAD_UNKNOWN') throw error
      id = undefined
      await go()
    }
  }
  const isDone = async () =>
    repository.statBlob(digest) !== undefined && (await pull(repository, digest)).equals(content)
  return { attempt, isDone, fresh: digest }
}

async function staged(storage: Storage): Promise<UploadSession> {
  const upload = await storage.repository(APP).startUpload({ principal: PRINCIPAL })
  await upload.append(pieces('some bytes'))
  return upload
}

function isGone(storage: Storage, { id }: UploadSession): boolean {
  try {
    storage.repository(APP).openUpload(id, PRINCIPAL)
    return false
  } catch {
    return true
  }
}

async function damaged(storage: Storage, folder: string): Promise<{ content: Buffer; digest: Digest }> {
  const content = freshBytes(900)
  const digest = await pushBlob(storage.repository(APP), content)
  const wrong = await readFile(blobPath(folder, digest))
  wrong[7] = (wrong[7] ?? 0) ^ 1
  await writeFile(blobPath(folder, digest), wrong)
  return { content, digest }
}

/** An operation that ends with an error of this code when nothing is wrong with the registry. */
async function refusedWith(code: string, work: () => Promise<unknown>): Promise<void> {
  const error = await failure(work())
  if (!(error instanceof RegistryError) || error.code !== code) throw error
}

async function freshImage(storage: Storage, ...tags: string[]) {
  const bytes = imageManifest([], { annotations: { of: String(freshBytes(4).readUInt32LE()) } })
  await storage.repository(APP).putManifest({ bytes, tags: tags.map(tag) })
  return { bytes, digest: digestOf(bytes) }
}

export const operations: readonly Operation[] = [
  { name: 'push', prepare: async (storage) => uploader(storage.repository(APP), freshBytes(700)) },
  {
    name: 'push in several writes',
    prepare: async (storage) => uploader(storage.repository(APP), freshBytes(330_000), 'sha256', 6),
  },
  {
    name: 'push by a digest not announced',
    prepare: async (storage) => uploader(storage.repository(APP), freshBytes(2000), 'sha512'),
  },
  {
    name: 'push that heals',
    async prepare(storage, folder) {
      const { content, digest } = await damaged(storage, folder)
      await refusedWith('UNKNOWN', () => pull(storage.repository(APP), digest))
      return uploader(storage.repository(APP), content)
    },
  },
  {
    name: 'push of what is there',
    async prepare(storage) {
      const content = freshBytes(800)
      await pushBlob(storage.repository(APP), content)
      const { attempt, isDone } = uploader(storage.repository(APP), content)
      return { attempt, isDone }
    },
  },
  {
    name: 'mount',
    async prepare(storage) {
      const digest = await pushBlob(storage.repository(APP), freshBytes(100))
      const other = storage.repository(OTHER)
      return {
        attempt: async () => void (await other.mountBlob(digest, [APP])),
        isDone: async () => other.statBlob(digest) !== undefined,
      }
    },
  },
  {
    name: 'put of a manifest and its tags',
    async prepare(storage) {
      const repository = storage.repository(APP)
      const before = await freshImage(storage, 'moving')
      const bytes = imageManifest([], { annotations: { after: before.digest } })
      return {
        attempt: async () => void (await repository.putManifest({ bytes, tags: ['moving', 'new'].map(tag) })),
        isDone: async () =>
          repository.statManifest(byTag('moving'))?.digest === digestOf(bytes) &&
          repository.statManifest(byTag('new'))?.digest === digestOf(bytes),
      }
    },
  },
  {
    name: 'delete of a tag',
    async prepare(storage) {
      const repository = storage.repository(APP)
      await freshImage(storage, 'gone')
      return {
        attempt: () => repository.deleteTag(tag('gone')),
        isDone: async () => repository.statManifest(byTag('gone')) === undefined,
      }
    },
  },
  {
    name: 'delete of a manifest',
    async prepare(storage) {
      const repository = storage.repository(APP)
      const { digest } = await freshImage(storage, 'gone')
      return {
        attempt: () => repository.deleteManifest(digest),
        isDone: async () =>
          repository.statManifest(byDigest(digest)) === undefined &&
          repository.statManifest(byTag('gone')) === undefined,
      }
    },
  },
  {
    name: 'delete of a blob',
    async prepare(storage) {
      const repository = storage.repository(APP)
      const digest = await pushBlob(repository, freshBytes(100))
      return {
        attempt: () => repository.deleteBlob(digest),
        isDone: async () => repository.statBlob(digest) === undefined,
      }
    },
  },
  {
    name: 'cancel',
    async prepare(storage) {
      const upload = await staged(storage)
      const attempt = async () => {
        if (!isGone(storage, upload)) await storage.repository(APP).openUpload(upload.id, PRINCIPAL).cancel()
      }
      return { attempt, isDone: async () => isGone(storage, upload) }
    },
  },
  {
    name: 'commit of other bytes',
    async prepare(storage) {
      const upload = await staged(storage)
      const attempt = async () => {
        if (isGone(storage, upload)) return
        const again = storage.repository(APP).openUpload(upload.id, PRINCIPAL)
        await refusedWith('DIGEST_INVALID', () => again.commit(digestOf(Buffer.from('others'))))
      }
      return { attempt, isDone: async () => isGone(storage, upload) }
    },
  },
  {
    name: 'end of old sessions',
    async prepare(storage) {
      const uploads = [await staged(storage), await staged(storage)]
      return {
        attempt: async () => void (await storage.expireUploads(-1)),
        isDone: async () => uploads.every((upload) => isGone(storage, upload)),
      }
    },
  },
  ...[10, 300_000].map((length) => ({
    name: `pull of ${length} bytes`,
    async prepare(storage: Storage) {
      const content = freshBytes(length)
      const digest = await pushBlob(storage.repository(APP), content)
      let right = false
      return {
        attempt: async () => {
          right = (await pull(storage.repository(APP), digest)).equals(content)
        },
        isDone: async () => right,
      }
    },
  })),
  {
    name: 'pull of damaged content',
    forgiving: true,
    async prepare(storage, folder) {
      const { digest } = await damaged(storage, folder)
      const repository = storage.repository(APP)
      return {
        attempt: async () => {
          if (repository.statBlob(digest) !== undefined)
            await refusedWith('UNKNOWN', () => pull(repository, digest))
        },
        // Not more than that: what could not be written down now is found again by the next reader.
        isDone: async () =>
          repository.statBlob(digest) === undefined || (await failsToRead(repository, digest)),
      }
    },
  },
  {
    name: 'scrub',
    forgiving: true,
    alone: true,
    async prepare(storage, folder) {
      const { digest } = await damaged(storage, folder)
      const repository = storage.repository(APP)
      let unreadable = 0
      return {
        attempt: async () => {
          unreadable = (await storage.scrub()).events['blob.unreadable']
        },
        isDone: async () => repository.statBlob(digest) === undefined || unreadable > 0,
      }
    },
  },
  {
    name: 'check',
    prepare: async (storage) => ({ attempt: () => storage.check(), isDone: async () => true }),
  },
]

async function failsToRead(repository: Repository, digest: Digest): Promise<boolean> {
  const error = await failure(pull(repository, digest))
  return error instanceof RegistryError
}
