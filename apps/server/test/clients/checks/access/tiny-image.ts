import { createHash, randomUUID } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Bench } from '../../check.ts'

/** A tar of one file that no other holds. @returns its path. */
export async function freshTar(bench: Bench): Promise<string> {
  const name = randomUUID()
  await writeFile(join(bench.dir, name), `${name}\n`)
  await bench.run(['tar', '-cf', `${name}.tar`, name])
  return join(bench.dir, `${name}.tar`)
}

/** An OCI layout of an image of one layer, written without any of the clients under test. @returns its folder. */
export async function freshLayout({ dir }: Bench): Promise<string> {
  const layout = join(dir, `layout-${randomUUID()}`)
  await mkdir(join(layout, 'blobs/sha256'), { recursive: true })
  const put = async (content: string, mediaType: string) => {
    const hex = createHash('sha256').update(content).digest('hex')
    await writeFile(join(layout, 'blobs/sha256', hex), content)
    return { mediaType, digest: `sha256:${hex}`, size: Buffer.byteLength(content) }
  }
  const vendor = 'application/vnd.oci.image'
  // The end of a tar is 1024 bytes of nothing, and whatever follows it is nobody's.
  const layer = await put('\0'.repeat(1024) + randomUUID(), `${vendor}.layer.v1.tar`)
  const rootfs = { type: 'layers', diff_ids: [layer.digest] }
  const config = await put(
    JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs }),
    `${vendor}.config.v1+json`,
  )
  const mediaType = `${vendor}.manifest.v1+json`
  const manifest = await put(
    JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [layer] }),
    mediaType,
  )
  const annotations = { 'org.opencontainers.image.ref.name': '1' }
  const manifests = [{ ...manifest, annotations }]
  await writeFile(join(layout, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }))
  await writeFile(join(layout, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
  return layout
}
