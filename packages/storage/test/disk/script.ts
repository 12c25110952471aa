import type { Digest } from '@berth/digest'
import { mediaTypes } from '@berth/spec/image'
import { descriptorOf, imageManifest } from '../fixtures.ts'
import type { Client } from './client.ts'
import type { Damage } from './history.ts'

const APP = 'team/app'
const OTHER = 'team/other'

/** Bytes of which no two blocks are alike. */
function bytes(length: number, seed: number): Buffer {
  const filled = Buffer.alloc(length)
  for (let at = 0; at + 4 <= length; at += 4) filled.writeUInt32LE(((at + seed) * 2654435761) >>> 0, at)
  return filled
}

const parsed = (manifest: Buffer): object => JSON.parse(manifest.toString()) as object
const config = Buffer.from('{}')
/** Two writes long, and its pieces are not as long as a write. */
const large = bytes(400_000, 1)

/** Everything clients do to a registry, and what time does to its disk. */
export async function wholeScript(client: Client, damage: Damage): Promise<void> {
  const begun = await client.start(APP)
  await client.append(begun, [bytes(5000, 2)])

  await pushImage(client)
  await moveAndDelete(client)
  await endSessions(client)
  await loseAndHeal(client, damage)

  await client.append(begun, [bytes(3000, 3)])
  const another = await client.start(OTHER)
  await client.append(another, [bytes(10, 4)])
  await client.expire([begun, another])
}

/** The script's first part: two blobs, and what names them. */
export async function pushImage(client: Client): Promise<void> {
  await client.push(APP, config)
  const layer = await client.push(APP, large, { pieces: 9 })
  await client.mount(OTHER, layer, APP)
  const image = await client.putManifest(APP, parsed(imageOf(large)), 'v1', 'latest')
  const manifests = [descriptorOf(imageOf(large), image.mediaType)]
  const index = { schemaVersion: 2, mediaType: mediaTypes.ociIndex, manifests }
  await client.putManifest(APP, index, 'multi')
  const signature = { subject: manifests[0], artifactType: 'application/x.signature' }
  await client.putManifest(APP, parsed(imageManifest([], signature)))
}

function imageOf(layer: Buffer): Buffer {
  const layers = [descriptorOf(layer, 'application/vnd.oci.image.layer.v1.tar')]
  return imageManifest([], { layers })
}

async function moveAndDelete(client: Client): Promise<void> {
  const layer = bytes(2000, 5)
  // Two at once: what one of them does to the file, the other has to find done.
  await Promise.all([client.push(APP, layer), client.push(OTHER, layer)])
  const second = await client.putManifest(APP, parsed(imageOf(layer)), 'latest', 'v2')
  await client.deleteTag(APP, 'v1')
  const subject = descriptorOf(imageOf(layer), second.mediaType)
  const signed = await client.putManifest(APP, parsed(imageManifest([], { subject })), 'signed', 'again')
  await client.deleteManifest(APP, signed.digest, 'signed', 'again')
  const mounted = [...client.contents.keys()][1] as Digest
  await client.deleteBlob(OTHER, mounted)
}

async function endSessions(client: Client): Promise<void> {
  const resumed = await client.start(APP)
  await client.append(resumed, [bytes(1000, 6)])
  await client.append(resumed, [bytes(70_000, 7)], true)
  await client.append(resumed, [bytes(10, 8)])
  // By an algorithm that was not announced: the staged bytes are hashed again.
  await client.commit(resumed, APP, 'sha512')

  const cancelled = await client.start(APP)
  await client.append(cancelled, [bytes(100, 9)])
  await client.cancel(cancelled)

  const wrong = await client.start(APP)
  await client.append(wrong, [bytes(100, 10)])
  await client.commitWrong(wrong)
}

async function loseAndHeal(client: Client, damage: Damage): Promise<void> {
  const contents = [bytes(1500, 11), bytes(1600, 12), bytes(1700, 13)]
  const digests: Digest[] = []
  for (const content of contents) digests.push(await client.push(APP, content))
  const [flipped, gone, met] = digests as [Digest, Digest, Digest]
  await client.mount(OTHER, flipped, APP)
  for (const [digest, how] of [
    [flipped, 'flipped'],
    [gone, 'gone'],
    [met, 'flipped'],
  ] as const) {
    await client.lost(digest, how)
    await damage(digest, how)
  }
  await client.findsLoss([met], () => client.pull(APP, met))
  await client.findsLoss([flipped, gone], () => client.scrub())
  for (const content of contents.slice(0, 2)) await client.push(APP, content)
  // Again, though nothing is wrong with it: a push always replaces.
  await client.push(APP, contents[0] as Buffer)
}
