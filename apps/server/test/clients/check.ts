import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CommandFailed, type CommandOptions, run } from './command.ts'
import { fourPlatforms } from './four-platforms.ts'
import type { Registry } from './registry.ts'
import { searchPath, type Tool } from './tools.ts'

/** One story of real clients: what one of them pushes, another one reads, and the digests agree from end to end. */
export type Check = {
  name: string
  /** What must be here for it; a tool that cannot be had skips the check by the tool's name. */
  needs: readonly Tool[]
  /** Which registry it is for: the open one, in which nobody is asked who they are, unless told. */
  at?: 'guarded'
  /** May return a remark for the report. */
  run(bench: Bench): Promise<string | undefined>
}

/** What a check works with: a registry, an empty folder, and clients that know nothing of this machine's user. */
export type Bench = {
  readonly registry: Registry
  readonly dir: string
  readonly signal: AbortSignal
  run(command: readonly string[], options?: CommandOptions): Promise<string>
  /** The sha256 digest of what a program writes, streamed. */
  digestOf(command: readonly string[]): Promise<string>
  /** The layout of the image made for the whole run. */
  fourPlatforms(): Promise<string>
}

export async function onBench(
  check: Check,
  registry: Registry,
  signal: AbortSignal,
): Promise<string | undefined> {
  const dir = await mkdtemp(join(tmpdir(), 'berth-client-'))
  // A home of its own keeps the user's credentials, trust policies and mirrors out, and the check's keys and caches in.
  const env = {
    PATH: searchPath,
    HOME: dir,
    DOCKER_CONFIG: join(dir, 'docker'),
    XDG_RUNTIME_DIR: dir,
    TMPDIR: dir,
    REGISTRY_AUTH_FILE: join(dir, 'auth.json'),
  }
  const runHere = (command: readonly string[], options: CommandOptions = {}) =>
    run(command, { cwd: dir, signal, ...options, env: { ...env, ...options.env } })
  try {
    await mkdir(env.DOCKER_CONFIG)
    // podman and buildah refuse a folder or a name without a file; an empty one holds no credentials.
    await writeFile(join(env.DOCKER_CONFIG, 'config.json'), '{}')
    await writeFile(env.REGISTRY_AUTH_FILE, '{}')
    return await check.run({
      registry,
      dir,
      signal,
      run: runHere,
      digestOf: async (command) => {
        const hash = createHash('sha256')
        await runHere(command, { onOutput: (chunk) => hash.update(chunk), timeout: 300_000 })
        return `sha256:${hash.digest('hex')}`
      },
      fourPlatforms: () => fourPlatforms(signal),
    })
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** Throws with both values: in a failed run they are the first thing anybody wants to see. */
export function same(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${what} is ${String(actual)}, expected ${String(expected)}`)
}

/** For what a registry or a client must refuse: throws when it does not fail. */
export async function refused(what: string, attempt: Promise<unknown>): Promise<Error> {
  const error = await attempt.then(
    () => undefined,
    (reason: Error) => reason,
  )
  if (error === undefined) throw new Error(`${what} was accepted`)
  return error
}

/** {@link refused}, with the words a client has to find for it: whoever is refused has to see why. */
export async function refusedWith(what: string, words: RegExp, attempt: Promise<unknown>): Promise<void> {
  const error = await refused(what, attempt)
  const said = error instanceof CommandFailed ? error.stderr : error.message
  if (!words.test(said)) throw new Error(`${what} was refused without ${words}:\n${said.trim()}`)
}
