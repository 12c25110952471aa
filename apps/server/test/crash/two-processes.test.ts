import { expect, it } from 'vitest'
import { fromSource } from '../process/crashable-server.ts'
import { twoProcesses } from './two-processes.ts'

it('turns a second process away with one line, and lets a new one in when the first was killed', async () => {
  const { violations } = await twoProcesses(fromSource)
  expect(violations).toEqual([])
}, 60_000)
