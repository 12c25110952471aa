import { RegistryError } from '@berth/spec/errors'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Fault, Point } from './faulty-stores.ts'
import { atEachPoint, type Course, undisturbed } from './run-script.ts'
import { type Memory, seen, steps } from './script.ts'
import { Stage } from './stage.ts'

let course: Course
beforeAll(async () => {
  course = await undisturbed()
})

/** Whether that is what is seen before a step, or after it: nothing else is allowed while it is in doubt. */
const isAround = (step: number, view: string) =>
  view === course.views[step] || view === course.views[step + 1]

/** The process ends: nobody is told, and nothing it still had in mind is done. */
class Death implements Fault {
  readonly came: Promise<'died'>
  #come = () => {}
  #dead = false

  constructor() {
    this.came = new Promise((resolve) => {
      this.#come = () => resolve('died')
    })
  }

  strike(): Promise<never> {
    this.#dead = true
    this.#come()
    return new Promise(() => {})
  }

  goesOn(): boolean {
    return this.#dead
  }
}

/** Dies at a point, looks at what is left, and has the next process do the rest. @returns what is wrong. */
async function dieAt(point: Point): Promise<string | undefined> {
  await using stage = await Stage.set()
  const death = new Death()
  const { stores, storage } = stage.faulty(point, death)
  const memory: Memory = { acknowledged: 0 }
  let done = 0
  for (const step of Object.values(steps)) {
    const living = step(storage, memory, stage.folder).then(() => 'lives' as const)
    if ((await Promise.race([living, death.came])) === 'died') break
    done += 1
  }
  await stores.letGo()

  const next = await stage.recovered()
  const found = await seen(next)
  if (!isAround(done, found)) return `seen afterwards: ${found}`
  for (const step of Object.values(steps).slice(done)) await step(next, memory, stage.folder)
  const end = await seen(next)
  if (end !== course.views.at(-1)) return `seen in the end: ${end}`
  await next.expireUploads(-1)
  const left = await stage.staged()
  return left.length === 0 ? undefined : `left in uploads: ${left}`
}

describe('a process that dies at any storage call', () => {
  it('leaves all that it had acknowledged, nothing by halves, and a way to go on', async () => {
    expect(await atEachPoint(course, ['before', 'after', 'halfway'], dieAt)).toEqual([])
  }, 60_000)

  it('is tried at every kind of call by which requests and scrubs change something', () => {
    const { calls } = course
    expect([...new Set(calls)].sort()).toEqual(
      [
        ...['startUpload', 'leaseUpload', 'recordProgress', 'announceCommit', 'commitUpload', 'endUpload'],
        ...[
          'mountBlob',
          'putManifest',
          'deleteTag',
          'deleteManifest',
          'deleteBlob',
          'recordLoss',
          'setProperty',
        ],
        ...['stage', 'write', 'publish', 'discard', 'quarantine'],
      ].sort(),
    )
  })
})

/** Calls fail for want of room: one, or all from one on until there is room again. */
class Failure implements Fault {
  readonly #lasting: boolean
  #begun = false
  #over = false

  constructor(lasting: boolean) {
    this.#lasting = lasting
  }

  strike(name: string): Promise<never> {
    this.#begun = true
    return Promise.reject(new RegistryError('UNAVAILABLE', `there is no room to ${name}`, { status: 507 }))
  }

  goesOn(): boolean {
    return this.#begun && this.#lasting && !this.#over
  }

  end(): void {
    this.#over = true
  }
}

/** Meets a failure and goes on after it, as clients do. @returns what is wrong. */
async function failAt(point: Point, lasting: boolean): Promise<string | undefined> {
  await using stage = await Stage.set()
  const failure = new Failure(lasting)
  const { stores, storage } = stage.faulty(point, failure)
  const memory: Memory = { acknowledged: 0 }
  try {
    for (const [index, step] of Object.values(steps).entries()) {
      const refusal = await step(storage, memory, stage.folder).catch((error: unknown) => error)
      if (refusal === undefined || !(refusal instanceof Error)) continue
      if (!(refusal instanceof RegistryError) || refusal.status !== 507) return `rejected with ${refusal}`
      const during = await seen(storage)
      if (!isAround(index, during)) return `seen during the failure: ${during}`
      failure.end()
      await step(storage, memory, stage.folder)
    }
    const end = await seen(storage)
    return end === course.views.at(-1) ? undefined : `seen in the end: ${end}`
  } finally {
    await stores.letGo()
  }
}

describe('a storage whose disk fails at any call', () => {
  it.each([
    ['once', false],
    ['until there is room again', true],
  ])(
    '%s, refuses what it cannot do, serves the rest, and goes on afterwards',
    async (_, lasting) => {
      const wrong = await atEachPoint(course, ['before', 'halfway'], (point) => failAt(point, lasting))
      expect(wrong).toEqual([])
    },
    60_000,
  )
})
