import type { Program } from '../process/crashable-server.ts'
import { Connections } from '../process/exchange.ts'
import { mib } from '../process/figures.ts'
import { descriptorsOf, memoryOf } from '../process/proc.ts'
import type { RawConnection } from '../process/raw.ts'
import { withServer } from '../process/with-server.ts'
import { openCrowd } from './crowd.ts'
import { descriptorsSettled } from './settled.ts'
import { judgeLatency, smallRequestsFor } from './small-requests.ts'

const MEBIBYTE = 2 ** 20
/** The aim is 90 MiB and in the figures. This bound is for growth: half of it is Node itself, most of the rest libraries. */
const MOST_IDLE_BYTES = 112 * MEBIBYTE
/** For ten thousand of them. */
const MOST_MORE_BYTES = 150 * MEBIBYTE
const SAMPLE = 500
const MEASURED_MS = 5000

const REQUEST = 'GET /v2/ HTTP/1.1\r\nHost: r\r\n\r\n'

/** Connections that have made a request and stay: they cost little, and nobody else waits for them. */
export async function idleConnections(program: Program, count: number): Promise<string> {
  return await withServer(program, async ({ port, pid }) => {
    const idle = memoryOf(pid).now
    const connections = new Connections(port, 4)
    const before = await smallRequestsFor(connections, MEASURED_MS)
    const baseline = { descriptors: descriptorsOf(pid), bytes: memoryOf(pid).now }
    const crowd = await openCrowd(port, count, (connection) => answered(connection, 1))
    try {
      const more = memoryOf(pid).now - baseline.bytes
      const during = await smallRequestsFor(connections, MEASURED_MS)
      const latency = judgeLatency(before, during)
      const sample = crowd.filter((_, index) => index % Math.ceil(count / SAMPLE) === 0)
      for (const connection of sample) await answered(connection, 2)
      for (const connection of crowd) {
        if (connection.closed) throw new Error('a connection was closed before its time')
        connection.destroy()
      }
      const figures = [
        `idle at ${mib(idle)}`,
        `${count} connections cost ${mib(more)}`,
        latency,
        `${sample.length} asked again`,
        await descriptorsSettled(pid, baseline.descriptors),
      ].join(', ')
      if (idle > MOST_IDLE_BYTES || more > MOST_MORE_BYTES) throw new Error(figures)
      return figures
    } finally {
      for (const connection of crowd) connection.destroy()
      connections.close()
    }
  })
}

/** Asks on a connection and waits for its so-manieth answer. */
async function answered(connection: RawConnection, count: number): Promise<void> {
  await connection.write(REQUEST)
  const seen = await connection.until(
    new RegExp(`(?:HTTP/1\\.1 200 OK[\\s\\S]*?\\r\\n\\r\\n\\{\\}[\\s\\S]*?){${count}}`),
  )
  if (connection.closed) throw new Error(`a connection was closed after ${JSON.stringify(seen.slice(-200))}`)
}
