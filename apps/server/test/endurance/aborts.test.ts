import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { fromSource } from '../process/crashable-server.ts'
import { descriptors } from './descriptors.ts'

it.runIf(existsSync('/proc/self/fd'))(
  'leaves nothing open, and lets the next writer in, wherever a client breaks off',
  async () => {
    const seed = Number(process.env.ENDURANCE_SEED ?? Date.now() % 1_000_000)
    const figures = await descriptors(fromSource, { seed, heads: 200, pulls: 50, rounds: 1 }).catch(
      (error: Error) => {
        throw new Error(`seed ${seed}: ${error.message}`, { cause: error })
      },
    )
    expect(figures).toContain('broken off at every stage')
  },
  60_000,
)
