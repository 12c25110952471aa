import { type Digest, digestOf } from '@berth/digest'
import { envelopeFlaw } from '../process/error-envelope.ts'
import { type Answer, type Ask, type Connections, header } from '../process/exchange.ts'
import { bytesNamed, type Random } from '../process/random.ts'
import { type BlobContent, contentKey, effect, type SessionFact, tagKey } from './ledger.ts'
import type { ManifestContent, World } from './world.ts'

/** An answer that cannot be right, whatever the crash. */
export class Wrong extends Error {
  override readonly name = 'Wrong'
}

/** What a client does next, each as often as its number says among all of them. */
const OPERATIONS = {
  pushBlob: 28,
  resume: 8,
  cancel: 2,
  mount: 6,
  putManifest: 20,
  retag: 12,
  readTag: 6,
  readBlob: 6,
  deleteTag: 4,
  deleteManifest: 4,
  deleteBlob: 4,
} as const

/**
 * One client: does one operation after the other, and writes down what it asked for before it asks and what it was
 * told when it is told.
 */
export class Client {
  readonly #connections: Connections
  readonly #world: World
  readonly #random: Random
  readonly #onAnswer: (isPromise: boolean) => void

  /**
   * @param onAnswer is called when an answer has arrived, before anything is made of it; with true when the answer
   *   promises that something was stored or deleted.
   */
  constructor(
    connections: Connections,
    world: World,
    random: Random,
    onAnswer: (isPromise: boolean) => void,
  ) {
    this.#connections = connections
    this.#world = world
    this.#random = random
    this.#onAnswer = onAnswer
  }

