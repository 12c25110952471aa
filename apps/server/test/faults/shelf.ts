import { type Digest, digestOf } from '@berth/digest'
import { mediaTypes } from '@berth/spec'
import { envelopeFlaw } from '../process/error-envelope.ts'
import type { Answer, Ask } from '../process/exchange.ts'
import { bytesNamed } from '../process/random.ts'

const REPOSITORY = '/v2/faults/shelf'
export const UPLOADS = `${REPOSITORY}/blobs/uploads/`

/** More than one chunk of a read, so that it is checked while it is sent. */
const LARGE = 3_000_000

/** Something was answered otherwise than it should have been. */
export class Misbehaved extends Error {
  override readonly name = 'Misbehaved'
}

export interface Content {
  readonly bytes: Buffer
  readonly digest: Digest
}

/** What a registry has acknowledged, and how to ask for it. */
export class Shelf {
  readonly #ask: (ask: Ask) => Promise<Answer>
  readonly #seed: number
  readonly #blobs = new Set<Digest>()
  readonly #tags = new Map<string, Digest>()
  #made = 0

  constructor(ask: (ask: Ask) => Promise<Answer>, seed: number) {
    this.#ask = ask
    this.#seed = seed
  }

  /** Content nobody has seen yet. */
  content(size: number): Content {
    this.#made += 1
    const bytes = bytesNamed(`content ${this.#made} of seed ${this.#seed}`, size)
    return { bytes, digest: digestOf(bytes) }
  }

  /** Puts some of everything on it. */
  async stock(): Promise<void> {
    for (const size of [0, 1, 1000, 100_000, LARGE]) {
      const content = this.content(size)
      this.keep(content, expected(await this.push(content), [201]))
    }
    for (const tag of ['kept', 'moved', 'deleted']) {
      const answer = await this.tag(tag)
      expected(answer, [201])
    }
  }

  push(content: Content): Promise<Answer> {
    const path = `${UPLOADS}?digest=${content.digest}`
    return this.#ask({ method: 'POST', path, body: content.bytes })
  }

  /** Remembers content that was acknowledged. */
  keep({ digest }: Content, answer: Answer): void {
    if (answer.status === 201) this.#blobs.add(digest)
  }

  has({ digest }: Content): boolean {
    return this.#blobs.has(digest)
  }

  /** Points a tag at a new manifest. */
  async tag(tag: string): Promise<Answer> {
    this.#made += 1
    const annotations = { made: `${this.#made} of seed ${this.#seed}` }
    const document = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests: [], annotations }
    const bytes = Buffer.from(JSON.stringify(document))
    const headers = { 'Content-Type': mediaTypes.ociIndex }
    const path = `${REPOSITORY}/manifests/${tag}`
    const answer = await this.#ask({ method: 'PUT', path, headers, body: bytes })
    if (answer.status === 201) this.#tags.set(tag, digestOf(bytes))
    return answer
  }

  async untag(tag: string): Promise<Answer> {
    const answer = await this.#ask({ method: 'DELETE', path: `${REPOSITORY}/manifests/${tag}` })
    if (answer.status === 202) this.#tags.delete(tag)
    return answer
  }

  async deleteBlob(content: Content): Promise<Answer> {
    const path = `${REPOSITORY}/blobs/${content.digest}`
    const answer = await this.#ask({ method: 'DELETE', path })
    if (answer.status === 202) this.#blobs.delete(content.digest)
    return answer
  }

  /** Asks for all that can be told from the database alone. @throws {Misbehaved} */
  async checkRecords(): Promise<void> {
    for (const digest of this.#blobs) {
      const path = `${REPOSITORY}/blobs/${digest}`
      expected(await this.#ask({ method: 'HEAD', path }), [200])
    }
    for (const [tag, digest] of this.#tags) {
      const path = `${REPOSITORY}/manifests/${tag}`
      const answer = expected(await this.#ask({ method: 'GET', path }), [200])
      if (digestOf(answer.body) !== digest)
        throw new Misbehaved(`the tag ${tag} is not what was acknowledged`)
    }
    const list = expected(await this.#ask({ method: 'GET', path: `${REPOSITORY}/tags/list` }), [200])
    const { tags } = JSON.parse(list.body.toString()) as { tags: string[] }
    if (tags.join() !== [...this.#tags.keys()].sort().join()) throw new Misbehaved(`the tags are ${tags}`)
  }

  /** Pulls every blob. @throws {Misbehaved} for one that is not there or not right. */
  async checkContent(): Promise<void> {
    for (const digest of this.#blobs) {
      const path = `${REPOSITORY}/blobs/${digest}`
      const { body } = expected(await this.#ask({ method: 'GET', path }), [200])
      if (digestOf(body) !== digest) throw new Misbehaved(`the bytes of ${digest} are ${digestOf(body)}`)
    }
  }

  /** One blob, which may be refused. */
  pull({ digest }: Content): Promise<Answer> {
    return this.#ask({ method: 'GET', path: `${REPOSITORY}/blobs/${digest}` })
  }
}

/** @throws {Misbehaved} for any other status, and for an error that does not say what it is as the contract has it. */
export function expected(answer: Answer, statuses: readonly number[]): Answer {
  const { status, body, headers } = answer
  const text = body.subarray(0, 300).toString('latin1')
  if (!statuses.includes(status))
    throw new Misbehaved(`answered ${status} ${text}, not ${statuses.join(' or ')}`)
  // No HEAD is refused here: an error always has its envelope.
  const flaw = envelopeFlaw('GET', answer)
  if (flaw !== undefined) throw new Misbehaved(flaw)
  if (status === 503 && headers['retry-after'] === undefined)
    throw new Misbehaved('answered 503 without when to come again')
  return answer
}
