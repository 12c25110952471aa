import { setTimeout as sleep } from 'node:timers/promises'
import type { ScrubReport } from '@berth/storage'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { scrubInBackground } from '../../src/cli/background-scrub.ts'

it('a scrub in the background survives a database that cannot be read, and scrubs when it can again', async () => {
  const lines: { level: number; msg: string }[] = []
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) })
  let readable = false
  const report = { finished: true, blobs: 0, bytes: 0, events: {}, found: [], known: 0 }
  const storage = {
    scrubbing: () => undefined,
    lastScrub: () => {
      if (!readable) throw new Error('disk I/O error')
      return undefined
    },
    scrub: vi.fn(async () => {
      await sleep(1)
      return report as unknown as ScrubReport
    }),
  }
  const scrub = scrubInBackground(storage, { rate: 1, pauseBetween: 1 }, log)
  await vi.waitFor(() => expect(lines.filter(({ level }) => level === 50).length).toBeGreaterThan(1))
  expect(storage.scrub).not.toHaveBeenCalled()
  readable = true
  await vi.waitFor(() => expect(storage.scrub).toHaveBeenCalled())
  await scrub.stop()
})
