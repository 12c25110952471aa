import { readFile, writeFile } from 'node:fs/promises'
import { type Digest, digestOf } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import type { RepositoryName } from '@berth/spec/grammar'
import { mediaTypes } from '@berth/spec/image'
import type { Repository, Storage } from '../../src/index.ts'
import {
  blobPath,
  byDigest,
  byTag,
  bytesOf,
  imageManifest,
  json,
  name,
  pieces,
  pull,
  tag,
} from '../fixtures.ts'

const one = name('team/one')
const two = name('team/two')

/** More than a chunk, so that it is also read in several. */
const LARGE = Buffer.alloc(300_000, 'large ').toString()
const contents = {
  config: '{}',
  small: 'a small layer',
  large: LARGE,
  unwanted: 'unwanted',
  slow: 'in pieces',
}
type Content = keyof typeof contents

const digests = Object.fromEntries(
  Object.entries(contents).map(([key, text]) => [key, digestOf(bytesOf(text))]),
) as Record<Content, Digest>

const first = imageManifest([contents.small])
const second = imageManifest([contents.large])
const descriptor = { mediaType: mediaTypes.ociManifest, digest: digestOf(first), size: first.byteLength }
const index = json({ schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [descriptor] })
const referrer = imageManifest([], { subject: descriptor, artifactType: 'application/vnd.test.note' })

/** What a client remembers from one step to the next. */
export interface Memory {
  session?: string
  /** What the registry has acknowledged of it. */
  acknowledged: number
}

/** One thing a client wants. Done again after a fault, it comes to the same. */
type Step = (storage: Storage, memory: Memory, folder: string) => Promise<unknown>

const SLOW_FIRST = 4

/** A push, a retag, deletions, an upload in pieces, and a scrub of content that was damaged meanwhile. */
export const steps: Readonly<Record<string, Step>> = {
  'push a config': (storage) => push(storage.repository(one), 'config'),
  'push a blob': (storage) => push(storage.repository(one), 'small'),
  'push a large blob in pieces': async (storage) => {
    const upload = await storage.repository(one).startUpload({ principal: 'alice' })
    const bytes = bytesOf(contents.large)
    await upload.append(pieces(bytes.subarray(0, 100_000)), 0)
    const again = storage.repository(one).openUpload(upload.id, 'alice')
    await again.append(pieces(bytes.subarray(100_000)), 100_000)
    await again.commit(digests.large)
  },
  'mount a blob': (storage) => storage.repository(two).mountBlob(digests.small, one),
  'push an image': (storage) => storage.repository(one).putManifest({ bytes: first, tags: [tag('v1')] }),
  'push an index with two tags': (storage) =>
    storage.repository(one).putManifest({ bytes: index, tags: [tag('all'), tag('latest')] }),
  'push a referrer': (storage) => storage.repository(one).putManifest({ bytes: referrer, tags: [] }),
  'move a tag': (storage) => storage.repository(one).putManifest({ bytes: second, tags: [tag('v1')] }),
  'begin an upload': async (storage, memory) => {
    const upload = await storage.repository(one).startUpload({ principal: 'alice' })
    memory.session = upload.id
    memory.acknowledged = 0
    await upload.append(pieces(contents.slow.slice(0, SLOW_FIRST)), 0)
    memory.acknowledged = SLOW_FIRST
  },
  'cancel another one': async (storage) => {
    const upload = await storage.repository(one).startUpload({ principal: 'alice' })
    await upload.append(pieces('never finished'))
    await upload.cancel()
  },
  'delete a tag': (storage) => gone(storage.repository(one).deleteTag(tag('latest'))),
  'delete a manifest': (storage) => gone(storage.repository(one).deleteManifest(digestOf(index))),
  'push a blob nobody wants': (storage) => push(storage.repository(one), 'unwanted'),
  'delete it': (storage) => gone(storage.repository(one).deleteBlob(digests.unwanted)),
  'scrub after a bit has flipped': async (storage, _, folder) => {
    const path = blobPath(folder, digests.large)
    const bytes = await readFile(path).catch(() => undefined)
    // The disk does this, once: a second scrub may find the file set aside already.
    if (bytes?.equals(bytesOf(contents.large))) {
      bytes[1000] = (bytes[1000] ?? 0) ^ 1
      await writeFile(path, bytes)
    }
    await storage.scrub()
  },
  'push again what was damaged': (storage) => push(storage.repository(one), 'large'),
  'go on with the upload': async (storage, memory) => {
    try {
      const upload = storage.repository(one).openUpload(memory.session ?? '', 'alice')
      if (upload.offset < memory.acknowledged) throw new Error(`the session is at ${upload.offset}`)
      await upload.append(pieces(contents.slow.slice(upload.offset)), upload.offset)
      await upload.commit(digests.slow)
    } catch (error) {
      // Over: finished by an earlier try whose answer was lost, or by that try's fault.
      if (!(error instanceof RegistryError) || error.code !== 'BLOB_UPLOAD_UNKNOWN') throw error
      if (storage.repository(one).statBlob(digests.slow) === undefined)
        await push(storage.repository(one), 'slow')
    }
  },
}

