import { type Digest, digestOf } from '@berth/digest'
import type { PutManifestResult, Repository, Storage, UploadSession } from '../../src/index.ts'
import { byDigest, failure, json, name, pieces, tag } from '../fixtures.ts'
import type { Ledger } from './ledger.ts'

export const PRINCIPAL = 'alice'

export const blobKey = (repository: string, digest: string) => `blob ${repository}@${digest}`
export const manifestKey = (repository: string, digest: string) => `manifest ${repository}@${digest}`
export const tagKey = (repository: string, tag: string) => `tag ${repository}:${tag}`
/** Content that the disk has lost, in whatever repository. */
export const lossKey = (digest: string) => `loss ${digest}`

/** What the disk has made of it, in its place or set aside: somebody may want to look at it. */
export const evidenceKey = (digest: string) => `evidence ${digest}`

/** What finds out about a loss is called that. */
export const FINDING = 'finding a loss'

/** Does what clients do, and keeps the ledger of what it was told. */
export class Client {
  readonly ledger: Ledger
  /** Every content there ever was. */
  readonly contents = new Map<Digest, Buffer>()
  readonly #storage: Storage

  constructor(storage: Storage, ledger: Ledger) {
    this.#storage = storage
    this.ledger = ledger
  }

  async push(
    repository: string,
    bytes: Buffer,
    options: { pieces?: number; by?: 'sha512' } = {},
  ): Promise<Digest> {
    const session = await this.start(repository)
    const count = options.pieces ?? 1
    const length = Math.ceil(bytes.length / count)
    const parts = Array.from({ length: count }, (_, at) => bytes.subarray(at * length, (at + 1) * length))
    await this.append(session, parts)
    return await this.commit(session, repository, options.by)
  }

  async start(repository: string): Promise<UploadSession> {
    const session = await this.#repository(repository).startUpload({ principal: PRINCIPAL })
    const nothing = { sent: Buffer.alloc(0), acknowledged: 0, state: 'open', becomes: undefined } as const
    this.ledger.session({ id: session.id, repository, ...nothing })
    return session
  }

  /** @param broken the connection breaks after the last part. */
  async append(session: UploadSession, parts: readonly Buffer[], broken = false): Promise<void> {
    const fact = this.#fact(session)
    const sent = Buffer.concat([fact.sent, ...parts])
    this.ledger.session({ ...fact, sent })
    async function* source() {
      yield* pieces(...parts)
      if (broken) throw new Error('the client went away')
    }
    const appended = session.append(source(), fact.acknowledged)
    await (broken ? failure(appended) : appended)
    this.ledger.session({ ...fact, sent, acknowledged: sent.length })
  }

