import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Unavailable } from '../clients/report.ts'

/** A call that changes something in a data folder. `path` is within the folder, `.` the folder itself. */
export interface StorageCall {
  /** From 1, over all threads of the process. */
  readonly number: number
  readonly name: string
  readonly path: string
}

/** Where a process dies: the call was never made, or it has had its effect and its thread has not gone on. */
export interface CrashPoint {
  readonly call: StorageCall
  readonly when: 'before' | 'after'
}

/** Ends a process at one of its storage calls, exactly, by a library that is loaded into it (storage-calls.c). */
export class FatalCalls {
  readonly #library: string

  private constructor(library: string) {
    this.#library = library
  }

  /** @throws {Unavailable} where there is no C compiler and none can be had, or no way to load a library first. */
  static build(into: string): FatalCalls {
    if (process.platform !== 'linux') throw new Unavailable('crash points: only Linux loads a library first')
    if (!compiles('/dev/null') && !installsCompiler())
      throw new Unavailable('cc: not installed, and could not be with apt-get')
    const library = join(into, 'storage-calls.so')
    const source = fileURLToPath(new URL('storage-calls.c', import.meta.url))
    const { status, stderr } = cc('-Werror', '-shared', '-fPIC', '-o', library, source, '-ldl')
    if (status !== 0) throw new Error(`storage-calls.c does not compile: ${stderr}`)
    return new FatalCalls(library)
  }

  /** The environment of a process that is to die at a point, or to have its calls noted when there is none. */
  variables({ folder, log, point }: { folder: string; log: string; point?: CrashPoint | undefined }) {
    return {
      LD_PRELOAD: this.#library,
      CRASH_FOLDER: folder,
      CRASH_LOG: log,
      CRASH_AT: String(point?.call.number ?? 0),
      CRASH_AFTER: point?.when === 'after' ? '1' : '0',
    }
  }
}

/** What a process noted: all its calls, or the one it died at. */
export function notedCalls(log: string): StorageCall[] {
  if (!existsSync(log)) return []
  return readFileSync(log, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [number, name = '', path = ''] = line.split(' ')
      return { number: Number(number), name, path }
    })
    .sort((a, b) => a.number - b.number)
}

export function wordsOf({ call, when }: CrashPoint): string {
  return `${when} ${call.name} ${call.path}, call ${call.number}`
}

function compiles(source: string): boolean {
  return cc('-fsyntax-only', '-x', 'c', '-include', 'stdio.h', source).status === 0
}

function installsCompiler(): boolean {
  if (process.getuid?.() !== 0) return false
  const wanted = ['install', '--yes', '--no-install-recommends', 'gcc', 'libc6-dev']
  spawnSync('apt-get', wanted, { stdio: 'ignore', timeout: 300_000 })
  return compiles('/dev/null')
}

function cc(...args: string[]) {
  return spawnSync('cc', ['-O2', '-Wall', '-Wextra', ...args], { encoding: 'utf8', timeout: 60_000 })
}
