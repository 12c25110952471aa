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

function verification(password: string, of = hash) {
  return { password: new TextEncoder().encode(password), hash: of, whenWrong: [] }
}

function aThread(): BcryptThread {
  const thread = new BcryptThread()
  onTestFinished(() => thread.close())
  return thread
}

describe('the thread that checks passwords', () => {
  it('lets 64 wait and refuses more until there is room again', async () => {
    const thread = aThread()
    const waiting = Array.from({ length: 64 }, () => thread.verify(verification('a')))
    await expect(thread.verify(verification('a'))).rejects.toMatchObject({
      code: 'TOOMANYREQUESTS',
      status: 429,
    })
    expect(await Promise.all(waiting)).toEqual(waiting.map(() => true))
    expect(await thread.verify(verification('b'))).toBe(false)
  })

  it('leaves the event loop to others', async () => {
    const thread = aThread()
    await thread.verify(verification('a'))
    // Seconds of work, if it were done here: then nothing else had a turn before its end.
    let ended = false
    const slow = thread.verify(verification('b', dummyHash(12))).finally(() => {
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
    const waiting = [thread.verify(deadly), thread.verify(verification('a'))]
    for (const refused of waiting) {
      await expect(refused).rejects.toMatchObject({ code: 'UNAVAILABLE', status: 503 })
    }
    expect(await thread.verify(verification('a'))).toBe(true)
  })

  it('that is closed refuses those who wait and those who come', async () => {
    const thread = new BcryptThread()
    const waiting = expect(thread.verify(verification('a'))).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await thread.close()
    await waiting
    await expect(thread.verify(verification('a'))).rejects.toMatchObject({ code: 'UNAVAILABLE' })
  })

  it('keeps no program alive once it has answered', async () => {
    const script = fileURLToPath(new URL('./verify-once.ts', import.meta.url))
    const child = spawn(
      process.execPath,
      ['--conditions=@berth/source', '--import', import.meta.resolve('tsx'), script, hash],
      { env: environment(), stdio: ['ignore', 'pipe', 'inherit'], timeout: 25_000, killSignal: 'SIGKILL' },
    )
    const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
    expect(said).toBe('true\n')
    expect(child.exitCode).toBe(0)
  })
})
