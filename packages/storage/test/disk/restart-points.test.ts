import { rm } from 'node:fs/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { layOut } from '../../src/data-folder.ts'
import type { Storage } from '../../src/index.ts'
import { sweep } from './aftermath.ts'
import type { Client } from './client.ts'
import { nothingMore } from './disk.ts'
import { type Moment, putBack, record, wordsOf } from './history.ts'
import { observe } from './observe.ts'
import { wholeScript } from './script.ts'
import { quickFolder, Stops } from './stops.ts'

/** A folder that goes with the test. */
async function folderOfTest(): Promise<string> {
  const folder = await quickFolder()
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

/** Whether the next start finds something to do: a push, a finding or an end that was cut short. */
function leavesWork({ call: { verb, what }, when }: Moment): boolean {
  return when === 'after' && (verb === 'rename' || what === 'endUpload' || what === 'expireUploads')
}

/** What was seen is what clients go by; of what the disk has lost they know no more than before. */
function seen(values: ReadonlyMap<string, string>, { knowledge }: Moment): Map<string, string> {
  const losses = [...knowledge.settled].filter(([key]) => /^loss|^evidence/.test(key))
  const words: Record<string, string> = { refused: 'flipped', missing: 'gone' }
  const shown = [...values].map(([key, value]) => [key, words[value] ?? value] as const)
  return new Map([...shown, ...losses])
}

describe('a start after a kill', () => {
  it('that is itself killed, or loses power once clients have looked, keeps what they saw', async () => {
    const history = await record(await folderOfTest(), wholeScript)
    const stops = await Stops.of(history)
    onTestFinished(() => stops.close())
    const folder = await folderOfTest()
    await layOut(folder)
    const found: string[] = []
    for (const moment of history.moments.filter(leavesWork)) {
      putBack(folder, moment.disk.afterKill(), moment.database)
      const look = async (client: Client, _: unknown, storage: Storage) => {
        const { values } = await observe(storage, history.ledger.keys, history.contents)
        client.ledger.settle(seen(values, moment))
        await storage.check()
      }
      const { moments } = await record(folder, look, { from: moment })
      sweep(folder, history.contents.keys())
      for (const again of moments) {
        const broken = [...(await stops.kill(again)), ...(await stops.cutPower(again, nothingMore))]
        found.push(...broken.map((words) => `${wordsOf(moment)}, started again, ${words}`))
      }
    }
    expect(found.slice(0, 20)).toEqual([])
  })
})
