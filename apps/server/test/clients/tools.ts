import { access, constants, mkdir, rename, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CommandFailed, run } from './command.ts'
import { install, openSuite, type Suite, unpack } from './debian.ts'
import { Unavailable } from './report.ts'

/** Downloads and made images live here between runs; git does not see it and deleting it is always safe. */
export const cache = fileURLToPath(new URL('../../../../.cache/clients/', import.meta.url))

export type Tool = keyof typeof sources

/** Where a tool comes from when it is not on the PATH already. */
const sources = {
  skopeo: () => install(['skopeo']),
  buildah: () => install(['buildah']),
  podman: () => install(['podman']),
  umoci: () => install(['umoci']),
  mmdebstrap: () => install(['mmdebstrap']),
  // The current releases are only in Debian's coming suite; they are static Go programs and run on an older one.
  crane: () => cached('crane', async (into) => (await coming()).unpack(['crane'], into)),
  oras: () => cached('oras', async (into) => (await coming()).unpack(['oras'], into)),
  cosign: () => cached('cosign', async (into) => (await coming()).unpack(['cosign'], into)),
  // Unpacked rather than installed: installing would start an engine nobody asked for.
  dockerd: () => cached('docker', (into) => unpack(['docker.io', 'containerd', 'runc'], into)),
  docker: () => cached('docker-cli', (into) => unpack(['docker-cli'], into)),
  // Debian has no helm, but Go's module proxy has its source. Compiling takes a minute and a half, once.
  helm: () => cached('helm', compileHelm),
}

let comingSuite: Promise<Suite> | undefined

function coming(): Promise<Suite> {
  comingSuite ??= openSuite('forky', join(cache, 'apt-forky'))
  return comingSuite
}

const helm = 'helm.sh/helm/v3/cmd/helm@v3.18.4'

const places = ['usr/bin', 'usr/sbin'].flatMap((bin) =>
  ['crane', 'oras', 'cosign', 'docker', 'docker-cli', 'helm'].map((name) => join(cache, name, 'root', bin)),
)

/** PATH for everything a check runs. What was fetched comes first: an engine must meet the client of its own release. */
export const searchPath = [...places, ...(process.env.PATH ?? '').split(delimiter)].join(delimiter)

const obtained = new Map<Tool, Promise<void>>()

/** Makes sure a tool can be run; throws Unavailable with its name and the reason when it cannot be had. */
export function obtain(tool: Tool): Promise<void> {
  let attempt = obtained.get(tool)
  if (attempt === undefined) {
    attempt = attemptTo(tool)
    // A check asks later; until then a refusal waits here without counting as unhandled.
    attempt.catch(() => undefined)
    obtained.set(tool, attempt)
  }
  return attempt
}

async function attemptTo(tool: Tool): Promise<void> {
  if (await onPath(tool)) return
  try {
    await sources[tool]()
  } catch (error) {
    if (error instanceof Unavailable) throw new Unavailable(`${tool}: ${error.message}`)
    throw error
  }
  if (!(await onPath(tool))) throw new Unavailable(`${tool}: its package does not hold it`)
}

async function onPath(tool: string): Promise<boolean> {
  for (const dir of searchPath.split(delimiter)) {
    const found = await access(join(dir, tool), constants.X_OK).then(
      () => true,
      () => false,
    )
    if (found) return true
  }
  return false
}

/** Fills a folder aside and renames it into place, so that a run cut short leaves no half of a tool behind. */
async function cached(name: string, fill: (into: string) => Promise<void>): Promise<void> {
  const aside = join(cache, `${name}.${process.pid}`)
  await mkdir(aside, { recursive: true })
  try {
    await fill(aside)
    await rm(join(cache, name), { recursive: true, force: true })
    await rename(aside, join(cache, name))
  } finally {
    await rm(aside, { recursive: true, force: true })
  }
}

async function compileHelm(into: string): Promise<void> {
  const env = { GOBIN: join(into, 'root/usr/bin'), GOFLAGS: '-buildvcs=false -trimpath' }
  try {
    await run(['go', 'install', helm], { env, timeout: 300_000 })
  } catch (error) {
    if (error instanceof CommandFailed) throw new Unavailable(`not in Debian, and go: ${error.lastWords}`)
    throw error
  }
}
