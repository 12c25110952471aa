import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { splitDigest } from '@berth/digest'
import { Injection, takeDescriptors } from './injection.ts'
import { type Content, Misbehaved } from './shelf.ts'
import type { Upload } from './upload.ts'
import type { Volume } from './volume.ts'

/** What there is when a fault begins. */
export interface Given {
  readonly volume: Volume
  readonly pid: number
  /** Sessions with bytes in them: one in the middle, one with a request under way, one that has all its bytes. */
  readonly uploads: { readonly half: Upload; readonly streaming: Upload; readonly whole: Upload }
  /** A blob of several chunks. */
  readonly large: Content
}

/** What becomes of a request during a fault. */
export type Fate = 'done' | 'refused' | 'either'

export interface BegunFault {
  end(): Promise<void> | void
  /** Looks, once all goes on again, at what no client can see. @throws {Misbehaved} */
  verify?(): Promise<void>
}

export interface Fault {
  readonly volume?: { megabytes: number; inodes?: number }
  /** What refused requests are answered with. */
  readonly status: 503 | 507
  readonly push: Fate
  /** More bytes for a session that has some. */
  readonly chunk: Fate
  /** The rest of a request's body. */
  readonly streaming: Fate
  /** The end of a session that has all its bytes. */
  readonly finish: Fate
  readonly manifest: Fate
  readonly deletion: Fate
  readonly pull: Fate
  /** Whether the server is stopped before and has to start during the fault. */
  readonly duringStart?: boolean
  /** Whether the server's ballast has to be there before. It comes some seconds after the start. */
  readonly ballast?: boolean
  /** Whether it takes strace. */
  readonly injected?: boolean
  begin(given: Given): Promise<BegunFault>
}

const SMALL = { megabytes: 48 }

const everyWrite = ['pwrite64', 'pwritev', 'fsync', 'fdatasync', 'rename', 'unlink', 'ftruncate', 'mkdir']

const uploadPath = ({ volume }: Given, { id }: Upload) => join(volume.folder, 'uploads', id)
const blobPath = ({ volume }: Given, { digest }: Content) => {
  const { algorithm, hex } = splitDigest(digest)
  return join(volume.folder, 'blobs', algorithm, hex.slice(0, 2), hex)
}
const databaseLog = ({ volume }: Given) => join(volume.folder, 'meta.db-wal')

/** Nothing works that has to be written down; what is there is served. */
const nothingIsWritten = {
  status: 503,
  push: 'refused',
  chunk: 'refused',
  streaming: 'refused',
  finish: 'refused',
  manifest: 'refused',
  deletion: 'refused',
  pull: 'done',
} as const

/** Everything works but what the fault names. */
const allIsWell = {
  status: 503,
  push: 'done',
  chunk: 'done',
  streaming: 'done',
  finish: 'done',
  manifest: 'done',
  deletion: 'done',
  pull: 'done',
} as const

/** Calls of the running server fail. */
function failing(
  calls: readonly string[],
  error: string,
  paths: (given: Given) => string[] = () => [],
): Pick<Fault, 'injected' | 'begin'> {
  return {
    injected: true,
    begin: async (given) => {
      const injection = await Injection.into(given.pid, calls, error, paths(given))
      return { end: () => injection.takeBack() }
    },
  }
}

/** Every fault by its name. */
export const faults: Readonly<Record<string, Fault>> = {
  'the disk is full': {
    volume: SMALL,
    status: 507,
    push: 'refused',
    chunk: 'refused',
    streaming: 'refused',
    // It needs no room but for its record, and the ballast has that.
    finish: 'done',
    manifest: 'refused',
    deletion: 'done',
    pull: 'done',
    ballast: true,
    begin: fullDisk,
  },
  'the disk is full when the server starts': {
    ...nothingIsWritten,
    volume: SMALL,
    status: 507,
    finish: 'done',
    deletion: 'done',
    duringStart: true,
    ballast: true,
    begin: fullDisk,
  },
  'the inodes are used up': {
    ...allIsWell,
    volume: { megabytes: 64, inodes: 700 },
    status: 507,
    push: 'refused',
    begin: async ({ volume }) => {
      await volume.takeInodes()
      return { end: () => volume.relieve() }
    },
  },
  'the file system is read-only': {
    ...nothingIsWritten,
    ...failing(everyWrite, 'EROFS'),
  },
  'EIO when an upload is written': {
    ...allIsWell,
    chunk: 'refused',
    streaming: 'refused',
    ...failing(['pwrite64', 'pwritev'], 'EIO', (given) => [
      uploadPath(given, given.uploads.half),
      uploadPath(given, given.uploads.streaming),
    ]),
  },
  'EIO when an upload is synced': {
    ...allIsWell,
    finish: 'refused',
    ...failing(['fdatasync'], 'EIO', (given) => [uploadPath(given, given.uploads.whole)]),
  },
  'EIO at the rename': {
    ...allIsWell,
    push: 'refused',
    finish: 'refused',
    ...failing(['rename'], 'EIO'),
  },
  'EIO at the sync of a folder': {
    ...allIsWell,
    finish: 'refused',
    ...failing(['fsync'], 'EIO', (given) => [dirname(blobPath(given, given.uploads.whole.content))]),
  },
  'EIO in the log of the database': {
    ...nothingIsWritten,
    ...failing(['pwrite64'], 'EIO', (given) => [databaseLog(given)]),
  },
  'EIO at the sync of the log': {
    ...nothingIsWritten,
    // What needs no sync goes on: sessions survive a crash of the process, not of the machine.
    chunk: 'either',
    streaming: 'either',
    injected: true,
    begin: async (given) => {
      const before = await saltOf(databaseLog(given))
      const injection = await Injection.into(given.pid, ['fsync', 'fdatasync'], 'EIO', [databaseLog(given)])
      return {
        end: () => injection.takeBack(),
        // The kernel may have dropped what it could not write, and nothing after a gap in the log is ever read again.
        verify: async () => {
          if (before.equals(await saltOf(databaseLog(given))))
            throw new Misbehaved('commits are promised on top of a log whose sync has failed')
        },
      }
    },
  },
  'EIO when the database is read': {
    ...allIsWell,
    // What SQLite has in memory it need not read.
    push: 'either',
    chunk: 'either',
    streaming: 'either',
    finish: 'either',
    manifest: 'either',
    deletion: 'either',
    pull: 'either',
    ...failing(['pread64'], 'EIO', (given) => [join(given.volume.folder, 'meta.db'), databaseLog(given)]),
  },
  'EIO when a blob is read': {
    ...allIsWell,
    pull: 'refused',
    ...failing(['pread64', 'preadv'], 'EIO', (given) => [blobPath(given, given.large)]),
  },
  'no descriptor is left': {
    ...allIsWell,
    push: 'refused',
    chunk: 'refused',
    finish: 'refused',
    pull: 'refused',
    begin: async ({ pid }) => ({ end: takeDescriptors(pid) }),
  },
}

async function fullDisk({ volume }: Given) {
  await volume.fill()
  return { end: () => volume.relieve() }
}

/** What SQLite draws anew for each log it begins ("The Database File Format", 4.1). */
async function saltOf(log: string): Promise<Buffer> {
  return (await readFile(log)).subarray(16, 24)
}
