import { once } from 'node:events'
import { statfs } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { Unavailable } from '../clients/report.ts'
import type { Program } from '../process/crashable-server.ts'
import { Connections } from '../process/exchange.ts'
import { mib } from '../process/figures.ts'
import { memoryOf } from '../process/proc.ts'
import { withServer } from '../process/with-server.ts'
import { Content } from './content.ts'
import { finishUpload, openBody, pulledDigest, startUpload } from './uploads.ts'

const GIGABYTE = 1e9
const MOST_BYTES = 256 * 2 ** 20
/** What has to stay free beside the uploads. */
const SPARE_BYTES = 2 * GIGABYTE

export interface LargeUploadsOptions {
  readonly seed: number
  readonly uploadsAtOnce: number
  readonly gigabytes: number
}

/** Uploads of many gigabytes at once, and pulls of all of them: memory does not grow with what passes through it. */
export async function largeUploads(program: Program, options: LargeUploadsOptions): Promise<string> {
  const { seed, uploadsAtOnce, gigabytes } = options
  const needed = uploadsAtOnce * gigabytes * GIGABYTE + SPARE_BYTES
  const { bavail, bsize } = await statfs(tmpdir())
  if (bavail * bsize < needed) {
    throw new Unavailable(`${mib(needed)} are needed in ${tmpdir()}, ${mib(bavail * bsize)} are free`)
  }
  return await withServer(program, async ({ port, pid }) => {
    const connections = new Connections(port, uploadsAtOnce)
    try {
      const started = performance.now()
      const size = Math.round(gigabytes * GIGABYTE)
      const upload = (index: number) =>
        push(port, connections, new Content(`large upload ${index} of ${seed}`, size))
      const pushed = await Promise.all(Array.from({ length: uploadsAtOnce }, (_, index) => upload(index)))
      const seconds = (performance.now() - started) / 1000
      const { peak } = memoryOf(pid)
      for (const { blob, digest } of pushed) {
        const pulled = await pulledDigest(port, blob)
        if (pulled !== digest) throw new Error(`sent was ${digest}, pulled ${pulled}`)
      }
      const afterPulls = memoryOf(pid).peak
      const rate = (uploadsAtOnce * size) / seconds / 1e6
      const figures = `${uploadsAtOnce} uploads of ${gigabytes} GB at once with ${mib(peak)} at most (${Math.round(rate)} MB/s), ${mib(afterPulls)} after a pull of each, digests as sent`
      if (afterPulls > MOST_BYTES) throw new Error(figures)
      return figures
    } finally {
      connections.close()
    }
  })
}

/** As docker does: one PATCH of unknown length, and a PUT that ends it. */
async function push(port: number, connections: Connections, content: Content) {
  const session = await startUpload(connections)
  const { outgoing, status } = openBody(port, 'PATCH', session)
  // What ends the request early is told by its status.
  while (content.left > 0 && !outgoing.destroyed) {
    if (!outgoing.write(content.next())) await Promise.race([once(outgoing, 'drain'), status])
  }
  outgoing.end()
  const answered = await status
  if (answered !== 202) throw new Error(`an upload was answered ${answered}`)
  const digest = content.digest()
  return { digest, blob: await finishUpload(connections, session, digest) }
}
