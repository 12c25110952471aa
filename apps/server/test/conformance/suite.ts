import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandFailed, run } from '../clients/command.ts'
import { Unavailable } from '../clients/report.ts'
import { type Results, readResults } from './results.ts'

const suiteModule = 'github.com/opencontainers/distribution-spec/conformance@main'

/** Downloads and reports live here; git does not see it. */
const cache = fileURLToPath(new URL('../../../../.cache/conformance/', import.meta.url))

/**
 * Everything the suite can ask, whatever version of the specification it asks it of. A version sets defaults only: 1.0
 * leaves out anonymous mounts and 1.1 leaves out what its text merely allows, and Berth does all of it.
 */
const everything = [
  'OCI_API_BLOBS_UPLOAD_CANCEL',
  'OCI_API_BLOBS_DIGEST_HEADER',
  'OCI_API_BLOBS_MOUNT_ANONYMOUS',
  'OCI_API_MANIFESTS_DIGEST_HEADER',
  'OCI_API_MANIFESTS_TAG_PARAM',
  'OCI_API_REFERRER',
  'OCI_DATA_SPARSE',
]

/** The suite as a program: OCI_CONFORMANCE_BIN when somebody built it already, or compiled from Go's module proxy. */
export async function findSuite(signal: AbortSignal): Promise<string> {
  const built = process.env.OCI_CONFORMANCE_BIN
  if (built !== undefined) return built
  await mkdir(cache, { recursive: true })
  try {
    await run(['go', 'install', suiteModule], { env: { GOBIN: cache }, timeout: 240_000, signal })
  } catch (error) {
    if (error instanceof CommandFailed) throw new Unavailable(oneLine(error.stderr || error.message))
    throw error
  }
  return join(cache, 'conformance')
}

export type Verdict = Results & {
  /** What the suite said about each failed test. */
  complaints: readonly string[]
  /** The folder with report.html, which shows every request and answer. */
  folder: string
}

export async function runSuite(
  program: string,
  version: string,
  host: string,
  signal: AbortSignal,
): Promise<Verdict> {
  const folder = join(cache, version)
  await mkdir(cache, { recursive: true })
  await rm(folder, { recursive: true, force: true })
  const env = {
    OCI_REGISTRY: host,
    OCI_TLS: 'disabled',
    OCI_REPO1: 'conformance/repo1',
    OCI_REPO2: 'conformance/repo2',
    OCI_VERSION: version,
    OCI_RESULTS_DIR: folder,
    ...Object.fromEntries(everything.map((option) => [option, 'true'])),
  }
  // The suite ends with 1 for a failed test, and with 0 when it could not even start: what it wrote is what counts.
  let said = ''
  try {
    await run([program], { cwd: cache, env, timeout: 300_000, signal })
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
    said = error.stderr || error.message
  }
  const results = await readResults(folder).catch((cause: unknown) => {
    throw new Error(`no results of the suite: ${cause}; it said: ${oneLine(said)}`)
  })
  return { ...results, complaints: said.split('\n').filter((line) => line.includes('level=')), folder }
}

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ')
