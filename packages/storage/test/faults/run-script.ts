import type { Fault, FaultyStores, Point } from './faulty-stores.ts'
import { type Memory, seen, steps } from './script.ts'
import { Stage } from './stage.ts'

const noFault: Fault = { strike: () => Promise.reject(new Error('nobody strikes')), goesOn: () => false }

/** How the script goes when nothing goes wrong. */
export interface Course {
  /** What is seen before the first step, and after each one. */
  readonly views: readonly string[]
  /** The storage calls it takes, by name. */
  readonly calls: FaultyStores['calls']
}

export async function undisturbed(): Promise<Course> {
  await using stage = await Stage.set()
  const { stores, storage } = stage.faulty(undefined, noFault)
  const memory: Memory = { acknowledged: 0 }
  const views = [await seen(storage)]
  for (const step of Object.values(steps)) {
    await step(storage, memory, stage.folder)
    views.push(await seen(storage))
  }
  return { views, calls: stores.calls }
}

/** Runs at a time: they mostly wait for the disk. */
const AT_A_TIME = 8

/** Tries all points of these kinds. @returns what went wrong, with where. */
export async function atEachPoint(
  { calls }: Course,
  kinds: readonly Point['when'][],
  attempt: (point: Point) => Promise<string | undefined>,
): Promise<string[]> {
  const points = calls.flatMap((name, index) =>
    kinds
      // Only bytes can be written by halves.
      .filter((when) => when !== 'halfway' || name === 'write')
      .map((when) => ({ point: { call: index + 1, when }, name })),
  )
  const wrong: string[] = []
  const worker = async () => {
    for (let next = points.shift(); next !== undefined; next = points.shift()) {
      const { point, name } = next
      const problem = await attempt(point).catch((error: unknown) => `${error}`)
      if (problem !== undefined) wrong.push(`${point.when} call ${point.call}, ${name}: ${problem}`)
    }
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, worker))
  return wrong
}
