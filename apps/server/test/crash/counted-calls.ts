import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requireStrace } from '../process/strace.ts'
import type { Work } from './crash-points.ts'
import { FatalCalls, notedCalls } from './fatal-calls.ts'
import { parseTrace, type SystemCall } from './system-calls.ts'

/** Every call by which Linux changes files, whether Berth makes it or not. */
const CHANGING = [
  ...['mkdir', 'mkdirat', 'rmdir', 'rename', 'renameat', 'renameat2', 'unlink', 'unlinkat', 'link', 'linkat'],
  ...['symlink', 'symlinkat', 'truncate', 'ftruncate', 'fallocate', 'write', 'writev', 'pwrite64', 'pwritev'],
  ...['pwritev2', 'fsync', 'fdatasync', 'sync_file_range', 'syncfs', 'copy_file_range', 'sendfile', 'splice'],
  'msync',
]
/** Through this one anything could get onto the disk unseen. */
const UNSEEN = 'io_uring_enter'

/** What the kernel calls what the C library has under another name. */
const KERNEL_NAMES: Readonly<Record<string, string>> = { ftruncate64: 'ftruncate', pwritev64: 'pwritev' }

/**
 * Holds what the library of the crash points counts against what strace sees of the same process: a call it did not
 * count would be one at which nobody is ever killed.
 * @returns how many calls there were, and what is wrong.
 * @throws {Unavailable} without strace or a C compiler.
 */
export async function auditCountedCalls(work: Work): Promise<{ counted: number; violations: string[] }> {
  requireStrace()
  const root = await realpath(await mkdtemp(join(tmpdir(), 'berth-counted-')))
  const folder = join(root, 'data')
  const log = join(root, 'calls')
  const trace = join(root, 'trace')
  try {
    const variables = FatalCalls.build(root).variables({ folder, log })
    const traced = ['-e', `trace=openat,open,creat,${CHANGING.join()},${UNSEEN}`]
    await work.prepare()
    const attempt = await work.attempt(folder)
    const before = await filesOf(folder)
    // -s 0: of what is written nothing is to be seen, or a path in it would be taken for where it is written to.
    const wrapper = ['strace', '-D', '-f', '-y', '-s', '0', ...traced, '-o', trace]
    const violations = [...(await attempt.run(variables, wrapper))]
    const noted = notedCalls(log)
    const seen = parseTrace(await readFile(trace, 'utf8')).filter(
      ({ name, text }) => name === UNSEEN || text.includes(folder),
    )
    violations.push(...differences(countsOf(seen.filter(({ name }) => CHANGING.includes(name))), noted))
    violations.push(...uncountedFiles(seen, noted, folder, before))
    if (seen.some(({ name }) => name === UNSEEN)) violations.push(`Berth uses ${UNSEEN}`)
    return { counted: noted.length, violations }
  } finally {
    await work.end()
    await rm(root, { recursive: true, force: true })
  }
}

function countsOf(calls: readonly { name: string }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { name } of calls) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

function differences(seen: ReadonlyMap<string, number>, noted: readonly { name: string }[]): string[] {
  const counted = countsOf(
    noted.filter(({ name }) => name !== 'open64').map(({ name }) => ({ name: KERNEL_NAMES[name] ?? name })),
  )
  return [...new Set([...seen.keys(), ...counted.keys()])].flatMap((name) => {
    const [all, some] = [seen.get(name) ?? 0, counted.get(name) ?? 0]
    return all === some ? [] : [`strace sees ${all} calls of ${name}, ${some} are counted`]
  })
}

/** Openings that make or empty a file. */
function uncountedFiles(
  seen: readonly SystemCall[],
  noted: readonly { name: string; path: string }[],
  folder: string,
  before: ReadonlySet<string>,
): string[] {
  const counted = new Set(noted.filter(({ name }) => name === 'open64').map(({ path }) => path))
  const changed = seen
    .filter(({ name, text }) => ['open', 'openat', 'creat'].includes(name) && /O_CREAT|O_TRUNC/.test(text))
    .map(({ text }) => ({
      path: new RegExp(`"${folder}/([^"]+)"`).exec(text)?.[1] ?? text,
      empties: text.includes('O_TRUNC'),
    }))
    .filter(({ path, empties }) => empties || !before.has(path))
  return [...new Set(changed.map(({ path }) => path))]
    .filter((path) => !counted.has(path))
    .map((path) => `the making of ${path} is not counted`)
}

/** By their paths within the folder; none when it is not there yet. */
async function filesOf(folder: string): Promise<Set<string>> {
  if (!existsSync(folder)) return new Set()
  return new Set(await readdir(folder, { recursive: true }))
}
