import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CommandFailed, run } from './command.ts'
import { Unavailable } from './report.ts'

// Everything here goes through apt and the archive this machine is already set up with: apt knows its proxy, its mirror
// and its keys, and it checks signatures, which a plain download would not.

export type Archive = { site: string; release: string }

export type Suite = { unpack(packages: readonly string[], into: string): Promise<void> }

const quiet = { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' }
const patient = [
  '-o',
  'Acquire::Retries=2',
  '-o',
  'Acquire::http::Timeout=30',
  '-o',
  'DPkg::Lock::Timeout=120',
]
// As root, apt drops to a user who cannot reach a checkout below root's home.
const unsandboxed = 'APT::Sandbox::User=root'
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg'

let updated: Promise<void> | undefined

/** The Debian archive apt uses here. */
export async function archive(): Promise<Archive> {
  // apt knows no archive before its first update, as in a fresh container image.
  const found = (await configuredArchive()) ?? (await updateOnce().then(configuredArchive))
  if (found === undefined) throw new Unavailable('apt has no Debian archive among its sources')
  return found
}

async function configuredArchive(): Promise<Archive | undefined> {
  const format = ['--format', '$(SITE) $(RELEASE)', 'Created-By: Packages']
  const targets = await run(['apt-get', 'indextargets', ...format]).catch(() => {
    throw new Unavailable('apt is not here')
  })
  for (const target of targets.split('\n')) {
    const [site, release] = target.split(' ')
    // A release by name or as `stable`; its `-updates` and the like hold a part of it only.
    if (site && release && /^[a-z]+$/.test(release) && /\/debian\/?$/.test(site)) return { site, release }
  }
  return undefined
}

/** Installs packages on this machine, as one would by hand; apt's lists are brought up to date once for a run. */
export async function install(packages: readonly string[]): Promise<void> {
  if (process.getuid?.() !== 0) throw new Unavailable('not installed, and installing needs root')
  await updateOnce()
  await apt(['install', '-y', '--no-install-recommends', ...packages], { timeout: 400_000 })
}

/** Unpacks packages of this machine's own Debian release into a folder; nothing is installed or started. */
export async function unpack(packages: readonly string[], into: string): Promise<void> {
  await updateOnce()
  await download(packages, into, [])
}

/**
 * Another Debian suite than this machine's, read through an apt state of its own in `state` so that the machine's is left
 * as it was. Opened once, its lists are good for any number of packages.
 */
export async function openSuite(suite: string, state: string): Promise<Suite> {
  const { site } = await archive()
  await mkdir(join(state, 'lists/partial'), { recursive: true })
  await mkdir(join(state, 'cache/archives/partial'), { recursive: true })
  await writeFile(join(state, 'status'), '')
  await writeFile(join(state, 'sources.list'), `deb [signed-by=${keyring}] ${site} ${suite} main\n`)
  const apart = [
    `Dir::Etc::sourcelist=${state}/sources.list`,
    'Dir::Etc::sourceparts=-',
    `Dir::State=${state}`,
    `Dir::State::status=${state}/status`,
    `Dir::Cache=${state}/cache`,
    unsandboxed,
  ].flatMap((setting) => ['-o', setting])
  await apt([...apart, 'update'])
  return { unpack: (packages, into) => download(packages, into, apart) }
}

async function download(
  packages: readonly string[],
  into: string,
  settings: readonly string[],
): Promise<void> {
  const debs = join(into, 'debs')
  await mkdir(debs, { recursive: true })
  await apt([...settings, '-o', unsandboxed, 'download', ...packages], { cwd: debs })
  await run(['sh', '-c', 'for deb in debs/*.deb; do dpkg-deb -x "$deb" root; done'], { cwd: into })
  await rm(debs, { recursive: true, force: true })
}

/** Only root may bring apt's lists up to date; anybody else makes do with the lists that are there. */
async function updateOnce(): Promise<void> {
  if (process.getuid?.() !== 0) return
  updated ??= apt(['update'])
  await updated
}

async function apt(args: readonly string[], options: { cwd?: string; timeout?: number } = {}): Promise<void> {
  try {
    await run(['apt-get', '-q', ...patient, ...args], { timeout: 180_000, ...options, env: quiet })
  } catch (error) {
    if (error instanceof CommandFailed) throw new Unavailable(`apt-get: ${error.lastWords}`)
    throw error
  }
}
