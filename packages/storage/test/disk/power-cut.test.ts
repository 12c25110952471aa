import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { byChance, type Fate, namesBeforeBytes, nothingMore } from './disk.ts'
import { type History, type Moment, record, type Sabotage } from './history.ts'
import { randomFrom } from './random.ts'
import { pushImage, wholeScript } from './script.ts'
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

/** The last moment of each state of the files: what happens in between happens in the database alone. */
function ofEachState(moments: readonly Moment[]): Moment[] {
  return [...new Map(moments.map((moment) => [moment.disk.version, moment])).values()]
}

describe('a power cut takes nothing that was acknowledged', () => {
  it(`before or after any call, when ${nothingMore.words}`, async () => {
    const found: string[] = []
    for (const moment of history.moments) found.push(...(await stops.cutPower(moment, nothingMore)))
    expect(found.slice(0, 20)).toEqual([])
  })

  it(`in any state of the files, when ${namesBeforeBytes.words}`, async () => {
    const found: string[] = []
    for (const moment of ofEachState(history.moments))
      found.push(...(await stops.cutPower(moment, namesBeforeBytes)))
    expect(found.slice(0, 20)).toEqual([])
  })

  it('when chance decides what is there', async () => {
    const first = Date.now()
    const found: string[] = []
    // Other moments each time: all of them, each with all that may be there, are a night's work.
    for (let at = first % 12; at < history.moments.length; at += 12) {
      const moment = history.moments[at]
      const seed = first + at
      if (moment !== undefined)
        found.push(...(await stops.cutPower(moment, byChance(seed, randomFrom(seed)))))
    }
    expect(found.slice(0, 20)).toEqual([])
  })
})

describe('a build that leaves something out is found out', () => {
  const builds: [what: string, sabotage: Sabotage, fate: Fate, violation: RegExp][] = [
    ['the sync of the file', { fileSync: 'left out' }, namesBeforeBytes, /I1.* is refused, expected there/],
    ['the sync of the folder', { folderSync: 'left out' }, nothingMore, /I1.* is missing, expected there/],
    [
      'the sync of the database',
      { databaseSync: 'left out' },
      nothingMore,
      /I1.* is not there, expected there/,
    ],
  ]
  it.each(builds)('when that is %s', async (_, sabotage, fate, violation) => {
    const folder = await quickFolder()
    onTestFinished(() => rm(folder, { recursive: true }))
    const built = await record(folder, pushImage, { sabotage })
    const after = await Stops.of(built)
    onTestFinished(() => after.close())
    const last = built.moments.at(-1)
    if (last === undefined) throw new Error('no moments')
    expect((await after.cutPower(last, fate)).join('\n')).toMatch(violation)
  })
})
