import { digestOf } from '@berth/digest'
import type { Program } from '../process/crashable-server.ts'
import { Connections } from '../process/exchange.ts'
import { mib } from '../process/figures.ts'
import { descriptorsOf, memoryOf } from '../process/proc.ts'
import { bytesNamed } from '../process/random.ts'
import type { RawConnection } from '../process/raw.ts'
import { withServer } from '../process/with-server.ts'
import { openCrowd } from './crowd.ts'
import { descriptorsSettled } from './settled.ts'
import { pulledDigest, pushBlob } from './uploads.ts'

const MEBIBYTE = 2 ** 20
const MOST_BYTES = 384 * MEBIBYTE
/** How often a slow reader takes something. */
const SIP_MS = 2000

export interface SlowReadersOptions {
  readonly seed: number
  readonly readers: number
  readonly pulls: number
  readonly mebibytes: number
}

/** Clients that take a large blob in sips, while others pull it as fast as they can: memory stays, everybody gets on. */
export async function slowReaders(program: Program, options: SlowReadersOptions): Promise<string> {
  const { seed, readers, pulls, mebibytes } = options
  return await withServer(program, async ({ port, pid }) => {
    const connections = new Connections(port, 4)
    const content = bytesNamed(`slow readers ${seed}`, mebibytes * MEBIBYTE)
    const digest = digestOf(content)
    const blob = await pushBlob(connections, digest, content)
    const baseline = descriptorsOf(pid)
    const crowd = await openCrowd(port, readers, async (connection) => {
      await connection.write(`GET ${blob} HTTP/1.1\r\nHost: r\r\n\r\n`)
      sip(connection)
    })
    const sipping = setInterval(() => crowd.forEach(sip), SIP_MS)
    try {
      const started = performance.now()
      const pulled = await Promise.all(Array.from({ length: pulls }, () => pulledDigest(port, blob)))
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      const wrong = pulled.filter((found) => found !== digest).length
      const { peak } = memoryOf(pid)
      const cut = crowd.filter(({ closed }) => closed).length
      for (const connection of crowd) connection.destroy()
      const figures = [
        `${readers} slow readers (${cut} cut)`,
        `${pulls} pulls of ${mebibytes} MiB in ${seconds} s (${wrong} wrong)`,
        `${mib(peak)} at most`,
        await descriptorsSettled(pid, baseline),
      ].join(', ')
      if (wrong > 0 || cut > 0 || peak > MOST_BYTES) throw new Error(figures)
      return figures
    } finally {
      clearInterval(sipping)
      for (const connection of crowd) connection.destroy()
      connections.close()
    }
  })
}

/** Takes one piece of what has come and no more. */
function sip({ socket }: RawConnection): void {
  socket.once('data', () => socket.pause())
  socket.resume()
}
