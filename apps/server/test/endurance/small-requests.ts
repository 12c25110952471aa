import type { Connections } from '../process/exchange.ts'
import { ms, percentile } from '../process/figures.ts'
import { expectStatus } from './uploads.ts'

/** How long small requests took, sorted. */
export type Durations = readonly number[]

/** Asks for little, one request after the other, for as long as `goesOn` says, and at least once. */
export async function smallRequests(connections: Connections, goesOn: () => boolean): Promise<Durations> {
  const durations: number[] = []
  do {
    const started = performance.now()
    await expectStatus(connections, { method: 'GET', path: '/v2/' }, 200)
    durations.push(performance.now() - started)
    // One at a time, with a breath between: a client that waits for an answer, not a load.
    await new Promise((resolve) => setTimeout(resolve, 2))
  } while (goesOn())
  return durations.sort((a, b) => a - b)
}

/** For so many milliseconds. */
export function smallRequestsFor(connections: Connections, duration: number): Promise<Durations> {
  const end = performance.now() + duration
  return smallRequests(connections, () => performance.now() < end)
}

/** The aim for 99 of 100 small requests. */
const MOST_MS = 50

/** Judged against the same machine without the load too: others may keep it busy. @throws when it got slow. */
export function judgeLatency(before: Durations, during: Durations): string {
  const figures = `small requests took ${ms(percentile(during, 0.5))} (p50), ${ms(percentile(during, 0.99))} (p99), before ${ms(percentile(before, 0.99))} (p99)`
  if (percentile(during, 0.99) > Math.max(MOST_MS, 2 * percentile(before, 0.99))) throw new Error(figures)
  return figures
}
