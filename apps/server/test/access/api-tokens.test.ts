import { openMemoryStorage, type Storage } from '@berth/storage'
import { pino } from 'pino'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiTokens } from '../../src/access/api-tokens.ts'
import { mintToken, parseToken } from '../../src/access/token-text.ts'
import { silent } from './silent.ts'

let storage: Storage
let lines: string[]
let tokens: ApiTokens

beforeEach(async () => {
  storage = await openMemoryStorage()
  lines = []
  const log = pino({ level: 'debug', base: null }, { write: (line) => lines.push(line) })
  tokens = new ApiTokens(storage.access, log)
})
afterEach(async () => {
  vi.useRealTimers()
  await tokens.close()
  await storage.close()
})

const made = async (more: { name?: string; expires?: number } = {}) => {
  const { text, ...kept } = mintToken()
  await storage.access.createToken({
    ...kept,
    name: 'ci',
    scopes: ['pull,push:team/**', 'pull:*'],
    createdBy: 'operator',
    ...more,
  })
  return { text, ...kept }
}

/** The same token with another last digit. */
const other = (text: string) => text.slice(0, -1) + (text.endsWith('0') ? '1' : '0')

describe('the text of a token', () => {
  it('has an id and a secret that are new each time', () => {
    const [one, two] = [mintToken(), mintToken()]
    expect(one.text).toMatch(/^berth_[0-9a-f]{16}_[0-9a-f]{64}$/)
    expect(parseToken(one.text)).toEqual({ id: one.id, secret: one.text.slice(-64) })
    expect(one.id).not.toBe(two.id)
    expect(one.text.slice(-64)).not.toBe(two.text.slice(-64))
    expect(Buffer.from(one.secretHash).toString('hex')).not.toContain(one.text.slice(-64))
  })

  it.each([
    ['nothing', () => ''],
    ['a password', () => 'correct horse battery staple'],
    ['one that is cut', (text: string) => text.slice(0, -1)],
    ['one with more behind it', (text: string) => `${text}0`],
    ['one with a line end for its last digit', (text: string) => `${text.slice(0, -1)}\n`],
    ['one in capitals', (text: string) => text.toUpperCase()],
    ['one of another maker', (text: string) => text.replace('berth', 'birth')],
    ['very much', () => 'berth_'.repeat(1_000_000)],
  ])('is not %s', (_, spoil) => {
    expect(parseToken(spoil(mintToken().text))).toBeUndefined()
  })
})

describe('a token that is shown', () => {
  it('is what it was created as', async () => {
    const { text, id } = await made({ expires: Date.now() + 1000 })
    expect(tokens.verify(text)).toEqual({
      id,
      name: 'ci',
      scopes: [
        { actions: ['pull', 'push'], repositories: 'team/**' },
        { actions: ['pull'], repositories: '*' },
      ],
      expires: expect.any(Number),
    })
  })

  it('is refused when it is unknown, wrong, expired or revoked, and only the log says which', async () => {
    const good = await made()
    const expired = await made({ name: 'expired', expires: Date.now() })
    const revoked = await made({ name: 'revoked' })
    await storage.access.revokeToken('revoked')
    const unknown = mintToken()
    for (const { text } of [unknown, { text: other(good.text) }, expired, revoked])
      expect(tokens.verify(text)).toBeUndefined()
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual([
      'refused a token: it is unknown',
      'refused a token: its secret is wrong',
      'refused a token: it has expired',
      'refused a token: it is revoked',
    ])
    for (const { text } of [good, expired, revoked, unknown]) {
      expect(lines.join('')).toContain(text.slice(6, 22))
      expect(lines.join('')).not.toContain(text.slice(-63, -1))
    }
  })

  it('is refused as soon as it is revoked', async () => {
    const { text } = await made()
    expect(tokens.verify(text)).toBeDefined()
    await storage.access.revokeToken('ci')
    expect(tokens.verify(text)).toBeUndefined()
  })

  it('does not prove another token by its secret', async () => {
    const [one, two] = [await made(), await made({ name: 'two' })]
    expect(tokens.verify(`berth_${one.id}_${two.text.slice(-64)}`)).toBeUndefined()
  })
})

describe('the uses of tokens', () => {
  const counted = () => {
    const touch = vi.fn(storage.access.touchTokens.bind(storage.access))
    const records = { findToken: storage.access.findToken.bind(storage.access), touchTokens: touch }
    return { touch, records }
  }

  it('are written down together, after a while and at the end', async () => {
    const [one, two] = [await made(), await made({ name: 'two' })]
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
    const { touch, records } = counted()
    const used = new ApiTokens(records, silent)
    const start = Date.now()
    for (let times = 0; times < 50; times++) used.verify(one.text)
    used.verify(two.text)
    used.verify(other(two.text))
    expect(touch).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(10_000)
    expect(touch.mock.calls).toEqual([
      [
        [
          { id: one.id, at: start },
          { id: two.id, at: start },
        ],
      ],
    ])
    expect(storage.access.findToken(one.id)?.lastUsed).toBe(start)

    vi.setSystemTime(start + 20_000)
    used.verify(one.text)
    await used.close()
    expect(touch.mock.calls.slice(1)).toEqual([[[{ id: one.id, at: start + 20_000 }]]])
    expect(storage.access.findToken(one.id)?.lastUsed).toBe(start + 20_000)
    expect(storage.access.findToken(two.id)?.lastUsed).toBe(start)
  })

  it('that cannot be written down do no harm', async () => {
    const { text } = await made()
    const { records } = counted()
    records.touchTokens.mockRejectedValueOnce(new Error('the disk is full'))
    const used = new ApiTokens(records, silent)
    expect(used.verify(text)).toBeDefined()
    await used.close()
    expect(used.verify(text)).toBeDefined()
    await used.close()
    expect(storage.access.findToken(text.slice(6, 22))?.lastUsed).toBeDefined()
  })
})
