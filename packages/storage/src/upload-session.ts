import { randomUUID } from 'node:crypto'
import { type Algorithm, algorithmOf, createHasher, type Digest } from '@berth/digest'
import { RegistryError } from '@berth/spec/errors'
import type { BlobStore, StagedContent } from './blob-store.ts'
import type { DigestLocks } from './digest-locks.ts'
import { batches } from './gather.ts'
import type { IntegrityDesk } from './integrity/desk.ts'
import type { UploadKey, UploadRow } from './metadata/uploads.ts'
import type { MetadataStore } from './metadata-store.ts'
import type { Room } from './room.ts'
import { type RunningHashes, UploadHashes } from './running-hashes.ts'
import type { BlobStat, UploadSession } from './storage.ts'

/** How long a writer that stopped without a word keeps others out; it renews its hold three times as often. */
const LEASE_MS = 60_000
const RENEW_MS = 20_000

/** What the upload sessions of one storage share. */
export interface UploadDesk {
  readonly metadata: MetadataStore
  readonly blobs: BlobStore
  readonly room: Room
  readonly hashes: RunningHashes
  /** What the sessions with a writer at work have staged by now; their rows follow when the writer is done. */
  readonly underWay: Map<string, { readonly owner: string; readonly staged: Pick<StagedContent, 'size'> }>
  /**
   * The owners of holds that ended while the database took no writes, by session: its next writer writes that down
   * first.
   */
  readonly unrecorded: Map<string, string>
  /** Content that was published while the database took no writes, by session: its next writer records it. */
  readonly published: Map<string, BlobStat & { fingerprint: string }>
  readonly locks: DigestLocks
  readonly integrity: IntegrityDesk
  /** Unique to this opening of the storage: no hold of an earlier process can pass for one of this. */
  readonly opening: string
}

/** What a writer has while it is the session's only one. */
interface Hold {
  readonly owner: string
  readonly staged: StagedContent
  /** Another writer has taken over: nothing may be written any more. */
  lost: boolean
  /** The session is over, its row is gone. */
  ended: boolean
}

/** An upload session: a row that promises so many bytes, the staged bytes, and the hashes over them. */
export class StoredUpload implements UploadSession {
  readonly id: string
  readonly algorithm: Algorithm | undefined
  readonly #desk: UploadDesk
  readonly #key: UploadKey
  #offset: number

  constructor(desk: UploadDesk, key: UploadKey, row: Omit<UploadRow, 'id'>) {
    this.#desk = desk
    this.#key = key
    this.id = key.id
    this.algorithm = row.algorithm
    this.#offset = row.offset
  }

  get offset(): number {
    // A client whose connection broke asks at once, often before this end has heard of it.
    return this.#desk.underWay.get(this.id)?.staged.size ?? this.#offset
  }

