import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { dummyHash } from '../../../src/access/users/bcrypt-hash.ts'
import { BcryptThread } from '../../../src/access/users/bcrypt-thread.ts'
import { environment } from '../../process/environment.ts'
import { hashOf } from './a-users-file.ts'

const hash = hashOf('a')

const HERE = '192.0.2.1'
const THERE = '192.0.2.2'

function verification(password: string, of = hash) {
  return { password: new TextEncoder().encode(password), hash: of, whenWrong: [] }
}

function aThread(): BcryptThread {
  const thread = new BcryptThread()
  onTestFinished(() => thread.close())
  return thread
}

describe('the thread that checks passwords', () => {
  it('lets eight of a network wait beside the one it checks, and refuses more until there is room again', async () => {
    const thread = aThread()
    const waiting = Array.from({ length: 9 }, () => thread.verify(verification('a'), HERE))
    await expect(thread.verify(verification('a'), HERE)).rejects.toMatchObject({
      code: 'TOOMANYREQUESTS',
      status: 429,
    })
    expect(await thread.verify(verification('a'), THERE)).toBe(true)
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => true))
    expect(await thread.verify(verification('b'), HERE)).toBe(false)
  })

  it('lets 256 of all networks wait, and refuses more until there is room again', async () => {
    const thread = aThread()
    const waiting = Array.from({ length: 257 }, (_, index) =>
      thread.verify(verification('a'), `198.51.${index >> 8}.${index & 0xff}`),
    )
    await expect(thread.verify(verification('a'), HERE)).rejects.toMatchObject({
      code: 'TOOMANYREQUESTS',
      status: 429,
    })
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => true))
    expect(await thread.verify(verification('a'), HERE)).toBe(true)
  })

  it('lets networks take turns: all that one sends holds up another for one check, and the one under way', async () => {
    const thread = aThread()
    const order: string[] = []
    const ask = (who: string, network: string) =>
      thread.verify(verification('a'), network).then(() => order.push(who))
    const asked = [1, 2, 3, 4, 5].map((time) => ask(`here ${time}`, HERE))
    asked.push(ask('there 1', THERE), ask('there 2', THERE), ask('elsewhere', '192.0.2.3'))
    await Promise.all(asked)
    expect(order).toEqual([
      'here 1',
      'here 2',
      'there 1',
      'elsewhere',
      'here 3',
      'there 2',
      'here 4',
      'here 5',
    ])
  })

  it('leaves the event loop to others', async () => {
    const thread = aThread()
    await thread.verify(verification('a'), HERE)
    // Seconds of work, if it were done here: then nothing else had a turn before its end.
    let ended = false
    const slow = thread.verify(verification('b', dummyHash(12)), HERE).finally(() => {
      ended = true
    })
    let turns = 0
    for (; !ended; turns++) await nextTurn()
    expect(turns).toBeGreaterThan(10)
    expect(await slow).toBe(false)
  })

  it('that dies refuses those who wait, and the next one gets another thread', async () => {
    const thread = aThread()
    const deadly = {
      ...verification('a'),
      password: 'no bytes' as unknown as Uint8Array,
      hash: 1 as unknown as string,
    }
    const waiting = [thread.verify(deadly, HERE), thread.verify(verification('a'), HERE)]
    for (const refused of waiting) {
      await expect(refused).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 503 })
    }
    expect(await thread.verify(verification('a'), HERE)).toBe(true)
  })

  it('that is closed refuses those who wait and those who come', async () => {
    const thread = new BcryptThread()
    const waiting = expect(thread.verify(verification('a'), HERE)).rejects.toMatchObject({
      code: 'UNAVAILABLE',
    })
    await thread.close()
    await waiting
    await expect(thread.verify(verification('a'), HERE)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('keeps a program alive until it has answered, and no longer', async () => {
    const script = fileURLToPath(new URL('./verify-twice.ts', import.meta.url))
    const child = spawn(
      process.execPath,
      ['--conditions=@berth/source', '--import', import.meta.resolve('tsx'), script, hash],
      { env: environment(), stdio: ['ignore', 'pipe', 'inherit'], timeout: 25_000, killSignal: 'SIGKILL' },
    )
    const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
    expect(said).toBe('true\nfalse\n')
    expect(child.exitCode).toBe(0)
  })
})
