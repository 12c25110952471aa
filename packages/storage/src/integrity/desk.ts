import type { Digest } from '@berth/digest'
import type { BlobStore } from '../blob-store.ts'
import type { DigestLocks } from '../digest-locks.ts'
import type { RecordedContent } from '../metadata/content.ts'
import type { MetadataStore } from '../metadata-store.ts'
import type { EventCounts, StorageEvent } from '../storage.ts'
import { noEvents } from './event-counts.ts'
import { ExaminationStopped, examine, type Finding } from './examine.ts'

interface Stores {
  readonly metadata: MetadataStore
  readonly blobs: BlobStore
}

/**
 * Where everything arrives that is found out about stored content, by a read, a scrub or a check, and where it is acted
 * upon: recorded, counted, told. Every such step happens under the digest's lock and only while the content is still
 * the push that was looked at, so that it cannot undo a push that heals.
 */
export class IntegrityDesk {
  readonly #stores: Stores
  readonly #locks: DigestLocks
  readonly #tell: (event: StorageEvent) => void
  readonly #suspected = new Map<Digest, Promise<void>>()
  readonly #damagedManifests = new Set<Digest>()
  readonly #counts = noEvents()
  #closing = false

  constructor(stores: Stores, locks: DigestLocks, tell: (event: StorageEvent) => void) {
    this.#stores = stores
    this.#locks = locks
    this.#tell = tell
  }

  counts(): EventCounts {
    return { ...this.#counts }
  }

  /**
   * A read met content that is not as recorded. Has it read again by its digest and acts on what that says: a wrong bit
   * in memory or on a cable is no reason to take a good blob away from everybody. Never rejects; the read that failed
   * has failed anyway.
   */
  suspect(content: RecordedContent): Promise<void> {
    const { digest } = content
    const already = this.#suspected.get(digest)
    if (already !== undefined) return already
    const work = this.#lookAgain(content).finally(() => this.#suspected.delete(digest))
    this.#suspected.set(digest, work)
    return work
  }

  async #lookAgain(content: RecordedContent): Promise<void> {
    try {
      const passed = () => {
        if (this.#closing) throw new ExaminationStopped()
      }
      const finding = await examine(this.#stores.blobs, content, { thorough: true, passed })
      await this.settle(content, finding.kind === 'right' ? { kind: 'misread' } : finding)
    } catch (error) {
      if (error instanceof ExaminationStopped) return
      // It could not be written down, which does not make it untrue: the next read finds it again.
      const detail = `is not as recorded, and that could not be written down: ${String(error)}`
      this.#announce({ at: Date.now(), kind: 'blob.damaged', digest: content.digest, detail })
    }
  }

  /** Acts on what was found out about content. Nothing happens, and is returned, when it was pushed again since. */
  async settle(content: RecordedContent, finding: Finding): Promise<StorageEvent | undefined> {
    const { digest, generation } = content
    return await this.#locks.holding(digest, async () => {
      const now = this.#stores.metadata.recordedContent(digest)
      if (now?.generation !== generation) return undefined
      const event =
        now.state === 'missing'
          ? await this.#settleMissing(now, finding)
          : await this.#settleShown(now, finding)
      if (event !== undefined) this.#announce(event)
      return event
    })
  }

  async #settleShown(
    { digest, generation }: RecordedContent,
    finding: Finding,
  ): Promise<StorageEvent | undefined> {
    const { metadata } = this.#stores
    const at = Date.now()
    switch (finding.kind) {
      case 'right':
        return undefined
      case 'missing':
      case 'damaged': {
        const event = { at, kind: `blob.${finding.kind}`, digest, detail: finding.detail } as const
        // In reverse of a push: first nobody vouches for it any more, then its file goes.
        const recorded = await metadata.write('recordLoss', { generation, event })
        if (recorded && finding.kind === 'damaged') await this.#setAside(digest)
        return recorded ? event : undefined
      }
      case 'fingerprint': {
        const { fingerprint } = finding
        const detail = 'is right, the fingerprint recorded of it was not; replaced'
        const event = { at, kind: 'blob.fingerprint', digest, detail } as const
        await metadata.write('correctFingerprint', { generation, fingerprint, event })
        return event
      }
      case 'misread':
      case 'unreadable': {
        const detail = finding.kind === 'misread' ? 'was read wrong once, and right again' : finding.detail
        const event = { at, kind: `blob.${finding.kind}`, digest, detail } as const
        await metadata.write('recordEvent', event)
        return event
      }
    }
  }

  /** Content known to be missing: its file may be back, or a crash may have left the damaged one in its place. */
  async #settleMissing(
    { digest, generation }: RecordedContent,
    finding: Finding,
  ): Promise<StorageEvent | undefined> {
    if (finding.kind === 'damaged') await this.#setAside(digest)
    if (finding.kind !== 'right') return undefined
    const event = { at: Date.now(), kind: 'blob.restored', digest, detail: 'is there again' } as const
    return (await this.#stores.metadata.write('recordReturn', { generation, event })) ? event : undefined
  }

  /** When the file cannot be moved it stays where it is: nobody is shown it, and the next push replaces it. */
  async #setAside(digest: Digest): Promise<void> {
    await this.#stores.blobs.quarantine(digest).catch(() => {})
  }

  /** What was damaged or missing was pushed again; the push has recorded it. */
  healed(kind: 'blob' | 'manifest', digest: Digest): void {
    if (kind === 'manifest') this.#damagedManifests.delete(digest)
    this.#announce({ at: Date.now(), kind: `${kind}.healed`, digest, detail: 'was pushed again' })
  }

  /** A manifest's bytes in the database are not those of its digest. Told once, however often it is asked for. */
  manifestDamaged(digest: Digest): void {
    if (this.#damagedManifests.has(digest)) return
    this.#damagedManifests.add(digest)
    const detail = 'is not what was pushed: push it again'
    const event = { at: Date.now(), kind: 'manifest.damaged', digest, detail } as const
    this.#announce(event)
    // Told already; a database that cannot be written either has more to say elsewhere.
    this.#stores.metadata.write('recordEvent', event).catch(() => {})
  }

  /** Gives up second looks under way and waits for what is being recorded. */
  async close(): Promise<void> {
    this.#closing = true
    await Promise.all(this.#suspected.values())
  }

  #announce(event: StorageEvent): void {
    this.#counts[event.kind] += 1
    this.#tell(event)
  }
}