async function push(repository: Repository, content: Content): Promise<void> {
  const upload = await repository.startUpload({ principal: 'alice' })
  await upload.append(pieces(contents[content]))
  await upload.commit(digests[content])
}

/** It may be gone already: an earlier try may have done it without a word. */
async function gone(deletion: Promise<void>): Promise<void> {
  try {
    await deletion
  } catch (error) {
    if (!(error instanceof RegistryError) || error.status !== 404) throw error
  }
}

/** Where the content of the script goes: the folders a storage expects to be there. */
export const allDigests: readonly Digest[] = Object.values(digests)

/**
 * Everything a client can have, in words that can be compared. Content that is damaged it cannot have, whether that is
 * known already or found out by asking.
 * @throws for what must never be seen.
 */
export async function seen(storage: Storage): Promise<string> {
  const lines = storage.listRepositories({ limit: 10 }).items.map((repository) => `repository ${repository}`)
  for (const repository of [one, two]) lines.push(...(await seenIn(storage, repository)))
  return lines.join('\n')
}

async function seenIn(storage: Storage, repositoryName: RepositoryName): Promise<string[]> {
  const repository = storage.repository(repositoryName)
  const lines: string[] = []
  for (const [key, digest] of Object.entries(digests)) {
    if (repository.statBlob(digest) === undefined) continue
    const bytes = await pull(repository, digest).catch(() => undefined)
    // Only what the script has damaged may be shown by name and not be there.
    if (bytes === undefined && key !== 'large') throw new Error(`${key} is shown and cannot be pulled`)
    if (bytes === undefined) continue
    if (digestOf(bytes) !== digest) throw new Error(`${key} was served wrong`)
    lines.push(`${repositoryName} has ${key}`)
  }
  for (const item of repository.listTags({ limit: 100 }).items) {
    const target = repository.getManifest(byTag(item))
    if (target === undefined) throw new Error(`the tag ${item} dangles`)
    lines.push(`${repositoryName}:${item} is ${target.digest}`)
  }
  for (const [key, bytes] of Object.entries({ first, second, index, referrer })) {
    const stored = repository.getManifest(byDigest(digestOf(bytes)))
    if (stored === undefined) continue
    if (Buffer.compare(stored.bytes, bytes) !== 0) throw new Error(`the manifest ${key} was served wrong`)
    lines.push(`${repositoryName} has the manifest ${key}`)
  }
  const referrers = repository.listReferrers(digestOf(first), { limit: 100 }).items
  lines.push(...referrers.map(({ digest }) => `${repositoryName} has the referrer ${digest}`))
  return lines
}
