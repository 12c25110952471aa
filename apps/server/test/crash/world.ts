import { type Digest, digestOf } from '@berth/digest'
import { mediaTypes } from '@berth/spec'
import { bytesNamed, type Random } from '../process/random.ts'
import {
  type BlobContent,
  contentKey,
  type Ledger,
  type ManifestFact,
  type SessionFact,
  type TagFact,
} from './ledger.ts'

/** A manifest some client made, with the keys of what has to be in the repository for it. */
export interface ManifestContent {
  readonly bytes: Buffer
  readonly mediaType: string
  readonly digest: Digest
  readonly subject: Digest | undefined
  readonly blobs: readonly Digest[]
  readonly children: readonly Digest[]
}

/** Few enough that clients meet each other on them. */
const REPOSITORIES = ['crash/one', 'crash/two', 'crash/three']
const TAGS = ['a', 'b', 'c', 'd', 'e', 'f']

/** What the clients of one run share: contents to push, and who is at work on what. */
export class World {
  readonly ledger: Ledger
  readonly manifests = new Map<Digest, ManifestContent>()
  readonly #seed: number
  readonly #blobs = new Map<Digest, BlobContent>()
  /** Newest last, so that old ones stay and are looked at while clients work with the newer. */
  readonly #blobDigests: Digest[] = []
  readonly #manifestDigests: Digest[] = []
  readonly #inUse = new Map<string, number>()
  readonly #exclusive = new Set<string>()
  #made = 0

  constructor(ledger: Ledger, seed: number) {
    this.ledger = ledger
    this.#seed = seed
    for (const repository of REPOSITORIES) for (const tag of TAGS) ledger.tag(repository, tag)
  }

  repository(random: Random): string {
    return random.pick(REPOSITORIES) as string
  }

  otherRepository(random: Random, repository: string): string {
    return random.pick(REPOSITORIES.filter((other) => other !== repository)) as string
  }

  /** Mostly small ones, since what a crash can tear apart is the order of steps; some that take many writes. */
  newBlob(random: Random): BlobContent {
    const size = random.chance(0.02)
      ? 0
      : random.chance(0.85)
        ? random.between(1, 4_000)
        : random.between(50_000, 600_000)
    const name = this.#name('blob')
    const content = { name, size, digest: digestOf(bytesNamed(name, size)) }
    if (!this.#blobs.has(content.digest)) this.#blobDigests.push(content.digest)
    this.#blobs.set(content.digest, content)
    return content
  }

  blobOf(digest: Digest): BlobContent {
    return this.#blobs.get(digest) as BlobContent
  }

  recentBlob(random: Random): BlobContent | undefined {
    const digest = random.pick(this.#blobDigests.slice(-100))
    return digest && this.#blobs.get(digest)
  }

  /** A blob that is certainly in the repository. */
  presentBlob(random: Random, repository: string): BlobContent | undefined {
    const there = this.#blobDigests
      .slice(-100)
      .filter((digest) => this.ledger.blobs.get(contentKey(repository, digest))?.present.certain()?.value)
    const digest = random.pick(there)
    return digest && this.#blobs.get(digest)
  }

  /** A manifest that is certainly in the repository. */
  presentManifest(random: Random, repository: string): ManifestFact | undefined {
    return random.pick(
      this.#manifestDigests.slice(-60).flatMap((digest) => {
        const fact = this.ledger.manifests.get(contentKey(repository, digest))
        return fact?.present.certain()?.value ? [fact] : []
      }),
    )
  }

  tag(random: Random, repository: string): TagFact {
    return this.ledger.tag(repository, random.pick(TAGS) as string)
  }

  tagsOf(repository: string): TagFact[] {
    return TAGS.map((tag) => this.ledger.tag(repository, tag))
  }

