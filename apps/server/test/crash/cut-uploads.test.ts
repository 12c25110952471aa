import { expect, it } from 'vitest'
import { fromSource } from '../process/crashable-server.ts'
import { cutUploads } from './cut-uploads.ts'

it('resumes every upload that was cut at a random byte, and ends it at the right digest', async () => {
  const seed = Number(process.env.CRASH_SEED ?? Date.now() % 1_000_000)
  const result = await cutUploads({ program: fromSource, seed, uploads: 20, kills: 0.04 })
  expect(result.violations, `seed ${seed}`).toEqual([])
  expect(result.uploads).toBe(20)
  expect(result.cuts).toBeGreaterThan(0)
}, 60_000)