  async commit(
    session: UploadSession,
    repository: string,
    by: 'sha256' | 'sha512' = 'sha256',
  ): Promise<Digest> {
    const fact = this.#fact(session)
    const digest = digestOf(fact.sent, by)
    this.contents.set(digest, fact.sent)
    const values = [[blobKey(repository, digest), 'there'] as const, ...this.#healedBy(digest)]
    this.ledger.session({ ...fact, state: 'ending', becomes: blobKey(repository, digest) })
    await this.ledger.change({ words: 'push of a blob', values }, () => session.commit(digest))
    this.ledger.session({ ...fact, state: 'ended' })
    return digest
  }

  async commitWrong(session: UploadSession): Promise<unknown> {
    return await this.#end(session, () => failure(session.commit(digestOf(Buffer.from('something else')))))
  }

  async cancel(session: UploadSession): Promise<void> {
    await this.#end(session, () => session.cancel())
  }

  async expire(sessions: readonly UploadSession[]): Promise<void> {
    for (const session of sessions) this.ledger.session({ ...this.#fact(session), state: 'ending' })
    await this.#storage.expireUploads(0)
    for (const session of sessions) this.ledger.session({ ...this.#fact(session), state: 'ended' })
  }

  async mount(repository: string, digest: Digest, from: string): Promise<void> {
    const values = [[blobKey(repository, digest), 'there'] as const]
    const mount = () => this.#repository(repository).mountBlob(digest, [name(from)])
    await this.ledger.change({ words: 'mount', values }, mount)
  }

  async putManifest(repository: string, manifest: object, ...tags: string[]): Promise<PutManifestResult> {
    const bytes = json(manifest)
    const digest = digestOf(bytes)
    this.contents.set(digest, bytes)
    const values = [
      [manifestKey(repository, digest), 'there'] as const,
      ...tags.map((text) => [tagKey(repository, text), digest] as const),
    ]
    const put = () => this.#repository(repository).putManifest({ bytes, tags: tags.map(tag) })
    return await this.ledger.change({ words: `put of a manifest with ${tags.length} tags`, values }, put)
  }

  async deleteTag(repository: string, text: string): Promise<void> {
    const values = [[tagKey(repository, text), undefined] as const]
    const work = () => this.#repository(repository).deleteTag(tag(text))
    await this.ledger.change({ words: 'delete of a tag', values }, work)
  }

  async deleteManifest(repository: string, digest: Digest, ...tags: string[]): Promise<void> {
    const values = [
      [manifestKey(repository, digest), undefined] as const,
      ...tags.map((text) => [tagKey(repository, text), undefined] as const),
    ]
    const work = () => this.#repository(repository).deleteManifest(digest)
    await this.ledger.change({ words: 'delete of a manifest', values }, work)
  }

  async deleteBlob(repository: string, digest: Digest): Promise<void> {
    const values = [[blobKey(repository, digest), undefined] as const]
    const work = () => this.#repository(repository).deleteBlob(digest)
    await this.ledger.change({ words: 'delete of a blob', values }, work)
  }

  /** The disk has lost this content. Nobody was told yet: it is refused, or unknown as soon as somebody has met it. */
  async lost(digest: Digest, how: 'flipped' | 'gone'): Promise<void> {
    const values = [...this.#keysOf(digest), lossKey(digest)].map((key) => [key, how] as const)
    const evidence = how === 'flipped' ? [[evidenceKey(digest), 'there'] as const] : []
    await this.ledger.change({ words: 'loss', values: [...values, ...evidence] }, async () => {})
  }

  /** Something that finds out about the loss, and answers when the content is unknown. */
  async findsLoss(digests: readonly Digest[], work: () => Promise<unknown>): Promise<void> {
    const values = digests.flatMap((digest) => this.#keysOf(digest)).map((key) => [key, undefined] as const)
    await this.ledger.change({ words: FINDING, values }, work)
  }

  async pull(repository: string, digest: Digest): Promise<unknown> {
    return await failure(this.#repository(repository).openBlob(digest))
  }

  async scrub() {
    return await this.#storage.scrub()
  }

  stat(repository: string, digest: Digest) {
    return this.#repository(repository).statManifest(byDigest(digest))
  }

  async #end<Result>(session: UploadSession, work: () => Promise<Result>): Promise<Result> {
    const fact = this.#fact(session)
    this.ledger.session({ ...fact, state: 'ending' })
    const result = await work()
    this.ledger.session({ ...fact, state: 'ended' })
    return result
  }

  /** A push brings back what the disk has lost, in every repository that had it. */
  #healedBy(digest: Digest): (readonly [string, string | undefined])[] {
    if (!this.ledger.now().settled.has(lossKey(digest))) return []
    return [...this.#keysOf(digest).map((key) => [key, 'there'] as const), [lossKey(digest), undefined]]
  }

  #keysOf(digest: Digest): string[] {
    return [...this.ledger.keys].filter((key) => key.startsWith('blob ') && key.endsWith(digest))
  }

  #fact(session: UploadSession) {
    const fact = this.ledger.now().sessions.get(session.id)
    if (fact === undefined) throw new Error('a session nobody started')
    return fact
  }

  #repository(repository: string): Repository {
    return this.#storage.repository(name(repository))
  }
}