  async recordedOffset(): Promise<number> {
    const { metadata, underWay } = this.#desk
    const hold = underWay.get(this.id)
    if (hold === undefined) return this.#offset
    const now = Date.now()
    const offset = hold.staged.size
    const progress = { id: this.id, owner: hold.owner, offset, until: now + LEASE_MS, now }
    // Its writer may have ended meanwhile, and has then written down where.
    if (!(await metadata.write('recordProgress', progress))) return metadata.findUpload(this.#key).offset
    return offset
  }

  async append(source: AsyncIterable<Uint8Array>, at?: number): Promise<void> {
    await this.#holding(at, async (hold) => {
      const hashes = await this.#takeHashes(hold.staged)
      try {
        for await (const batch of batches(source)) {
          if (hold.lost) throw takenOver()
          // The disk takes the batch on another thread while this one hashes it.
          const writing = hold.staged.write(batch)
          for (const chunk of batch) hashes.update(chunk)
          await writing
        }
      } finally {
        // After a failed write they cover more than is there; the next writer sees that and starts them anew.
        if (!hold.lost) this.#desk.hashes.keep(this.id, hashes)
      }
    })
  }

  async commit(digest: Digest): Promise<BlobStat> {
    return await this.#holding(undefined, async (hold) => {
      const { staged } = hold
      const hashes = await this.#takeHashes(staged)
      // Protocol fact 14: clients push by sha512 without announcing it.
      const algorithm = algorithmOf(digest)
      const actual =
        hashes.algorithm === algorithm ? hashes.digest() : await digestOfStaged(staged, algorithm)
      if (actual !== digest) {
        await this.#end(hold)
        throw new RegistryError(
          'DIGEST_INVALID',
          `the ${staged.size} bytes that arrived are ${actual}, not ${digest}`,
        )
      }
      // The order is the promise: content durable, name durable, row durable, and only then an answer.
      const healed = await this.#desk.locks.holding(digest, async () => {
        const blob = { digest, size: staged.size, fingerprint: hashes.fingerprint() }
        await this.#desk.metadata.write('announceCommit', { ...blob, id: this.id, owner: hold.owner })
        await this.#publish(hold, digest)
        try {
          return await this.#record(hold.owner, blob)
        } catch (error) {
          this.#desk.published.set(this.id, blob)
          throw error
        }
      })
      hold.ended = true
      this.#desk.published.delete(this.id)
      if (healed) this.#desk.integrity.healed('blob', digest)
      return { digest, size: staged.size }
    })
  }

  async cancel(): Promise<void> {
    await this.#holding(undefined, (hold) => this.#end(hold))
  }

  /** Runs `work` as the session's only writer. Whatever becomes of it, what is staged then is counted. */
  async #holding<Result>(at: number | undefined, work: (hold: Hold) => Promise<Result>): Promise<Result> {
    const hold = await this.#take(at)
    this.#desk.underWay.set(this.id, hold)
    const renewal = setInterval(() => this.#renew(hold), RENEW_MS).unref()
    let result: Result
    try {
      result = await work(hold)
    } catch (error) {
      // What went wrong first is what the client should hear of.
      await this.#letGo(hold, renewal).catch(() => {})
      throw error
    }
    await this.#letGo(hold, renewal)
    return result
  }

  async #letGo(hold: Hold, renewal: NodeJS.Timeout): Promise<void> {
    clearInterval(renewal)
    try {
      const closed = await hold.staged.close().catch((error: unknown) => ({ error }))
      // Of a session that is over nothing is left that a close could lose.
      if (hold.ended) return
      // A file system may say only here that it has no room for what it took (quotas over a network do): then it counts
      // for nothing, and the session goes on from where it was.
      await this.#release(hold.owner, closed === undefined ? hold.staged.size : this.#offset)
      if (closed !== undefined) throw closed.error
    } finally {
      // A writer that was taken over is not the one under way any more.
      if (this.#desk.underWay.get(this.id) === hold) this.#desk.underWay.delete(this.id)
    }
  }

  async #take(at: number | undefined): Promise<Hold> {
    const { metadata, blobs, opening } = this.#desk
    await this.#endLastHold()
    const owner = `${opening}/${randomUUID()}`
    const now = Date.now()
    const row = await metadata
      .write('leaseUpload', { ...this.#key, at, lease: { owner, until: now + LEASE_MS }, now })
      .catch((error: unknown) => this.#refused(error))
    this.#offset = row.offset
    let staged: StagedContent | undefined
    try {
      staged = await blobs.stage(this.id, row.offset)
      if (staged === undefined) await this.#endWithoutBytes(owner)
    } catch (error) {
      await this.#release(owner, row.offset).catch(() => {})
      throw error
    }
    if (staged !== undefined) return { owner, staged, lost: false, ended: false }
    throw new RegistryError(
      'BLOB_UPLOAD_UNKNOWN',
      `the bytes of session ${this.id} are gone: start a new upload`,
    )
  }

  /** The content has its name already and lacks its record, or a disk has lost it: the session is over. */
  async #endWithoutBytes(owner: string): Promise<void> {
    const { metadata, published } = this.#desk
    const blob = published.get(this.id)
    if (blob === undefined || !(await this.#recordPublished(owner, blob)))
      await metadata.write('endUpload', { id: this.id, owner })
    published.delete(this.id)
  }

  /** False when the content has lost its name again meanwhile: a scrub may have set it aside. */
  #recordPublished(owner: string, blob: BlobStat & { fingerprint: string }): Promise<boolean> {
    const { locks, blobs, integrity } = this.#desk
    return locks.holding(blob.digest, async () => {
      if (!(await blobs.confirm(blob.digest, blob.size))) return false
      if (await this.#record(owner, blob)) integrity.healed('blob', blob.digest)
      return true
    })
  }

  /** A client that is told it is at the wrong offset is told the right one too. */
  #refused(error: unknown): never {
    if (error instanceof RegistryError && error.code === 'BLOB_UPLOAD_INVALID') {
      this.#offset = this.#desk.metadata.findUpload(this.#key).offset
    }
    throw error
  }

  #renew(hold: Hold): void {
    const now = Date.now()
    const progress = { id: this.id, owner: hold.owner, offset: hold.staged.size, until: now + LEASE_MS, now }
    this.#desk.metadata.write('recordProgress', progress).then(
      (held) => {
        hold.lost ||= !held
      },
      // Not renewed this time. If it stays so, the hold runs out and the last record of progress says so.
      () => {},
    )
  }

  async #release(owner: string, offset: number): Promise<void> {
    const end = { id: this.id, owner, offset, now: Date.now() }
    const held = await this.#desk.metadata.write('recordProgress', end).catch((error: unknown) => {
      this.#desk.unrecorded.set(this.id, owner)
      throw error
    })
    if (!held) throw takenOver()
    this.#offset = offset
  }

  /**
   * Ends a hold whose end could not be written down then: it would keep everybody out until it ran out. The session is
   * where its row has said it is all along; what came after that is cut off, because clients were told to go on there.
   */
  async #endLastHold(): Promise<void> {
    const { metadata, unrecorded } = this.#desk
    const owner = unrecorded.get(this.id)
    if (owner === undefined) return
    const { offset } = metadata.findUpload(this.#key)
    await metadata.write('recordProgress', { id: this.id, owner, offset, now: Date.now() })
    unrecorded.delete(this.id)
  }

  /** The hashes over what is staged: those of the last request, or new ones over the bytes on the disk. */
  async #takeHashes(staged: StagedContent): Promise<UploadHashes> {
    const kept = this.#desk.hashes.take(this.id)
    if (kept?.bytes === staged.size) return kept
    const hashes = new UploadHashes(this.algorithm ?? 'sha256')
    for await (const chunk of staged.read()) hashes.update(chunk)
    return hashes
  }

  async #publish(hold: Hold, digest: Digest): Promise<void> {
    try {
      await hold.staged.publish(digest)
    } catch (error) {
      // The staged bytes are gone, so the session is; where that cannot be written down, its next writer finds out.
      await this.#end(hold).catch(() => {})
      throw error
    }
  }

  /** True when the blob was known to be missing or damaged before. */
  #record(owner: string, blob: BlobStat & { fingerprint: string }): Promise<boolean> {
    const { repository } = this.#key
    const commit = { ...blob, id: this.id, owner, repository, now: Date.now() }
    return this.#desk.metadata.write('commitUpload', commit)
  }

  /** Ends the session without a blob: first the row, then the bytes it vouched for. */
  async #end(hold: Hold): Promise<void> {
    const held = await this.#desk.metadata.write('endUpload', { id: this.id, owner: hold.owner })
    hold.ended = true
    // What is staged by now is another writer's.
    if (!held) throw takenOver()
    await this.#desk.blobs.discard(this.id)
    this.#desk.hashes.take(this.id)
  }
}

async function digestOfStaged(staged: StagedContent, algorithm: Algorithm): Promise<Digest> {
  const hasher = createHasher(algorithm)
  for await (const chunk of staged.read()) hasher.update(chunk)
  return hasher.digest()
}

function takenOver(): RegistryError {
  return new RegistryError('BLOB_UPLOAD_INVALID', 'another request took this session over', { status: 409 })
}
