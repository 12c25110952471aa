import { type Digest, digestOf } from '@berth/digest'
import { DamagedContent } from '../../src/blob-store/damaged.ts'
import type { Repository, Storage } from '../../src/index.ts'
import { byDigest, byTag, name, pull } from '../fixtures.ts'
import { blobKey, manifestKey, tagKey } from './client.ts'

/** What a storage shows, in the ledger's terms; a blob that cannot be had is `refused`, or `missing` when its file is. */
export interface Shown {
  readonly values: ReadonlyMap<string, string>
  /** What does not fit together, whoever was told what (durability 1.5: I2, I3, I4, I6). */
  readonly contradictions: readonly string[]
}

interface Parsed {
  readonly subject?: { digest: Digest }
  readonly config?: { digest: Digest }
  readonly layers?: readonly { digest: Digest }[]
  readonly manifests?: readonly { digest: Digest }[]
}

/** Looks at everything that any of these keys is about, reading every byte. */
export async function observe(
  storage: Storage,
  keys: ReadonlySet<string>,
  contents: ReadonlyMap<Digest, Buffer>,
): Promise<Shown> {
  const values = new Map<string, string>()
  const contradictions: string[] = []
  const repositories = new Set<string>()
  for (const key of keys) {
    const [kind = '', rest = ''] = key.split(' ')
    const [repository = '', digest = ''] = rest.split(kind === 'tag' ? /:(.*)/ : '@')
    if (kind === 'loss' || kind === 'evidence') continue
    repositories.add(repository)
    const value = await lookAt(storage.repository(name(repository)), kind, digest as Digest, contradictions)
    if (value !== undefined) values.set(key, value)
  }
  for (const repository of repositories) {
    contradictions.push(...inTags(storage.repository(name(repository)), values))
    contradictions.push(...inManifests(storage.repository(name(repository)), values, contents))
  }
  return { values, contradictions }
}

async function lookAt(
  repository: Repository,
  kind: string,
  what: Digest,
  contradictions: string[],
): Promise<string | undefined> {
  if (kind === 'tag') return repository.statManifest(byTag(what))?.digest
  if (kind === 'manifest') {
    const manifest = repository.getManifest(byDigest(what))
    if (manifest !== undefined && digestOf(manifest.bytes) !== what)
      contradictions.push(`I2 ${what} has other bytes`)
    return manifest && 'there'
  }
  const stat = repository.statBlob(what)
  if (stat === undefined) return undefined
  try {
    const bytes = await pull(repository, what)
    const actual = digestOf(bytes, what.startsWith('sha512') ? 'sha512' : 'sha256')
    if (actual !== what) contradictions.push(`I2 ${what} was read to its end and is ${actual}`)
    if (bytes.length !== stat.size)
      contradictions.push(`I2 ${what} has ${bytes.length} bytes, ${stat.size} by stat`)
    return 'there'
  } catch (error) {
    return error instanceof DamagedContent && error.kind === 'missing' ? 'missing' : 'refused'
  }
}

/** I4: a tag leads to a manifest, and the list of tags is the set of tags. */
function* inTags(repository: Repository, values: ReadonlyMap<string, string>): Generator<string> {
  const there: string[] = []
  for (const [key, digest] of values) {
    if (!key.startsWith(tagKey(repository.name, ''))) continue
    there.push(key.slice(tagKey(repository.name, '').length))
    if (!values.has(manifestKey(repository.name, digest))) yield `I4 ${key} dangles`
  }
  const listed = repository.listTags({ limit: 1000 }).items.join(' ')
  if (listed !== there.sort().join(' '))
    yield `I4 ${repository.name} lists ${listed}, there are ${there.join(' ')}`
}

/** I3 and I6: what a manifest names is here, and the referrers of a manifest are those that name it as subject. */
function* inManifests(
  repository: Repository,
  values: ReadonlyMap<string, string>,
  contents: ReadonlyMap<Digest, Buffer>,
): Generator<string> {
  const referrers = new Map<Digest, Digest[]>()
  for (const [digest, bytes] of contents) {
    if (!values.has(manifestKey(repository.name, digest))) continue
    const { subject, config, layers = [], manifests = [] } = JSON.parse(bytes.toString()) as Parsed
    if (subject !== undefined)
      referrers.set(subject.digest, [...(referrers.get(subject.digest) ?? []), digest])
    const named = [
      ...[...layers, ...(config === undefined ? [] : [config])].map((blob) =>
        blobKey(repository.name, blob.digest),
      ),
      ...manifests.map((child) => manifestKey(repository.name, child.digest)),
    ]
    for (const key of named) if (!values.has(key)) yield `I3 ${digest} is here and ${key} is not`
  }
  for (const [digest] of contents) {
    const listed = repository.listReferrers(digest, { limit: 1000 }).items.map((item) => item.digest)
    const expected = (referrers.get(digest) ?? []).sort()
    if (listed.join() !== expected.join())
      yield `I6 the referrers of ${digest} are ${listed}, expected ${expected}`
  }
}
