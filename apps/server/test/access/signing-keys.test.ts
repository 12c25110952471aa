import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, expect, it, onTestFinished } from 'vitest'
import { Bearers } from '../../src/access/bearer.ts'
import { ANONYMOUS } from '../../src/access/principal.ts'
import { OUTLIVES_MS, SigningKeys, SigningKeysError, signingKeysPath } from '../../src/access/signing-keys.ts'

const DAY_MS = 24 * 60 * 60 * 1000

let folder: string
let file: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-keys-'))
  file = signingKeysPath(folder)
  onTestFinished(() => rm(folder, { recursive: true }))
})

const bearersOf = (keys: SigningKeys) => new Bearers({ keys, service: 'a', lifetimeS: 300 })
const tokenOf = async (keys: SigningKeys) => (await bearersOf(keys).issue(ANONYMOUS, [], undefined)).token

it('are made once, for their owner alone, and are the same after a restart', async () => {
  const token = await tokenOf(await SigningKeys.open(file))
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readdir(folder)).toEqual(['signing-keys.json'])
  expect(await bearersOf(await SigningKeys.open(file)).read(token)).toMatchObject({ principal: ANONYMOUS })
  expect(await bearersOf(SigningKeys.inMemory()).read(token)).toBeUndefined()
})

it('change after ninety days, and the old one goes when nothing it has signed can be good any more', async () => {
  const keys = await SigningKeys.open(file)
  const first = keys.current
  const token = await tokenOf(keys)
  await keys.rotate(first.created + 90 * DAY_MS - 1)
  expect(keys.current).toBe(first)

  const changed = first.created + 90 * DAY_MS
  await keys.rotate(changed)
  expect(keys.current.kid).not.toBe(first.kid)
  expect(await bearersOf(keys).read(token)).toBeDefined()
  expect((await SigningKeys.open(file)).current.kid).toBe(keys.current.kid)

  await keys.rotate(changed + OUTLIVES_MS - 1)
  expect(keys.find(first.kid)).toBeDefined()
  await keys.rotate(changed + OUTLIVES_MS)
  expect(keys.find(first.kid)).toBeUndefined()
  expect(await readFile(file, 'utf8')).not.toContain(first.kid)
})

it('that others could read are closed to them again', async () => {
  await SigningKeys.open(file)
  await chmod(file, 0o644)
  await SigningKeys.open(file)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
})

it.each([
  '',
  '{}',
  '{"keys":[]}',
  '{"keys":[{"kid":"a","secret":"c2hvcnQ","created":"2026-01-01T00:00:00Z"}]}',
])('that are %j are refused, and what is in the file is not told', async (text) => {
  await writeFile(file, text, { mode: 0o600 })
  const opened = SigningKeys.open(file)
  await expect(opened).rejects.toThrow(SigningKeysError)
  await expect(opened).rejects.not.toThrow(/c2hvcnQ/)
  expect(await readFile(file, 'utf8')).toBe(text)
})

it('left half-written by a crash are made anew', async () => {
  await writeFile(`${file}.new`, '{"keys":[{"ki')
  await SigningKeys.open(file)
  expect(await readdir(folder)).toEqual(['signing-keys.json'])
})
