import { setTimeout as delay } from 'node:timers/promises'
import { digestOf } from '@berth/digest'
import type { Program } from '../process/crashable-server.ts'
import { Connections } from '../process/exchange.ts'
import { bytesNamed } from '../process/random.ts'
import { RawConnection } from '../process/raw.ts'
import { withServer } from '../process/with-server.ts'
import { finishUpload, offsetOf, pulledDigest, startUpload } from './uploads.ts'

const BYTES = 1_000_000
/** How much later than allowed a cut is seen here at most, on a machine that has other things to do as well. */
const LATE_MS = 3000
/** The client's clock starts a little later than the server's. */
const EARLY_MS = 500

export interface StalledUploadsOptions {
  readonly seed: number
  /** How long a body may stand still, in seconds; as configured by default when it is undefined. */
  readonly idleSeconds: number | undefined
}

/** The default of http.bodyIdleTimeout. */
const DEFAULT_SECONDS = 120

/** Uploads that stop, or nearly stop, in the middle: they are cut in time, keep every byte, and go on from there. */
export async function stalledUploads(
  program: Program,
  { seed, idleSeconds }: StalledUploadsOptions,
): Promise<string> {
  const variables: Record<string, string> =
    idleSeconds === undefined ? {} : { BERTH_HTTP_BODY_IDLE_TIMEOUT: `${idleSeconds}s` }
  const mostMs = (idleSeconds ?? DEFAULT_SECONDS) * 1000
  const work = async ({ port }: { port: number }) => {
    const connections = new Connections(port, 4)
    try {
      const [stopped, trickled] = await Promise.all([
        stalledUpload(port, connections, `stopped ${seed}`, { trickles: false, mostMs }),
        stalledUpload(port, connections, `trickled ${seed}`, { trickles: true, mostMs }),
      ])
      const figures = [
        `one that stopped was cut after ${seconds(stopped)}`,
        `one that trickled after ${seconds(trickled)}`,
        'both went on from their last byte to the right digest',
      ].join(', ')
      // Cut early, clients that are only slow would be cut as well.
      for (const cutMs of [stopped, trickled]) {
        if (cutMs > mostMs + LATE_MS || cutMs < mostMs / 2 - EARLY_MS) throw new Error(figures)
      }
      return figures
    } finally {
      connections.close()
    }
  }
  return await withServer(program, work, variables)
}

/** @returns how long the client waited from its last real piece until it was cut. */
async function stalledUpload(
  port: number,
  connections: Connections,
  name: string,
  { trickles, mostMs }: { trickles: boolean; mostMs: number },
): Promise<number> {
  const content = bytesNamed(name, BYTES)
  const session = await startUpload(connections)
  const connection = await RawConnection.open(port)
  await connection.write(`PATCH ${session} HTTP/1.1\r\nHost: r\r\nContent-Length: ${BYTES}\r\n\r\n`)
  let sent = BYTES / 2
  await connection.write(content.subarray(0, sent))
  const started = performance.now()
  const drip = setInterval(() => {
    if (!trickles || connection.socket.destroyed) return
    connection.socket.write(content.subarray(sent, sent + 1))
    sent += 1
  }, 1000)
  // One that is not cut has failed, and is not waited for.
  const deadline = setTimeout(() => connection.destroy(), 2 * mostMs)
  await connection.end()
  const cutMs = performance.now() - started
  clearTimeout(deadline)
  clearInterval(drip)
  if (cutMs >= 2 * mostMs) throw new Error(`${name}: was not cut within ${seconds(cutMs)}`)
  // The last byte of a trickle may have been on its way when the connection was cut.
  const offset = await settledOffset(connections, session, trickles ? sent - 1 : sent)
  if (offset > sent) throw new Error(`${name}: the session is at ${offset}, only ${sent} bytes were sent`)
  const digest = digestOf(content)
  const blob = await finishUpload(connections, session, digest, content.subarray(offset))
  const pulled = await pulledDigest(port, blob)
  if (pulled !== digest) throw new Error(`${name}: sent was ${digest}, pulled ${pulled}`)
  return cutMs
}

/** Where the session is once what had arrived before the cut is written. @throws when it stays below `least`. */
async function settledOffset(connections: Connections, session: string, least: number): Promise<number> {
  const deadline = performance.now() + LATE_MS
  for (;;) {
    const offset = await offsetOf(connections, session)
    if (offset >= least) return offset
    if (performance.now() > deadline) throw new Error(`the session is at ${offset}, ${least} bytes arrived`)
    await delay(20)
  }
}

function seconds(duration: number): string {
  return `${(duration / 1000).toFixed(1)} s`
}
