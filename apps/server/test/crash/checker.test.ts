import { type Digest, digestOf } from '@berth/digest'
import { describe, expect, it } from 'vitest'
import { check, type Found, type Shown, type ShownSession } from './checker.ts'
import { contentKey, effect, Ledger, tagKey } from './ledger.ts'
import { settle } from './observe.ts'

const repository = 'crash/one'
const one = digestOf(Buffer.from('one'))
const two = digestOf(Buffer.from('two'))

/** Content that is shown as it should be. */
function shown(
  digest: Digest,
  change: { get?: Partial<Shown['get']>; head?: Partial<Shown['head']> } = {},
): Shown {
  return {
    get: { status: 200, length: 3, digest, claimed: digest, ...change.get },
    head: { status: 200, length: 3, claimed: digest, ...change.head },
  }
}

const absent: Shown = {
  get: { status: 404, length: 0, digest: one, claimed: undefined },
  head: { status: 404, length: undefined, claimed: undefined },
}

function found(parts: Partial<Record<Exclude<keyof Found, 'strange'>, Record<string, unknown>>>): Found {
  const map = (name: keyof typeof parts) => new Map(Object.entries(parts[name] ?? {}))
  return {
    blobs: map('blobs'),
    manifests: map('manifests'),
    tags: map('tags'),
    tagLists: map('tagLists'),
    referrers: map('referrers'),
    sessions: map('sessions'),
    strange: [],
  } as Found
}

function pushBlob(ledger: Ledger, digest: Digest) {
  const key = contentKey(repository, digest)
  return ledger.begin('push', [effect(key, ledger.blob(repository, digest).present, true)])
}

function putManifest(
  ledger: Ledger,
  digest: Digest,
  tags: string[] = [],
  subject?: Digest,
  names?: string[],
) {
  return ledger.begin('put', [
    effect(
      contentKey(repository, digest),
      ledger.manifest(repository, digest, { subject, names }).present,
      true,
    ),
    ...tags.map((tag) => effect(tagKey(repository, tag), ledger.tag(repository, tag).target, digest)),
  ])
}

const key = (digest: Digest) => contentKey(repository, digest)
const tag = (name: string) => tagKey(repository, name)
const invariants = (ledger: Ledger, seen: Found) => check(ledger, seen).map(({ invariant }) => invariant)

describe('of content, the checker', () => {
  it('reports an acknowledged blob that is gone', () => {
    const ledger = new Ledger()
    pushBlob(ledger, one).acknowledge()
    expect(invariants(ledger, found({ blobs: { [key(one)]: shown(one) } }))).toEqual([])
    expect(invariants(ledger, found({ blobs: { [key(one)]: absent } }))).toEqual(['I1'])
  })

  it('takes a push without an answer either way, and remembers which it was', () => {
    const ledger = new Ledger()
    pushBlob(ledger, one)
    const there = found({ blobs: { [key(one)]: shown(one) } })
    const gone = found({ blobs: { [key(one)]: absent } })
    expect(invariants(ledger, there)).toEqual([])
    expect(invariants(ledger, gone)).toEqual([])
    settle(ledger, there)
    expect(invariants(ledger, gone)).toEqual(['I1'])
  })

  it('reports a blob that is back after its deletion was acknowledged', () => {
    const ledger = new Ledger()
    pushBlob(ledger, one).acknowledge()
    ledger.begin('delete', [effect(key(one), ledger.blob(repository, one).present, false)]).acknowledge()
    expect(invariants(ledger, found({ blobs: { [key(one)]: absent } }))).toEqual([])
    expect(invariants(ledger, found({ blobs: { [key(one)]: shown(one) } }))).toEqual(['I1'])
  })

  it('takes either of two that overlapped: a push and a deletion', () => {
    const ledger = new Ledger()
    const push = pushBlob(ledger, one)
    ledger.begin('delete', [effect(key(one), ledger.blob(repository, one).present, false)]).acknowledge()
    push.acknowledge()
    expect(invariants(ledger, found({ blobs: { [key(one)]: absent } }))).toEqual([])
    expect(invariants(ledger, found({ blobs: { [key(one)]: shown(one) } }))).toEqual([])
  })

  it.each<[string, Shown]>([
    ['a wrong byte', shown(one, { get: { digest: two } })],
    ['a wrong Docker-Content-Digest', shown(one, { get: { claimed: two } })],
    ['a wrong Docker-Content-Digest by HEAD', shown(one, { head: { claimed: two } })],
    ['another length by HEAD than by GET', shown(one, { head: { length: 4 } })],
    ['a HEAD that denies what GET has', shown(one, { head: { status: 404 } })],
  ])('reports %s', (_, wrong) => {
    const ledger = new Ledger()
    pushBlob(ledger, one).acknowledge()
    expect(invariants(ledger, found({ blobs: { [key(one)]: wrong } }))).toEqual(['I2'])
  })

  it('reports content that answers with an error, as wrong and as lost', () => {
    const ledger = new Ledger()
    pushBlob(ledger, one).acknowledge()
    const failing = shown(one, { get: { status: 500 }, head: { status: 500 } })
    expect(invariants(ledger, found({ blobs: { [key(one)]: failing } }))).toEqual(['I2', 'I1'])
  })
})

