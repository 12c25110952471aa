import { createHash, randomFillSync } from 'node:crypto'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Check, same } from '../check.ts'

const mebibyte = 1024 * 1024

/** BERTH_LARGE_BLOB_MIB makes it smaller on a small disk or larger for a bigger scare. */
const mebibytes = Number(process.env.BERTH_LARGE_BLOB_MIB ?? 1024)

export const largeBlob: Check = {
  name: `oras pushes a blob of ${mebibytes} MiB, crane pulls it`,
  needs: ['oras', 'crane'],
  async run(bench) {
    const { host } = bench.registry
    const file = join(bench.dir, 'large')
    const digest = await writeRandom(file)
    const push = ['oras', 'blob', 'push', '--plain-http', `${host}/clients/large@${digest}`, 'large']
    const pushSeconds = await timed(() => bench.run(push, { timeout: 300_000 }))
    await rm(file)
    const pullSeconds = await timed(async () => {
      same('the blob', await bench.digestOf(['crane', 'blob', `${host}/clients/large@${digest}`]), digest)
    })

    const remark = `push ${pushSeconds.toFixed(1)} s, pull ${pullSeconds.toFixed(1)} s`
    const peak = await bench.registry.peakMemory()
    if (peak === undefined) return remark
    const peakMebibytes = Math.round(peak / mebibyte)
    // A blob passes through in pieces. A server that gathered it would show here; a small blob would prove nothing.
    if (mebibytes >= 1024 && peakMebibytes > mebibytes / 2) {
      throw new Error(`the server held ${peakMebibytes} MiB of memory`)
    }
    return `${remark}, server's peak ${peakMebibytes} MiB`
  },
}

async function writeRandom(path: string): Promise<string> {
  const hash = createHash('sha256')
  const file = await open(path, 'w')
  try {
    const piece = Buffer.alloc(8 * mebibyte)
    for (let left = mebibytes * mebibyte; left > 0; left -= piece.length) {
      const bytes = randomFillSync(piece).subarray(0, Math.min(left, piece.length))
      hash.update(bytes)
      await file.write(bytes)
    }
  } finally {
    await file.close()
  }
  return `sha256:${hash.digest('hex')}`
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}
