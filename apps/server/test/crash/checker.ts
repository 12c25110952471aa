import type { Digest } from '@berth/digest'
import { contentKey, type Ledger, type SessionFact } from './ledger.ts'
import type { Register } from './register.ts'

/** What a registry showed of one piece of content, by GET and by HEAD. */
export interface Shown {
  /** `length` and `digest` are of the bytes that came, `claimed` is Docker-Content-Digest. */
  readonly get: {
    readonly status: number
    readonly length: number
    readonly digest: string
    readonly claimed: string | undefined
  }
  /** `length` is Content-Length. */
  readonly head: {
    readonly status: number
    readonly length: number | undefined
    readonly claimed: string | undefined
  }
}

/** What was found of an upload session: its status, and both headers that say how far it is. */
export interface ShownSession {
  readonly status: number
  readonly offset: number | undefined
  readonly range: string | undefined
}

/** What a registry at rest showed. Keys are those of the ledger; referrers are by repository and subject. */
export interface Found {
  readonly blobs: ReadonlyMap<string, Shown>
  readonly manifests: ReadonlyMap<string, Shown>
  readonly tags: ReadonlyMap<string, Shown>
  /** By repository. */
  readonly tagLists: ReadonlyMap<string, readonly string[]>
  readonly referrers: ReadonlyMap<string, readonly Digest[]>
  readonly sessions: ReadonlyMap<string, ShownSession>
  /** What is wrong with answers by themselves, whatever was promised. */
  readonly strange: readonly Violation[]
}

/** The invariant of durability 1.5 that does not hold, and what it does not hold for. */
export interface Violation {
  readonly invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I10' | 'I12'
  readonly words: string
}

/** Holds what was found against what the clients know. */
export function check(ledger: Ledger, found: Found): Violation[] {
  return [
    ...content('blob', found.blobs, (key) => ledger.blobs.get(key)?.present),
    ...content('manifest', found.manifests, (key) => ledger.manifests.get(key)?.present),
    ...tags(ledger, found),
    ...tagLists(found),
    ...wholeOperations(ledger, found),
    ...completeManifests(ledger, found),
    ...referrers(ledger, found),
    ...sessions(ledger, found),
    ...found.strange,
  ]
}

function* content(
  noun: string,
  found: ReadonlyMap<string, Shown>,
  registerOf: (key: string) => Register<boolean> | undefined,
): Generator<Violation> {
  for (const [key, shown] of found) {
    const what = `${noun} ${key}`
    yield* rightBytes(what, shown, key.slice(key.indexOf('@') + 1))
    yield* presence(what, isThere(shown), registerOf(key)?.possible() ?? new Set([false]))
  }
}

function* presence(what: string, isPresent: boolean, possible: ReadonlySet<boolean>): Generator<Violation> {
  if (possible.has(isPresent)) return
  const words = isPresent
    ? `${what} is there although its deletion was acknowledged or it was never pushed`
    : `${what} is gone although its push was acknowledged`
  yield { invariant: 'I1', words }
}

/** I2. `digest` is what the bytes have to have; a tag's is not known beforehand. */
function* rightBytes(
  what: string,
  { get, head }: Shown,
  digest: string | undefined = get.claimed,
): Generator<Violation> {
  const wrong = (words: string): Violation => ({ invariant: 'I2', words: `${what}: ${words}` })
  if (get.status !== 200 && get.status !== 404) yield wrong(`GET answers ${get.status}`)
  if (head.status !== get.status) yield wrong(`HEAD answers ${head.status}, GET ${get.status}`)
  if (get.status !== 200) return
  if (get.digest !== digest) yield wrong(`a complete 200 has bytes of ${get.digest}`)
  if (get.claimed !== digest || head.claimed !== digest) {
    yield wrong(`Docker-Content-Digest is ${get.claimed} by GET and ${head.claimed} by HEAD`)
  }
  if (head.length !== get.length) yield wrong(`HEAD says ${head.length} bytes, GET sends ${get.length}`)
}

function* tags(ledger: Ledger, found: Found): Generator<Violation> {
  for (const [key, shown] of found.tags) {
    const fact = ledger.tags.get(key)
    if (fact === undefined) continue
    yield* rightBytes(`tag ${key}`, shown)
    const target = targetOf(shown)
    const possible = fact.target.possible()
    if (!possible.has(target)) {
      const wanted = [...possible].map((value) => value ?? 'nothing').join(' or ')
      yield { invariant: 'I4', words: `tag ${key} points at ${target ?? 'nothing'}, expected ${wanted}` }
    }
    if (target === undefined) continue
    const manifest = found.manifests.get(contentKey(fact.repository, target))
    if (manifest === undefined || !isThere(manifest)) {
      yield { invariant: 'I4', words: `tag ${key} dangles: there is no manifest ${target}` }
    }
  }
}