describe('of tags, the checker', () => {
  const manifests = { [key(one)]: shown(one), [key(two)]: shown(two) }
  const at = (digest: Digest) =>
    found({ manifests, tags: { [tag('a')]: shown(digest) }, tagLists: { [repository]: ['a'] } })

  it('reports a tag that went back to an older value', () => {
    const ledger = new Ledger()
    putManifest(ledger, one, ['a']).acknowledge()
    putManifest(ledger, two, ['a']).acknowledge()
    expect(invariants(ledger, at(two))).toEqual([])
    expect(invariants(ledger, at(one))).toEqual(['I4'])
  })

  it('takes the last acknowledged value or one that had no answer', () => {
    const ledger = new Ledger()
    putManifest(ledger, one, ['a']).acknowledge()
    putManifest(ledger, two).acknowledge()
    putManifest(ledger, two, ['a'])
    expect(invariants(ledger, at(one))).toEqual([])
    expect(invariants(ledger, at(two))).toEqual([])
  })

  it('reports a tag that dangles', () => {
    const ledger = new Ledger()
    putManifest(ledger, one, ['a'])
    const dangling = found({
      manifests: { [key(one)]: absent },
      tags: { [tag('a')]: shown(one) },
      tagLists: { [repository]: ['a'] },
    })
    expect(invariants(ledger, dangling)).toContain('I4')
  })

  it('reports a list with a tag too many or too few', () => {
    const ledger = new Ledger()
    putManifest(ledger, one, ['a']).acknowledge()
    putManifest(ledger, two).acknowledge()
    const listing = (...tags: string[]) =>
      found({ manifests, tags: { [tag('a')]: shown(one) }, tagLists: { [repository]: tags } })
    expect(invariants(ledger, listing())).toEqual(['I4'])
    expect(invariants(ledger, listing('a', 'b'))).toEqual(['I4'])
  })
})

describe('of operations without an answer, the checker', () => {
  it('reports a manifest that came without its tag', () => {
    const ledger = new Ledger()
    ledger.tag(repository, 'a')
    putManifest(ledger, one, ['a'])
    const half = found({ manifests: { [key(one)]: shown(one) }, tags: { [tag('a')]: absent } })
    expect(invariants(ledger, half)).toEqual(['I5'])
    const whole = found({
      manifests: { [key(one)]: shown(one) },
      tags: { [tag('a')]: shown(one) },
    })
    expect(invariants(ledger, whole)).toEqual([])
  })

  it('does not report a tag that another one may have moved on', () => {
    const ledger = new Ledger()
    putManifest(ledger, two).acknowledge()
    putManifest(ledger, one, ['a'])
    putManifest(ledger, two, ['a'])
    const moved = found({
      manifests: { [key(one)]: shown(one), [key(two)]: shown(two) },
      tags: { [tag('a')]: shown(two) },
    })
    expect(invariants(ledger, moved)).toEqual([])
  })

  it('reports the deletion of a manifest that left its tag behind', () => {
    const ledger = new Ledger()
    putManifest(ledger, one, ['a']).acknowledge()
    ledger.begin('delete', [
      effect(key(one), ledger.manifest(repository, one).present, false),
      effect(tag('a'), ledger.tag(repository, 'a').target, undefined),
    ])
    const half = found({ manifests: { [key(one)]: absent }, tags: { [tag('a')]: shown(one) } })
    expect(invariants(ledger, half)).toEqual(['I4', 'I5'])
  })
})

