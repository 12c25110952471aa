import type { Digest } from '@berth/digest'
import { Register, type Write } from './register.ts'

/** A blob or a manifest in one repository. */
export interface ContentFact {
  readonly repository: string
  readonly digest: Digest
  readonly present: Register<boolean>
}

export interface ManifestFact extends ContentFact {
  readonly subject: Digest | undefined
  /** The keys of the blobs and manifests it consists of. */
  readonly names: readonly string[]
}

export interface TagFact {
  readonly repository: string
  readonly tag: string
  /** The digest it points at; undefined when there is no such tag. */
  readonly target: Register<Digest | undefined>
}

/** One upload session, of which one client at a time makes use. */
export interface SessionFact {
  /** Its path, as the registry gave it. */
  readonly location: string
  readonly repository: string
  /** What is being uploaded: its name says which bytes (see `bytesNamed`). */
  readonly content: BlobContent
  /** The registry said that it has these bytes. */
  acknowledged: number
  /** It was sent these at most. */
  sent: number
  /** `ending`: a request that ends it had no answer. */
  state: 'open' | 'ending' | 'ended'
}

export interface BlobContent {
  readonly name: string
  readonly size: number
  readonly digest: Digest
}

/** One effect of an operation: a register and the value it gets. */
interface Effect<Value> {
  readonly what: string
  readonly register: Register<Value>
  readonly value: Value
}

export function effect<Value>(what: string, register: Register<Value>, value: Value): Effect<Value> {
  return { what, register, value }
}

/** An operation that changes several things at once, or none of them. */
export interface Operation {
  readonly words: string
  readonly effects: readonly { readonly what: string; happened(found: unknown): boolean | undefined }[]
  acknowledge(): void
  refuse(): void
}

/**
 * What the clients know: everything a registry said yes to, and everything it was asked for without an answer. It
 * speaks of repositories, tags and sessions and knows neither HTTP nor files.
 */
export class Ledger {
  readonly blobs = new Map<string, ContentFact>()
  readonly manifests = new Map<string, ManifestFact>()
  readonly tags = new Map<string, TagFact>()
  readonly sessions = new Map<string, SessionFact>()
  /** How many times the registry said that something is done. */
  acknowledged = 0
  readonly #open = new Set<Operation>()
  /** What was written or asked about since the last check. */
  readonly #touched = new Set<string>()
  #clock = 0

  blob(repository: string, digest: Digest): ContentFact {
    return entry(this.blobs, contentKey(repository, digest), () => ({
      repository,
      digest,
      present: new Register(false),
    }))
  }

  manifest(
    repository: string,
    digest: Digest,
    { subject, names = [] }: { subject?: Digest | undefined; names?: readonly string[] | undefined } = {},
  ): ManifestFact {
    return entry(this.manifests, contentKey(repository, digest), () => ({
      repository,
      digest,
      subject,
      names,
      present: new Register(false),
    }))
  }

  tag(repository: string, tag: string): TagFact {
    return entry(this.tags, tagKey(repository, tag), () => ({
      repository,
      tag,
      target: new Register<Digest | undefined>(undefined),
    }))
  }

  /** An operation is being asked for. Its effects are named by the keys of their facts. */
  begin(words: string, effects: readonly (Effect<boolean> | Effect<Digest | undefined>)[]): Operation {
    const started = this.#tick()
    const writes = effects.map((effect) => this.#begin(effect as Effect<unknown>, started))
    const operation: Operation = {
      words,
      effects: writes.map(({ what, register, write }) => ({
        what,
        happened: (found) => register.happened(write, found),
      })),
      acknowledge: () => {
        this.acknowledged += 1
        this.#open.delete(operation)
        const now = this.#tick()
        for (const { register, write } of writes) register.acknowledge(write, now)
      },
      refuse: () => {
        this.#open.delete(operation)
        for (const { register, write } of writes) register.refuse(write)
      },
    }
    this.#open.add(operation)
    return operation
  }

  /** A step of an upload was acknowledged, which changes nothing but its session. */
  acknowledgeStep(session: SessionFact, offset: number): void {
    this.acknowledged += 1
    session.acknowledged = offset
  }

  openSession(session: Omit<SessionFact, 'acknowledged' | 'sent' | 'state'>): SessionFact {
    this.acknowledged += 1
    const fact: SessionFact = { ...session, acknowledged: 0, sent: 0, state: 'open' }
    this.sessions.set(session.location, fact)
    return fact
  }

  /** Operations that a crash left without an answer. */
  get unanswered(): readonly Operation[] {
    return [...this.#open]
  }

  get touched(): ReadonlySet<string> {
    return this.#touched
  }

  touch(key: string): void {
    this.#touched.add(key)
  }

  /** What was found at rest is the truth from now on; what had no answer has been decided. */
  settle(found: {
    readonly blobs: ReadonlyMap<string, boolean>
    readonly manifests: ReadonlyMap<string, boolean>
    readonly tags: ReadonlyMap<string, Digest | undefined>
    readonly sessions: ReadonlyMap<string, number | undefined>
  }): void {
    const now = this.#tick()
    for (const [key, present] of found.blobs) this.blobs.get(key)?.present.settle(present, now)
    for (const [key, present] of found.manifests) this.manifests.get(key)?.present.settle(present, now)
    for (const [key, target] of found.tags) this.tags.get(key)?.target.settle(target, now)
    for (const [key, offset] of found.sessions) {
      const session = this.sessions.get(key)
      if (session === undefined) continue
      // One that is gone stays gone: looking once is enough.
      if (offset === undefined) this.sessions.delete(key)
      else Object.assign(session, { acknowledged: offset, sent: offset, state: 'open' })
    }
    this.#open.clear()
    this.#touched.clear()
  }

  #begin(effect: Effect<unknown>, now: number) {
    const { what, register, value } = effect
    this.touch(what)
    return { what, register, write: register.begin(value, now) as Write<unknown> }
  }

  #tick(): number {
    this.#clock += 1
    return this.#clock
  }
}

export function contentKey(repository: string, digest: Digest): string {
  return `${repository}@${digest}`
}

export function tagKey(repository: string, tag: string): string {
  return `${repository}:${tag}`
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}
