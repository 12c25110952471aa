import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Digest, digestOf } from '@berth/digest'
import { FilesystemBlobStore } from '../../src/blob-store/filesystem.ts'
import { ComposedStorage } from '../../src/composed-storage.ts'
import { databasePath } from '../../src/data-folder.ts'
import { fsckFolder, openFilesystemStorage, type Storage } from '../../src/index.ts'
import { openReading, openWriting, rows } from '../../src/metadata/connection.ts'
import { SqliteMetadata } from '../../src/metadata/sqlite.ts'
import { recoverUploads } from '../../src/recovery.ts'
import { blobPath, bytesOf, name, pieces, pull } from '../fixtures.ts'
import { lossKey, PRINCIPAL } from './client.ts'
import { type Knowledge, possibleWorlds, type SessionFact, type World } from './ledger.ts'
import { observe, type Shown } from './observe.ts'

/** How the next start begins. */
export interface Start {
  /** Whether the machine stopped, and not only the process. */
  readonly after: 'kill' | 'power cut'
  readonly bootId: string
  readonly goingOn: 'with more' | 'as it is'
  /** With the lock and the threads of a real start, rather than all on this thread, which takes a tenth of the time. */
  readonly real?: boolean
}

/** Everything that was found after a stop, for whatever the clients knew when it happened. */
export interface Aftermath {
  readonly shown: Shown
  /** Where the sessions are that are still there. */
  readonly offsets: ReadonlyMap<string, number>
  /** What became of them when they were gone on with. */
  readonly resumed: readonly Digest[]
  readonly resumption: readonly string[]
  /** Of which contents something lies in its place, or was set aside. */
  readonly evidence: ReadonlySet<string>
  readonly problems: readonly { severity: string; kind: string; subject: string; detail: string }[]
}

/** What to look for. Of a session, all that was ever sent to it. */
export interface Known {
  readonly keys: ReadonlySet<string>
  readonly contents: ReadonlyMap<Digest, Buffer>
  readonly sessions: Knowledge['sessions']
}

/** Starts again on a folder, looks at everything, goes on with every session, stops, and has the folder checked. */
export async function lookAfter(folder: string, start: Start, known: Known): Promise<Aftermath> {
  const storage =
    start.real === true ? await openFilesystemStorage(folder) : await openHere(folder, start.bootId)
  try {
    const shown = await observe(storage, known.keys, known.contents)
    const offsets = new Map<string, number>()
    const resumed: Digest[] = []
    const resumption: string[] = []
    const how = { folder, more: start.goingOn === 'with more' }
    for (const fact of known.sessions.values())
      await goOn(storage, fact, how, { offsets, resumed, resumption })
    await storage.close()
    const { problems } = await fsckFolder(folder)
    const evidence = evidenceIn(folder, known.contents.keys())
    return {
      shown,
      offsets,
      resumed,
      resumption,
      evidence,
      problems: [...problems, ...integrityOf(folder)],
    }
  } finally {
    await storage.close()
  }
}

async function openHere(folder: string, bootId: string): Promise<Storage> {
  const metadata = SqliteMetadata.over(openWriting(databasePath(folder)))
  const blobs = new FilesystemBlobStore(folder)
  try {
    await recoverUploads(metadata, blobs, bootId)
  } catch (error) {
    await metadata.close()
    throw error
  }
  return new ComposedStorage({ metadata, blobs }, {}, () => metadata.close())
}

function evidenceIn(folder: string, digests: Iterable<Digest>): Set<string> {
  const aside = readdirSync(join(folder, 'quarantine'))
  const isThere = (digest: Digest) =>
    existsSync(blobPath(folder, digest)) || aside.some((file) => file.startsWith(digest.replace(':', '-')))
  return new Set([...digests].filter(isThere))
}

/**
 * Goes on with a session as a client does that asked where it is: sends the rest and a bit more, or nothing more, since
 * it has come to another mind. Then what was sent and not counted must not be part of it.
 */
async function goOn(
  storage: Storage,
  { id, repository, sent }: SessionFact,
  { folder, more }: { folder: string; more: boolean },
  { offsets, resumed, resumption }: { offsets: Map<string, number>; resumed: Digest[]; resumption: string[] },
): Promise<void> {
  const here = storage.repository(name(repository))
  let session: ReturnType<typeof here.openUpload>
  try {
    session = here.openUpload(id, PRINCIPAL)
  } catch {
    return
  }
  const { offset } = session
  offsets.set(id, offset)
  const whole = more ? Buffer.concat([sent, bytesOf(id)]) : sent.subarray(0, offset)
  const digest = digestOf(whole)
  resumed.push(digest)
  mkdirSync(dirname(blobPath(folder, digest)), { recursive: true })
  try {
    if (more) await session.append(pieces(whole.subarray(offset)), offset)
    await session.commit(digest)
    if (!(await pull(here, digest)).equals(whole)) resumption.push(`I7 session ${id} became other bytes`)
  } catch (error) {
    resumption.push(`I7 session ${id} at ${offset} could not be gone on with: ${String(error)}`)
  }
}

