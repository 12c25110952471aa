import { expect, it } from 'vitest'
import { fromSource } from '../process/crashable-server.ts'
import { killLoop } from './kill-loop.ts'

it('keeps what it acknowledged through every kill -9, and nothing by halves', async () => {
  const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000)
  const result = await killLoop({ program: fromSource, seed, cycles: 3, ops: 40 })
  expect(result.violations, `seed ${seed}`).toEqual([])
  expect(result.cycles).toBe(3)
  expect(result.acknowledged).toBeGreaterThan(0)
}, 60_000)
