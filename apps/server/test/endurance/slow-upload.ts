import { setTimeout as delay } from 'node:timers/promises'
import type { Program } from '../process/crashable-server.ts'
import { Connections } from '../process/exchange.ts'
import { withServer } from '../process/with-server.ts'
import { Content } from './content.ts'
import { finishUpload, openBody, pulledDigest, startUpload } from './uploads.ts'

const PIECES_PER_SECOND = 10

export interface SlowUploadOptions {
  readonly seed: number
  /** Bytes of a second. */
  readonly rate: number
  readonly minutes: number
}

/** A client on a slow line that sends all the time: one request of many minutes comes to its end. */
export async function slowUpload(
  program: Program,
  { seed, rate, minutes }: SlowUploadOptions,
): Promise<string> {
  return await withServer(program, async ({ port }) => {
    const connections = new Connections(port, 4)
    try {
      const session = await startUpload(connections)
      const content = new Content(`slow upload ${seed}`, Math.round(rate * minutes * 60))
      const started = performance.now()
      const { outgoing, status } = openBody(port, 'PATCH', session, {
        'Content-Length': String(content.size),
      })
      for (let piece = 1; content.left > 0; piece += 1) {
        if (outgoing.destroyed) break
        outgoing.write(content.next(rate / PIECES_PER_SECOND))
        await delay(Math.max(0, started + (piece * 1000) / PIECES_PER_SECOND - performance.now()))
      }
      outgoing.end()
      const answered = await status
      if (answered !== 202) throw new Error(`the upload was answered ${answered}`)
      const seconds = (performance.now() - started) / 1000
      const digest = content.digest()
      const pulled = await pulledDigest(port, await finishUpload(connections, session, digest))
      if (pulled !== digest) throw new Error(`sent was ${digest}, pulled ${pulled}`)
      return `${content.size} bytes in one request of ${Math.round(seconds)} s, digest as sent`
    } finally {
      connections.close()
    }
  })
}
