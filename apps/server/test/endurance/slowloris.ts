import type { Program } from '../process/crashable-server.ts'
import { Connections } from '../process/exchange.ts'
import { descriptorsOf } from '../process/proc.ts'
import { withServer } from '../process/with-server.ts'
import { openCrowd } from './crowd.ts'
import { descriptorsSettled } from './settled.ts'
import { judgeLatency, smallRequests, smallRequestsFor } from './small-requests.ts'

/** The default of http.headersTimeout, and how often it is looked at. */
const HEADERS_TIMEOUT_MS = 30_000
const CHECKED_EVERY_MS = 5000
/** How much later a cut is seen here at most, on a machine that has other things to do as well. */
const LATE_MS = 3000
const DRIP_MS = 2000

/** Clients that send a byte of their headers now and then: nobody else notices, and they are cut in time. */
export async function slowloris(program: Program, count: number): Promise<string> {
  return await withServer(program, async ({ port, pid }) => {
    const connections = new Connections(port, 4)
    const before = await smallRequestsFor(connections, 5000)
    const baseline = descriptorsOf(pid)
    const cutMs: number[] = []
    const crowd = await openCrowd(port, count, async (connection) => {
      const started = performance.now()
      await connection.write('GET /v2/ HTTP/1.1\r\nX: ')
      connection.socket.once('close', () => cutMs.push(performance.now() - started))
    })
    const drip = setInterval(() => {
      for (const { socket } of crowd) if (!socket.destroyed) socket.write('x')
    }, DRIP_MS)
    try {
      const deadline = performance.now() + HEADERS_TIMEOUT_MS + CHECKED_EVERY_MS + LATE_MS
      const during = await smallRequests(
        connections,
        () => cutMs.length < count && performance.now() < deadline,
      )
      const latency = judgeLatency(before, during)
      const longest = Math.max(0, ...cutMs)
      const figures = `${cutMs.length} of ${count} cut, the last after ${(longest / 1000).toFixed(1)} s, ${latency}`
      if (cutMs.length < count || longest > HEADERS_TIMEOUT_MS + CHECKED_EVERY_MS + LATE_MS)
        throw new Error(figures)
      return `${figures}, ${await descriptorsSettled(pid, baseline)}`
    } finally {
      clearInterval(drip)
      for (const connection of crowd) connection.destroy()
      connections.close()
    }
  })
}
