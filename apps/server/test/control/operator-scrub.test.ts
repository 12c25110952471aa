import type { RunningScrub, ScrubReport } from '@berth/storage'
import { openMemoryStorage } from '@berth/storage'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { createApp } from '../../src/app.ts'
import { OperatorScrub } from '../../src/operator-scrub.ts'

const events = {
  'blob.damaged': 1,
  'blob.missing': 0,
  'blob.unreadable': 0,
  'blob.misread': 0,
  'blob.fingerprint': 0,
  'blob.healed': 0,
  'blob.restored': 0,
  'manifest.damaged': 0,
  'manifest.healed': 0,
}

it('a pass that fails is told as one that did not finish, with what it had found and no secrets', async () => {
  let fail = (_: Error) => {}
  let running: RunningScrub | undefined
  const lines: string[] = []
  const scrub = new OperatorScrub(
    {
      scrub: () => {
        running = {
          startedAt: 1,
          blobs: 2,
          bytes: 3,
          events,
          found: [],
          known: 0,
          givesWay: false,
          ended: Promise.resolve(),
        }
        return new Promise<ScrubReport>((_, reject) => {
          fail = reject
        }).finally(() => {
          running = undefined
        })
      },
      scrubbing: () => running,
      lastScrub: () => undefined,
    },
    pino({ base: null }, { write: (line) => void lines.push(line) }),
  )
  expect(scrub.start()).toBe(true)
  expect(scrub.start()).toBe(false)
  fail(new Error('the disk at /secret is gone'))
  await vi.waitFor(() => expect(scrub.ended()).toBeDefined())
  expect(scrub.ended()).toMatchObject({ startedAt: 1, blobs: 2, events, finished: false })
  expect(scrub.ended()?.failure).not.toContain('secret')
  expect(lines.join()).toContain('/secret')
})

it('a pass outlives its request, and is found by when it began', async () => {
  const storage = await openMemoryStorage()
  const app = createApp({ storage, settings: { contractMode: true } })
  const ask = async (method: string) => {
    const request = new Request('http://registry.test/api/v1/scrub', { method })
    const response = await app.fetch(request, { overControlSocket: true })
    const state = (await response.json()) as Partial<Record<'running' | 'asked' | 'last', ScrubReport>>
    return { status: response.status, ...state }
  }
  const begun = await ask('POST')
  expect(begun).toMatchObject({ status: 202, running: { background: false, blobs: 0 } })
  await vi.waitFor(async () => expect((await ask('GET')).running).toBeUndefined())
  const { asked, last } = await ask('GET')
  expect(asked).toMatchObject({ startedAt: begun.running?.startedAt, finished: true })
  expect(last).toEqual(asked)
  await storage.close()
})
