import { vi } from 'vitest'
import { run } from '../../src/cli/run.ts'
import type { Ended } from './berth.ts'

/** Runs a command to its end within this process, which is many times faster than one of its own. */
export async function runHere(args: readonly string[]): Promise<Ended> {
  const said = { stdout: '', stderr: '' }
  const listening = (['stdout', 'stderr'] as const).map((name) =>
    vi.spyOn(process[name], 'write').mockImplementation((text) => {
      said[name] += String(text)
      return true
    }),
  )
  try {
    const code = await run(args)
    return { code, ...said }
  } finally {
    for (const spy of listening) spy.mockRestore()
  }
}