  /** An image of blobs that are certainly there; undefined when there are none. */
  newImage(random: Random, repository: string): ManifestContent | undefined {
    const config = this.presentBlob(random, repository)
    const layer = this.presentBlob(random, repository)
    if (config === undefined || layer === undefined) return undefined
    const subject = random.chance(0.3) ? this.#subject(random, repository) : undefined
    return this.#remember(mediaTypes.ociManifest, [config.digest, layer.digest], [], subject, {
      config: descriptor('application/vnd.oci.image.config.v1+json', config),
      layers: [descriptor('application/vnd.oci.image.layer.v1.tar+gzip', layer)],
    })
  }

  /** An index of manifests that are certainly there; undefined when there are none. */
  newIndex(random: Random, repository: string): ManifestContent | undefined {
    const fact = this.presentManifest(random, repository)
    const child = fact && this.manifests.get(fact.digest)
    if (child === undefined) return undefined
    return this.#remember(mediaTypes.ociIndex, [], [child.digest], undefined, {
      manifests: [descriptor(child.mediaType, { digest: child.digest, size: child.bytes.byteLength })],
    })
  }

  /** More sessions than this lie about: time to go on with some, or each check would be about them alone. */
  get hasManySessions(): boolean {
    return this.ledger.sessions.size > 64
  }

  /** An open session nobody works on, now the caller's until `release`. */
  takeSession(random: Random): SessionFact | undefined {
    const free = [...this.ledger.sessions.values()].filter(
      ({ state, location }) => state === 'open' && !this.#exclusive.has(location),
    )
    const session = random.pick(free)
    if (session !== undefined) this.#exclusive.add(session.location)
    return session
  }

  keepSession(location: string): void {
    this.#exclusive.add(location)
  }

  /** Takes part in the use of these keys, unless somebody has one of them alone. */
  share(keys: readonly string[]): boolean {
    if (keys.some((key) => this.#exclusive.has(key))) return false
    for (const key of keys) this.#inUse.set(key, (this.#inUse.get(key) ?? 0) + 1)
    return true
  }

  unshare(keys: readonly string[]): void {
    for (const key of keys) {
      const users = (this.#inUse.get(key) ?? 1) - 1
      if (users === 0) this.#inUse.delete(key)
      else this.#inUse.set(key, users)
    }
  }

  /**
   * Has these keys alone. The deletion of a manifest takes the tags that point at it along; who may say which those
   * were, when somebody moves one meanwhile?
   */
  claim(keys: readonly string[]): boolean {
    if (keys.some((key) => this.#exclusive.has(key) || this.#inUse.has(key))) return false
    for (const key of keys) this.#exclusive.add(key)
    return true
  }

  release(keys: readonly string[]): void {
    for (const key of keys) this.#exclusive.delete(key)
  }

  /** After a crash nobody is at work. */
  releaseAll(): void {
    this.#inUse.clear()
    this.#exclusive.clear()
  }

  /** Usually something that is there; a referrer may also come before what it refers to. */
  #subject(random: Random, repository: string): { digest: Digest; size: number; mediaType: string } {
    const fact = random.chance(0.8) ? this.presentManifest(random, repository) : undefined
    const known = fact && this.manifests.get(fact.digest)
    if (known !== undefined)
      return { digest: known.digest, size: known.bytes.byteLength, mediaType: known.mediaType }
    const absent = Buffer.from(this.#name('absent'))
    return { digest: digestOf(absent), size: absent.byteLength, mediaType: mediaTypes.ociManifest }
  }

  #remember(
    mediaType: string,
    blobs: readonly Digest[],
    children: readonly Digest[],
    subject: { digest: Digest; size: number; mediaType: string } | undefined,
    fields: Record<string, unknown>,
  ): ManifestContent {
    const document = {
      schemaVersion: 2,
      mediaType,
      ...fields,
      ...(subject === undefined ? {} : { subject }),
      annotations: { 'org.opencontainers.image.title': this.#name('manifest') },
    }
    const bytes = Buffer.from(JSON.stringify(document))
    const manifest = { bytes, mediaType, digest: digestOf(bytes), subject: subject?.digest, blobs, children }
    this.manifests.set(manifest.digest, manifest)
    this.#manifestDigests.push(manifest.digest)
    return manifest
  }

  #name(kind: string): string {
    this.#made += 1
    return `${kind} ${this.#made} of seed ${this.#seed}`
  }
}

function descriptor(mediaType: string, { digest, size }: { digest: Digest; size: number }) {
  return { mediaType, digest, size }
}