describe('of what a manifest names, the checker', () => {
  it('reports a part that is gone, unless a client may have deleted it', () => {
    const ledger = new Ledger()
    pushBlob(ledger, two).acknowledge()
    putManifest(ledger, one, [], undefined, [key(two)]).acknowledge()
    const without = found({ manifests: { [key(one)]: shown(one) }, blobs: { [key(two)]: absent } })
    expect(invariants(ledger, without)).toEqual(['I1', 'I3'])
    ledger.begin('delete', [effect(key(two), ledger.blob(repository, two).present, false)])
    expect(invariants(ledger, without)).toEqual([])
  })
})

describe('of answers by themselves, the checker', () => {
  it('reports what was strange about them', () => {
    const strange = [{ invariant: 'I12', words: 'an error without an envelope' }] as const
    expect(invariants(new Ledger(), { ...found({}), strange })).toEqual(['I12'])
  })
})

describe('of referrers, the checker', () => {
  it('reports one that is missing and one that is not there itself', () => {
    const ledger = new Ledger()
    putManifest(ledger, one, [], two).acknowledge()
    const listing = (manifest: Shown, ...listed: Digest[]) =>
      found({ manifests: { [key(one)]: manifest }, referrers: { [key(two)]: listed } })
    expect(invariants(ledger, listing(shown(one), one))).toEqual([])
    expect(invariants(ledger, listing(shown(one)))).toEqual(['I6'])
    expect(invariants(ledger, listing(absent, one))).toEqual(['I1', 'I6'])
  })
})

describe('of upload sessions, the checker', () => {
  const at = (offset: number): ShownSession => ({ status: 204, offset, range: `0-${offset - 1}` })
  const gone: ShownSession = { status: 404, offset: undefined, range: undefined }

  function session(sent: number, acknowledged: number) {
    const ledger = new Ledger()
    const content = { name: 'blob', size: 100, digest: one }
    const fact = ledger.openSession({ location: '/session', repository, content })
    fact.sent = sent
    fact.acknowledged = acknowledged
    const judge = (seen: ShownSession) => invariants(ledger, found({ sessions: { '/session': seen } }))
    return { fact, judge }
  }

  it('takes every offset from what was acknowledged to what was sent, and reports others', () => {
    const { judge } = session(60, 40)
    expect(judge(at(40))).toEqual([])
    expect(judge(at(60))).toEqual([])
    expect(judge(at(39))).toEqual(['I7'])
    expect(judge(at(61))).toEqual(['I7'])
  })

  it('reports one that is gone, unless a request to end it had no answer', () => {
    const { fact, judge } = session(60, 60)
    expect(judge(gone)).toEqual(['I7'])
    fact.state = 'ending'
    expect(judge(gone)).toEqual([])
    expect(judge(at(60))).toEqual([])
  })

  it('reports one that is there after its end was acknowledged', () => {
    const { fact, judge } = session(60, 60)
    fact.state = 'ended'
    expect(judge(gone)).toEqual([])
    expect(judge(at(60))).toEqual(['I7'])
  })

  it('reports a Range that contradicts the offset', () => {
    const { judge } = session(60, 60)
    expect(judge({ ...at(60), range: '0-40' })).toEqual(['I7'])
  })
})
