// Real clients against a real server: skopeo, crane, oras, podman, buildah, umoci, cosign, docker and helm.
//
//   npm run test:clients                                  starts Berth and fetches what is missing, from Debian with apt
//   BERTH_TARGET=127.0.0.1:5000 npm run test:clients      the same checks against a registry that is already running
//   BERTH_LARGE_BLOB_MIB=64 …                             a smaller large blob
//
// Words after the command keep the checks whose names hold one of them: npm run test:clients -- oras cosign

import { type Check, onBench } from './check.ts'
import { cosignWithAccess } from './checks/access/cosign.ts'
import { mounts } from './checks/access/mounts.ts'
import { clientsWithAccess } from './checks/access/stories.ts'
import { buildahBuilds } from './checks/buildah.ts'
import { cosignSigns } from './checks/cosign.ts'
import { craneDoesAll } from './checks/crane.ts'
import { dockerPushes } from './checks/docker.ts'
import { helmPushes } from './checks/helm.ts'
import { largeBlob } from './checks/large-blob.ts'
import { orasArtifacts } from './checks/oras.ts'
import { craneReads, orasReads, podmanReads, skopeoPushes } from './checks/skopeo.ts'
import { umociAsDockerSchema2, umociAsOci } from './checks/umoci.ts'
import { fourPlatforms } from './four-platforms.ts'
import { openGuardedRegistry } from './guarded-registry.ts'
import { openRegistry, type Registry } from './registry.ts'
import { Report } from './report.ts'
import { obtain, type Tool } from './tools.ts'

const checks: readonly Check[] = [
  craneDoesAll,
  orasArtifacts,
  cosignSigns,
  umociAsOci,
  umociAsDockerSchema2,
  buildahBuilds,
  skopeoPushes,
  craneReads,
  orasReads,
  podmanReads,
  dockerPushes,
  largeBlob,
  helmPushes,
  ...clientsWithAccess,
  cosignWithAccess,
  ...mounts,
]

const stopped = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.abort())

const words = process.argv.slice(2)
const chosen = checks.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))
if (chosen.length === 0) throw new Error(`no check is called after any of: ${words.join(', ')}`)
const report = new Report()

await gather(new Set(chosen.flatMap(({ needs }) => needs)))
await attend('the registry', openRegistry, (check) => check.at === undefined)
await attend('a registry with access control', openGuardedRegistry, (check) => check.at === 'guarded')
report.print()
process.exitCode = report.failed || stopped.signal.aborted ? 1 : 0

/** One after the other, because apt has one lock; only helm compiles beside them, for longer than the rest takes. */
async function gather(tools: ReadonlySet<Tool>): Promise<void> {
  if (tools.has('helm')) obtain('helm').catch(() => undefined)
  const others = [...tools].filter((tool) => tool !== 'helm')
  if (others.length === 0) return
  // What cannot be had skips each check that needs it, with the reason, so the run goes on.
  await report.record('getting the clients', async () => {
    const missing: Tool[] = []
    for (const tool of others) await obtain(tool).catch(() => missing.push(tool))
    return missing.length === 0 ? `all of ${others.join(', ')}` : `without ${missing.join(', ')}`
  })
  if (tools.has('mmdebstrap')) {
    await report.record('making an image for four platforms', async () => {
      await fourPlatforms(stopped.signal)
      return undefined
    })
  }
}

/** Opens a registry, performs the checks that are for it, and ends it. */
async function attend(
  what: string,
  open: () => Promise<Registry>,
  isFor: (check: Check) => boolean,
): Promise<void> {
  const attended = chosen.filter(isFor)
  if (attended.length === 0) return
  let registry: Registry | undefined
  await report.record(`opening ${what}`, async () => {
    registry = await open()
    return `${registry.isBerth ? 'Berth' : 'another registry'} at ${registry.host}`
  })
  if (registry === undefined) return
  const opened = registry
  for (const check of attended) await report.record(check.name, () => perform(check, opened))
  if (!opened.isBerth) return
  await report.record(`${what} ends with 0 after SIGTERM`, async () => {
    await opened.stop()
    return undefined
  })
}

async function perform(check: Check, registry: Registry): Promise<string | undefined> {
  stopped.signal.throwIfAborted()
  for (const tool of check.needs) await obtain(tool)
  return onBench(check, registry, stopped.signal)
}
