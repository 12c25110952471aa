import { type Digest, digestOf } from '@berth/digest'
import { envelopeFlaw } from '../process/error-envelope.ts'
import { type Answer, type Ask, type Connections, header } from '../process/exchange.ts'
import type { Random } from '../process/random.ts'
import type { Found, Shown, ShownSession, Violation } from './checker.ts'
import { isThere, targetOf } from './checker.ts'
import { contentKey, type Ledger, type ManifestFact } from './ledger.ts'

const READ_ALL_KINDS = { Accept: '*/*' }

type Asking = (request: Ask) => Promise<Answer>

/** How much of what nobody touched since the last check is looked at as well. */
export type Thoroughness = { readonly sample: number } | 'everything'

/** Looks at a registry at rest: all that was touched, every tag and session, and some or all of the rest. */
export async function observe(
  connections: Connections,
  ledger: Ledger,
  random: Random,
  thoroughness: Thoroughness,
): Promise<Found> {
  const strange: Violation[] = []
  const ask = async (request: Ask) => {
    const answer = await connections.ask(request)
    // Nothing is amiss with a disk here: no answer has a reason to be the registry's fault.
    const flaw = answer.status >= 500 ? `answers ${answer.status}` : envelopeFlaw(request.method, answer)
    if (flaw !== undefined)
      strange.push({ invariant: 'I12', words: `${request.method} ${request.path}: ${flaw}` })
    return answer
  }
  const base = await ask({ method: 'GET', path: '/v2/' })
  if (base.status !== 200) strange.push({ invariant: 'I10', words: `the base answers ${base.status}` })

  const chosen = new Set(ledger.touched)
  for (const key of coldKeys(ledger, random, thoroughness)) chosen.add(key)

  const tags = await each([...ledger.tags.values()], ({ repository, tag }) =>
    show(ask, `${repository}:${tag}`, `/v2/${repository}/manifests/${tag}`),
  )
  // What a tag points at is looked at too, known or not: it may not dangle.
  for (const [key, shown] of tags) {
    const target = targetOf(shown)
    if (target !== undefined) chosen.add(contentKey(key.slice(0, key.lastIndexOf(':')), target))
  }
  const subjects = subjectsOf(ledger, chosen)
  for (const { repository, digest, subject } of ledger.manifests.values()) {
    if (subject !== undefined && subjects.has(contentKey(repository, subject)))
      chosen.add(contentKey(repository, digest))
  }

  // A manifest that is there is looked at with all it names.
  for (const key of [...chosen]) {
    for (const named of ledger.manifests.get(key)?.names ?? []) chosen.add(named)
  }

  const blobs = await each(
    [...chosen].flatMap((key) => ledger.blobs.get(key) ?? []),
    (fact) =>
      show(ask, contentKey(fact.repository, fact.digest), `/v2/${fact.repository}/blobs/${fact.digest}`),
  )
  const manifestKeys = [...chosen].filter((key) => key.includes('@') && !ledger.blobs.has(key))
  const manifests = await each(manifestKeys, (key) => {
    const [repository = '', digest = ''] = key.split('@')
    return show(ask, key, `/v2/${repository}/manifests/${digest}`)
  })
  const repositories = [...new Set([...ledger.tags.values()].map(({ repository }) => repository))]
  const tagLists = await each(repositories, async (repository) => [
    repository,
    await listTags(ask, repository),
  ])
  const referrers = await each([...subjects], async (key) => [key, await listReferrers(ask, key)])
  const sessions = await each([...ledger.sessions.keys()], async (location) => [
    location,
    await showSession(ask, location),
  ])
  return { blobs, manifests, tags, tagLists, referrers, sessions, strange }
}

/** What was found, in the ledger's terms. */
export function settle(ledger: Ledger, found: Found): void {
  ledger.settle({
    blobs: mapped(found.blobs, isThere),
    manifests: mapped(found.manifests, isThere),
    tags: mapped(found.tags, targetOf),
    sessions: mapped(found.sessions, ({ status, offset }) => (status === 204 ? offset : undefined)),
  })
}

function coldKeys(ledger: Ledger, random: Random, thoroughness: Thoroughness): string[] {
  const all = [...ledger.blobs.keys(), ...ledger.manifests.keys()]
  if (thoroughness === 'everything') return all
  return Array.from({ length: thoroughness.sample }, () => random.pick(all)).filter(
    (key) => key !== undefined,
  )
}

/** Subjects of the chosen manifests. */
function subjectsOf(ledger: Ledger, chosen: ReadonlySet<string>): Set<string> {
  const facts = [...chosen].flatMap((key): ManifestFact[] => {
    const fact = ledger.manifests.get(key)
    return fact === undefined ? [] : [fact]
  })
  return new Set(
    facts.flatMap(({ repository, subject }) =>
      subject === undefined ? [] : [contentKey(repository, subject)],
    ),
  )
}

async function show(ask: Asking, key: string, path: string): Promise<[string, Shown]> {
  const [get, head] = await Promise.all([
    ask({ method: 'GET', path, headers: READ_ALL_KINDS }),
    ask({ method: 'HEAD', path, headers: READ_ALL_KINDS }),
  ])
  const length = head.headers['content-length']
  return [
    key,
    {
      get: {
        status: get.status,
        length: get.body.byteLength,
        digest: digestOf(get.body),
        claimed: header(get, 'docker-content-digest'),
      },
      head: {
        status: head.status,
        length: length === undefined ? undefined : Number(length),
        claimed: header(head, 'docker-content-digest'),
      },
    },
  ]
}

async function listTags(ask: Asking, repository: string): Promise<string[]> {
  const answer = await ask({ method: 'GET', path: `/v2/${repository}/tags/list` })
  // Nothing was ever pushed to it, which the checker sees as an empty list.
  if (answer.status !== 200) return []
  return (JSON.parse(answer.body.toString()) as { tags: string[] | null }).tags ?? []
}

async function listReferrers(ask: Asking, key: string): Promise<Digest[]> {
  const [repository = '', digest = ''] = key.split('@')
  const answer = await ask({ method: 'GET', path: `/v2/${repository}/referrers/${digest}` })
  const { manifests = [] } = JSON.parse(answer.body.toString()) as { manifests?: { digest: Digest }[] }
  return manifests.map((descriptor) => descriptor.digest)
}

async function showSession(ask: Asking, path: string): Promise<ShownSession> {
  const answer = await ask({ method: 'GET', path })
  const offset = header(answer, 'upload-offset')
  return {
    status: answer.status,
    offset: offset === undefined ? undefined : Number(offset),
    range: header(answer, 'range'),
  }
}

/** Asks about all of them at once; the connections bound how many at a time. */
async function each<Item, Value>(
  items: readonly Item[],
  ask: (item: Item) => Promise<[string, Value]>,
): Promise<Map<string, Value>> {
  return new Map(await Promise.all(items.map(ask)))
}

function mapped<From, To>(map: ReadonlyMap<string, From>, to: (value: From) => To): Map<string, To> {
  return new Map([...map].map(([key, value]) => [key, to(value)]))
}
