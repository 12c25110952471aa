import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Files } from './disk.ts'
import { type History, type Moment, record } from './history.ts'
import { randomFrom } from './random.ts'
import { wholeScript } from './script.ts'
import { quickFolder, Stops } from './stops.ts'

let ran: string
let history: History
let stops: Stops

beforeAll(async () => {
  ran = await quickFolder()
  history = await record(ran, wholeScript)
  stops = await Stops.of(history)
})
afterAll(async () => {
  await stops.close()
  await rm(ran, { recursive: true })
})

describe('a process that is killed', () => {
  it('before or after any call leaves all that was acknowledged, and of the rest all or nothing', async () => {
    const found: string[] = []
    for (const moment of history.moments) found.push(...(await stops.kill(moment)))
    expect(found.slice(0, 20)).toEqual([])
  })

  it('in the middle of a write leaves what it had acknowledged before', async () => {
    const seed = Date.now()
    const random = randomFrom(seed)
    const found: string[] = []
    for (const moment of history.moments) {
      for (const files of torn(moment, random)) found.push(...(await stops.kill(moment, files)))
    }
    expect(found.slice(0, 20).map((words) => `seed ${seed}, ${words}`)).toEqual([])
  })

  it('is followed by a real start as by those of this test', async () => {
    const found: string[] = []
    // A start makes the folders that are missing, and the others would look through them all.
    const real = await Stops.of(history)
    onTestFinished(() => real.close())
    const some = history.moments.filter((_, at) => at % 200 === 101)
    for (const moment of some) found.push(...(await real.killBeforeRealStart(moment)))
    expect(found).toEqual([])
  })
})

/** What a write leaves that was under way: some of its bytes, or zeros where bytes were to be. */
function torn({ call, when, disk }: Moment, random: (below: number) => number): Files[] {
  if (call.verb !== 'writev' || when !== 'after') return []
  const path = call.what.replace(/ at .*/, '')
  const start = Number(call.what.replace(/.* at /, ''))
  const files = disk.afterKill()
  const whole = files.get(path)
  if (whole === undefined) throw new Error(`nothing was written to ${path}`)
  const cut = start + random(whole.length - start)
  const zeroed = Buffer.concat([whole.subarray(0, cut), Buffer.alloc(whole.length - cut)])
  return [new Map(files).set(path, whole.subarray(0, cut)), new Map(files).set(path, zeroed)]
}