function* tagLists(found: Found): Generator<Violation> {
  for (const [repository, listed] of found.tagLists) {
    const there = [...found.tags]
      .filter(([key, shown]) => key.startsWith(`${repository}:`) && isThere(shown))
      .map(([key]) => key.slice(repository.length + 1))
    if (sorted(listed) !== sorted(there)) {
      yield {
        invariant: 'I4',
        words: `${repository} lists the tags ${sorted(listed)}, those that are there are ${sorted(there)}`,
      }
    }
  }
}

/** I5: of an operation that had no answer, all effects are there or none. */
function* wholeOperations(ledger: Ledger, found: Found): Generator<Violation> {
  for (const { words, effects } of ledger.unanswered) {
    const outcomes = effects.map(({ what, happened }) => {
      const value = valueFound(found, what)
      return value === undefined ? undefined : happened(value.value)
    })
    if (outcomes.includes(true) && outcomes.includes(false)) {
      const which = effects.map(({ what }, index) => `${what}: ${outcomes[index] ?? 'unknown'}`)
      yield { invariant: 'I5', words: `${words} happened in part: ${which.join(', ')}` }
    }
  }
}

function valueFound(found: Found, key: string): { value: unknown } | undefined {
  const shown = found.blobs.get(key) ?? found.manifests.get(key)
  if (shown !== undefined) return { value: isThere(shown) }
  const tag = found.tags.get(key)
  return tag && { value: targetOf(tag) }
}

/** I3: what a manifest names is there, unless a client may have deleted it. */
function* completeManifests(ledger: Ledger, found: Found): Generator<Violation> {
  for (const [key, shown] of found.manifests) {
    if (!isThere(shown)) continue
    for (const named of ledger.manifests.get(key)?.names ?? []) {
      const seen = found.blobs.get(named) ?? found.manifests.get(named)
      const present = (ledger.blobs.get(named) ?? ledger.manifests.get(named))?.present
      if (seen === undefined || isThere(seen) || present?.possible().has(false)) continue
      yield { invariant: 'I3', words: `manifest ${key} is there, and ${named}, which it names, is not` }
    }
  }
}

/** I6: exactly the manifests that are there and have this subject. */
function* referrers(ledger: Ledger, found: Found): Generator<Violation> {
  for (const [key, listed] of found.referrers) {
    const there = [...ledger.manifests.values()].filter(({ repository, digest, subject }) => {
      if (subject === undefined || contentKey(repository, subject) !== key) return false
      const shown = found.manifests.get(contentKey(repository, digest))
      return shown !== undefined && isThere(shown)
    })
    const expected = sorted(there.map(({ digest }) => digest))
    if (sorted(listed) !== expected) {
      yield {
        invariant: 'I6',
        words: `the referrers of ${key} are ${sorted(listed) || 'none'}, expected ${expected || 'none'}`,
      }
    }
  }
}

function* sessions(ledger: Ledger, found: Found): Generator<Violation> {
  for (const [location, shown] of found.sessions) {
    const session = ledger.sessions.get(location)
    if (session === undefined) continue
    const problem = sessionProblem(session, shown)
    if (problem !== undefined) yield { invariant: 'I7', words: `session ${location}: ${problem}` }
  }
}

function sessionProblem(
  { state, acknowledged, sent }: SessionFact,
  { status, offset, range }: ShownSession,
): string | undefined {
  if (status === 404) return state === 'open' ? `is gone, ${acknowledged} bytes were acknowledged` : undefined
  if (status !== 204 || offset === undefined) return `its status answers ${status}`
  if (state === 'ended') return `is there although its end was acknowledged`
  if (offset < acknowledged) return `is at ${offset}, ${acknowledged} bytes were acknowledged`
  if (offset > sent) return `is at ${offset}, only ${sent} bytes were sent`
  if (range !== `0-${Math.max(offset - 1, 0)}`) return `is at ${offset}, its Range says ${range}`
  return undefined
}

export function isThere({ get }: Shown): boolean {
  return get.status === 200
}

/** The digest a tag points at: that of the bytes that came, whatever the headers say. */
export function targetOf(shown: Shown): Digest | undefined {
  return isThere(shown) ? (shown.get.digest as Digest) : undefined
}

function sorted(words: readonly string[]): string {
  return [...words].sort().join(' ')
}
