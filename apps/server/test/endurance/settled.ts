import { setTimeout as delay } from 'node:timers/promises'
import { descriptorsOf } from '../process/proc.ts'

/** Things the process opens and keeps for itself, such as one more connection to the database. */
const SLACK = 8
const WITHIN_MS = 30_000

/** Waits until a process has as many descriptors open as it had before. @throws when it keeps more. */
export async function descriptorsSettled(pid: number, baseline: number): Promise<string> {
  const deadline = performance.now() + WITHIN_MS
  for (;;) {
    const now = descriptorsOf(pid)
    if (Math.abs(now - baseline) <= SLACK) return `${now} descriptors, ${baseline} before`
    if (performance.now() > deadline) throw new Error(`${now} descriptors are open, ${baseline} were before`)
    await delay(50)
  }
}