  /** Goes on until a connection breaks. @throws {Unanswered} then; {Wrong} before, for an answer that is wrong. */
  async work(): Promise<never> {
    for (;;) await this.perform(this.#random.weighted(OPERATIONS))
  }

  perform(operation: keyof typeof OPERATIONS | 'leaveUpload'): Promise<void> {
    return this[operation]()
  }

  async pushBlob(): Promise<void> {
    const left = this.#world.hasManySessions ? this.#world.takeSession(this.#random) : undefined
    if (left !== undefined) return this.#resume(left)
    const repository = this.#world.repository(this.#random)
    const known = this.#random.chance(0.35) ? this.#world.recentBlob(this.#random) : undefined
    const content = known ?? this.#world.newBlob(this.#random)
    if (this.#random.chance(0.3)) return this.#pushAtOnce(repository, content)
    const session = await this.#startUpload(repository, content)
    await this.#goOn(session)
  }

  /** Starts an upload, sends some of it, and leaves the rest for somebody else. */
  async leaveUpload(): Promise<void> {
    const content = this.#world.newBlob(this.#random)
    const session = await this.#startUpload(this.#world.repository(this.#random), content)
    const end = Math.ceil(content.size / 2)
    if (end > 0) await this.#patch(session, bytesNamed(content.name, content.size).subarray(0, end))
    this.#world.release([session.location])
  }

  async resume(): Promise<void> {
    const session = this.#world.takeSession(this.#random)
    if (session === undefined) return this.pushBlob()
    await this.#resume(session)
  }

  async #resume(session: SessionFact): Promise<void> {
    const answer = await this.#ask({ method: 'GET', path: session.location })
    if (answer.status !== 204) throw wrong(answer, `the status of session ${session.location}`)
    this.#checkProgress(answer, session, session.acknowledged)
    await this.#goOn(session)
  }

  async cancel(): Promise<void> {
    const session = this.#world.takeSession(this.#random)
    if (session === undefined) return
    session.state = 'ending'
    const answer = await this.#ask({ method: 'DELETE', path: session.location })
    if (answer.status !== 204) throw wrong(answer, `cancelling session ${session.location}`)
    session.state = 'ended'
    this.#world.ledger.acknowledged += 1
    this.#world.release([session.location])
  }

  async mount(): Promise<void> {
    const repository = this.#world.repository(this.#random)
    const from = this.#world.otherRepository(this.#random, repository)
    const content = this.#world.presentBlob(this.#random, from)
    if (content === undefined) return this.pushBlob()
    const { digest } = content
    const source = this.#world.ledger.blob(from, digest).present.read()
    const operation = this.#pushOperation(`mount of ${digest} from ${from}`, repository, digest)
    const answer = await this.#ask({
      method: 'POST',
      path: `/v2/${repository}/blobs/uploads/?mount=${digest}&from=${from}`,
    })
    const wasThere = source.end()
    if (answer.status === 201) return operation.acknowledge()
    if (answer.status !== 202) throw wrong(answer, operation.words)
    operation.refuse()
    if (!wasThere.has(false)) throw wrong(answer, `${operation.words}, which is there, was refused`)
    this.#world.ledger.openSession({ location: locationOf(answer), repository, content })
  }

  async putManifest(): Promise<void> {
    const repository = this.#world.repository(this.#random)
    const manifest = this.#random.chance(0.15)
      ? this.#world.newIndex(this.#random, repository)
      : this.#world.newImage(this.#random, repository)
    if (manifest === undefined) return this.pushBlob()
    await this.#put(repository, manifest)
  }

  async retag(): Promise<void> {
    const repository = this.#world.repository(this.#random)
    const fact = this.#world.presentManifest(this.#random, repository)
    const manifest = fact && this.#world.manifests.get(fact.digest)
    if (manifest === undefined) return this.putManifest()
    await this.#put(repository, manifest)
  }

  async readTag(): Promise<void> {
    const repository = this.#world.repository(this.#random)
    const { tag, target } = this.#world.tag(this.#random, repository)
    const reading = target.read()
    const answer = await this.#ask({
      method: 'GET',
      path: `/v2/${repository}/manifests/${tag}`,
      headers: { Accept: '*/*' },
    })
    const possible = reading.end()
    const found = answer.status === 200 ? digestOf(answer.body) : undefined
    if (answer.status !== 200 && answer.status !== 404) throw wrong(answer, `tag ${tag} of ${repository}`)
    if (found !== undefined && found !== header(answer, 'docker-content-digest'))
      throw wrong(answer, `the bytes of tag ${tag} of ${repository} are ${found}, which is not its digest`)
    if (!possible.has(found)) throw wrong(answer, `tag ${tag} of ${repository} pointed at ${found}`)
  }

  async readBlob(): Promise<void> {
    const repository = this.#world.repository(this.#random)
    const digest = this.#world.recentBlob(this.#random)?.digest
    if (digest === undefined) return
    const reading = this.#world.ledger.blob(repository, digest).present.read()
    const answer = await this.#ask({ method: 'GET', path: `/v2/${repository}/blobs/${digest}` })
    const possible = reading.end()
    if (answer.status !== 200 && answer.status !== 404) throw wrong(answer, `blob ${digest} of ${repository}`)
    if (answer.status === 200 && digestOf(answer.body) !== digest)
      throw wrong(answer, `the bytes of blob ${digest} are ${digestOf(answer.body)}`)
    if (!possible.has(answer.status === 200)) throw wrong(answer, `blob ${digest} of ${repository}`)
  }

  async deleteTag(): Promise<void> {
    const repository = this.#world.repository(this.#random)
    const { tag, target } = this.#world.tag(this.#random, repository)
    const key = tagKey(repository, tag)
    if (!this.#world.share([key])) return
    const reading = target.read()
    const operation = this.#world.ledger.begin(`deletion of tag ${key}`, [effect(key, target, undefined)])
    const answer = await this.#ask({ method: 'DELETE', path: `/v2/${repository}/manifests/${tag}` })
    this.#decide(answer, operation, reading.end().has(undefined))
    this.#world.unshare([key])
  }

  async deleteManifest(): Promise<void> {
    const repository = this.#world.repository(this.#random)
    const fact = this.#world.presentManifest(this.#random, repository)
    if (fact === undefined) return
    const { digest, present } = fact
    const tags = this.#world.tagsOf(repository).filter(({ target }) => target.possible().has(digest))
    if (tags.some(({ target }) => target.certain() === undefined)) return
    const manifestKey = contentKey(repository, digest)
    const keys = [manifestKey, ...tags.map(({ tag }) => tagKey(repository, tag))]
    if (!this.#world.claim(keys)) return
    const operation = this.#world.ledger.begin(`deletion of manifest ${manifestKey}`, [
      effect(manifestKey, present, false),
      ...tags.map(({ tag, target }) => effect(tagKey(repository, tag), target, undefined)),
    ])
    const answer = await this.#ask({ method: 'DELETE', path: `/v2/${repository}/manifests/${digest}` })
    this.#decide(answer, operation, false)
    this.#world.release(keys)
  }

  async deleteBlob(): Promise<void> {
    const repository = this.#world.repository(this.#random)
    const digest = this.#world.presentBlob(this.#random, repository)?.digest
    if (digest === undefined) return
    const { present } = this.#world.ledger.blob(repository, digest)
    const key = contentKey(repository, digest)
    const reading = present.read()
    const operation = this.#world.ledger.begin(`deletion of blob ${key}`, [effect(key, present, false)])
    const answer = await this.#ask({ method: 'DELETE', path: `/v2/${repository}/blobs/${digest}` })
    this.#decide(answer, operation, reading.end().has(false))
  }

  async #pushAtOnce(repository: string, { name, size, digest }: BlobContent): Promise<void> {
    const operation = this.#pushOperation(`push of ${digest} at once`, repository, digest)
    const answer = await this.#ask({
      method: 'POST',
      path: `/v2/${repository}/blobs/uploads/?digest=${digest}`,
      body: bytesNamed(name, size),
    })
    if (answer.status !== 201) throw wrong(answer, operation.words)
    operation.acknowledge()
  }

  async #startUpload(repository: string, content: BlobContent): Promise<SessionFact> {
    const answer = await this.#ask({ method: 'POST', path: `/v2/${repository}/blobs/uploads/` })
    if (answer.status !== 202) throw wrong(answer, `the start of an upload to ${repository}`)
    const location = locationOf(answer)
    this.#world.keepSession(location)
    return this.#world.ledger.openSession({ location, repository, content })
  }

  /** Sends what is missing in pieces of some size, and ends the upload unless it is left for later. */
  async #goOn(session: SessionFact): Promise<void> {
    const { name, size } = session.content
    const bytes = bytesNamed(name, size)
    const pieces = this.#random.between(0, 3)
    for (let piece = 0; piece < pieces; piece += 1) {
      if (session.acknowledged === size) break
      const end = Math.min(size, session.acknowledged + this.#random.between(1, Math.max(1, size >> 1)))
      await this.#patch(session, bytes.subarray(session.acknowledged, end))
    }
    if (this.#random.chance(0.8)) await this.#finish(session, bytes)
    this.#world.release([session.location])
  }

  async #patch(session: SessionFact, chunk: Buffer): Promise<void> {
    const start = session.acknowledged
    const end = start + chunk.byteLength
    session.sent = end
    const range = this.#random.chance(0.5) ? { 'Content-Range': `${start}-${end - 1}` } : {}
    const answer = await this.#ask({ method: 'PATCH', path: session.location, headers: range, body: chunk })
    if (answer.status !== 202) throw wrong(answer, `bytes ${start} to ${end} of ${session.location}`)
    this.#checkProgress(answer, session, end)
    this.#world.ledger.acknowledgeStep(session, end)
  }

  async #finish(session: SessionFact, bytes: Buffer): Promise<void> {
    const { repository, location, content, acknowledged } = session
    session.state = 'ending'
    session.sent = content.size
    const operation = this.#pushOperation(
      `end of upload ${location} of ${content.digest}`,
      repository,
      content.digest,
    )
    const answer = await this.#ask({
      method: 'PUT',
      path: `${location}?digest=${content.digest}`,
      body: bytes.subarray(acknowledged),
    })
    if (answer.status !== 201) throw wrong(answer, operation.words)
    operation.acknowledge()
    session.state = 'ended'
  }

  async #put(repository: string, manifest: ManifestContent): Promise<void> {
    const { ledger } = this.#world
    const { digest, mediaType, bytes, subject } = manifest
    const names = [...manifest.blobs, ...manifest.children].map((named) => contentKey(repository, named))
    const tags = [
      ...new Set(
        Array.from({ length: this.#random.between(0, 2) }, () => this.#world.tag(this.#random, repository)),
      ),
    ]
    const key = contentKey(repository, digest)
    const keys = [key, ...tags.map(({ tag }) => tagKey(repository, tag))]
    if (!this.#world.share(keys)) return
    const needed = [
      ...manifest.blobs.map((blob) => ledger.blob(repository, blob).present.read()),
      ...manifest.children.map((child) => ledger.manifest(repository, child).present.read()),
    ]
    const operation = ledger.begin(`push of manifest ${keys.join(' as ')}`, [
      effect(key, ledger.manifest(repository, digest, { subject, names }).present, true),
      ...tags.map(({ tag, target }) => effect(tagKey(repository, tag), target, digest)),
    ])
    const answer = await this.#ask({
      method: 'PUT',
      path: this.#manifestPath(
        repository,
        digest,
        tags.map(({ tag }) => tag),
      ),
      headers: { 'Content-Type': mediaType },
      body: bytes,
    })
    const seen = needed.map((reading) => reading.end())
    // I3: nothing is taken of which a part is certainly not there.
    if (answer.status === 201 && seen.some((values) => !values.has(true)))
      throw wrong(answer, `${operation.words} was taken, and something it names is not there`)
    // Something it names may just have been deleted. That is the only reason to refuse it.
    this.#decide(
      answer,
      operation,
      seen.some((values) => values.has(false)),
      201,
    )
    this.#world.unshare(keys)
  }

  /** One tag can stand in the path; several, or one as well, in the query (end-7b). */
  #manifestPath(repository: string, digest: Digest, tags: readonly string[]): string {
    const [first, ...others] = tags
    if (first !== undefined && others.length === 0 && this.#random.chance(0.5))
      return `/v2/${repository}/manifests/${first}`
    const query = tags.map((tag) => `tag=${tag}`).join('&')
    return `/v2/${repository}/manifests/${digest}${query === '' ? '' : `?${query}`}`
  }

  #pushOperation(words: string, repository: string, digest: Digest) {
    const key = contentKey(repository, digest)
    return this.#world.ledger.begin(`${words} to ${repository}`, [
      effect(key, this.#world.ledger.blob(repository, digest).present, true),
    ])
  }

  /** Done, or refused because something was not there, which has to be possible. */
  #decide(
    answer: Answer,
    operation: ReturnType<World['ledger']['begin']>,
    mayBeRefused: boolean,
    done = 202,
  ): void {
    if (answer.status === done) {
      operation.acknowledge()
      return
    }
    if (answer.status !== 404 && answer.status !== 400) throw wrong(answer, operation.words)
    operation.refuse()
    if (!mayBeRefused) throw wrong(answer, `${operation.words} was refused, and nothing it needs was missing`)
  }

  #checkProgress(answer: Answer, session: SessionFact, offset: number): void {
    const said = header(answer, 'upload-offset')
    if (said !== String(offset))
      throw wrong(answer, `session ${session.location} is at ${said}, not at ${offset}`)
  }

  async #ask(ask: Ask): Promise<Answer> {
    const answer = await this.#connections.ask(ask)
    this.#onAnswer(answer.status === 201 || (ask.method === 'DELETE' && answer.status === 202))
    const flaw = envelopeFlaw(ask.method, answer)
    if (flaw !== undefined) throw new Wrong(`I12: ${ask.method} ${ask.path}: ${flaw}`)
    return answer
  }
}

function locationOf(answer: Answer): string {
  const location = header(answer, 'location')
  if (location === undefined) throw wrong(answer, 'an upload without a Location')
  // The next server has another port; the session's path stays.
  return new URL(location, 'http://localhost').pathname
}

function wrong({ status, body }: Answer, words: string): Wrong {
  return new Wrong(`${words}: answered ${status} ${body.subarray(0, 300).toString()}`)
}
