import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The digests an OCI image layout on disk promises, read without any of the clients under test. */
export type Layout = {
  /** What the layout's one entry points at: an index or a manifest. */
  root: string
  /** The manifests below it when it is an index, by `os/architecture[/variant]`. */
  children: ReadonlyMap<string, string>
}

const refName = 'org.opencontainers.image.ref.name'

type Descriptor = {
  digest: string
  annotations?: Record<string, string>
  platform?: { os: string; architecture: string; variant?: string }
}

export async function readLayout(dir: string): Promise<Layout> {
  const entries = (await readJson(join(dir, 'index.json'))).manifests ?? []
  // oras lists every manifest and names the one that was asked for; crane lists that one only and gives it no name.
  const named = entries.filter(({ annotations }) => annotations?.[refName] !== undefined)
  const [entry, ...others] = named.length > 0 ? named : entries
  if (entry === undefined || others.length > 0) throw new Error(`${dir} does not hold one image`)
  const { manifests = [] } = await readJson(blobPath(dir, entry.digest))
  return {
    root: entry.digest,
    children: new Map(manifests.map((child) => [platformOf(child), child.digest])),
  }
}

export function blobPath(dir: string, digest: string): string {
  return join(dir, 'blobs', digest.replace(':', '/'))
}

function platformOf({ platform }: Descriptor): string {
  if (platform === undefined) return 'unknown'
  const { os, architecture, variant } = platform
  return variant === undefined ? `${os}/${architecture}` : `${os}/${architecture}/${variant}`
}

async function readJson(file: string): Promise<{ manifests?: Descriptor[] }> {
  return JSON.parse(await readFile(file, 'utf8'))
}