/** I13, without the registry's own check. */
function integrityOf(folder: string) {
  const db = openReading(databasePath(folder))
  try {
    return rows<{ integrity_check: string }>(db, 'PRAGMA integrity_check')
      .filter(({ integrity_check }) => integrity_check !== 'ok')
      .map(({ integrity_check: detail }) => ({
        severity: 'violation',
        kind: 'database',
        subject: 'meta.db',
        detail,
      }))
  } finally {
    db.close()
  }
}

export const EVIDENCE_GONE = 'nothing is left of the'

/** The violations of durability 1.5, given what the clients knew. */
export function violations(aftermath: Aftermath, knowledge: Knowledge, after: Start['after']): string[] {
  const { shown, resumption, problems } = aftermath
  const worlds = possibleWorlds(knowledge)
  return [
    ...shown.contradictions,
    ...unlikeAll(worlds, shown.values),
    ...[...knowledge.sessions.values()].flatMap((fact) => ofSession(fact, aftermath, after)),
    ...resumption,
    ...[...knowledge.settled.keys()]
      .filter((key) => key.startsWith('evidence ') && !aftermath.evidence.has(key.slice('evidence '.length)))
      .map((key) => `${EVIDENCE_GONE} ${key}`),
    ...problems
      .filter((problem) => !isExpected(problem, worlds, after))
      .map(({ subject, detail, kind }) => {
        return `I8/I13 fsck: ${kind} ${subject}: ${detail}`
      }),
  ]
}

/** I1 and I5: one of the possible worlds is what there is, as a whole. Else, how the nearest one differs. */
function unlikeAll(worlds: readonly World[], values: ReadonlyMap<string, string>): string[] {
  const differences = worlds.map((world) => {
    const keys = new Set([...world.keys(), ...values.keys()].filter((key) => !/^loss|^evidence/.test(key)))
    return [...keys]
      .filter((key) => !fits(world.get(key), values.get(key)))
      .map((key) => {
        return `I1/I5 ${key} is ${values.get(key) ?? 'not there'}, expected ${world.get(key) ?? 'nothing'}`
      })
  })
  return differences.sort((one, other) => one.length - other.length)[0] ?? []
}

/** What is lost is refused or unknown. Only the disk may have taken its file: the registry moves none it vouches for. */
function fits(expected: string | undefined, actual: string | undefined): boolean {
  if (expected === 'flipped') return actual === 'refused' || actual === undefined
  if (expected === 'gone') return actual === 'missing' || actual === undefined
  return expected === actual
}

/** I7 */
function ofSession(fact: SessionFact, { offsets, shown }: Aftermath, after: Start['after']): string[] {
  const { id, state, acknowledged, sent, becomes } = fact
  const offset = offsets.get(id)
  const wrong = (words: string) => [`I7 session ${id} ${words}`]
  if (state === 'ended') {
    // Its end need not survive a power cut unless it became a blob; what is left of it then is looked at no more.
    return offset === undefined || (after === 'power cut' && becomes === undefined)
      ? []
      : wrong('is there, and had ended')
  }
  if (after === 'power cut')
    return offset === undefined || offset <= sent.length ? [] : wrong(`is at ${offset}`)
  if (offset !== undefined) {
    if (offset < acknowledged) return wrong(`is at ${offset}, ${acknowledged} were acknowledged`)
    return offset > sent.length ? wrong(`is at ${offset}, ${sent.length} were sent`) : []
  }
  if (state === 'open') return wrong(`is gone, ${acknowledged} bytes were acknowledged`)
  // Either the end was reached, or the session is there to be ended again.
  return becomes === undefined || shown.values.get(becomes) === 'there'
    ? []
    : wrong(`is gone, and ${becomes} is not there`)
}

/** What a check of the folder may say: content that the disk lost, and after a power cut files whose row was not yet. */
function isExpected(
  problem: Aftermath['problems'][number],
  worlds: readonly World[],
  after: Start['after'],
): boolean {
  const { severity, kind, subject } = problem
  if (kind === 'blob') return worlds.some((world) => world.has(lossKey(subject)))
  return severity === 'leftover' && kind === 'file' && after === 'power cut'
}

/** Makes a folder as it was when it was laid out. */
export function sweep(folder: string, contents: Iterable<Digest>): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(`${databasePath(folder)}${suffix}`, { force: true })
  for (const place of ['uploads', 'quarantine'])
    for (const entry of readdirSync(join(folder, place))) rmSync(join(folder, place, entry))
  for (const digest of contents) rmSync(blobPath(folder, digest), { force: true })
}
