import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestOf } from '@berth/digest'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DigestMismatchError } from '../src/index.ts'
import { fileSource, saveBlob } from '../src/node.ts'
import { repositoryOf, sample } from './client-of.ts'
import { fakeRegistry } from './fake-registry.ts'

const bytes = sample(1000)
const digest = digestOf(bytes)
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'berth-sdk-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('fileSource', () => {
  it('pushes a file, and resumes it', async () => {
    const path = join(folder, 'layer')
    await writeFile(path, bytes)
    const registry = fakeRegistry()
    registry.fail('PATCH', { dropAfter: 300 })
    expect(await repositoryOf(registry).pushBlob(await fileSource(path))).toMatchObject({
      digest,
      size: 1000,
    })
    expect(registry.blobs.get(digest)).toEqual(bytes)
    expect(registry.log).toContain('PATCH /SESSION?_state [300-999]')
  })

  it('pushes an empty file', async () => {
    const path = join(folder, 'empty')
    await writeFile(path, '')
    const pushed = await repositoryOf(fakeRegistry()).pushBlob(await fileSource(path), { chunkSize: 10 })
    expect(pushed).toMatchObject({ digest: digestOf(new Uint8Array()), size: 0 })
  })

  it('fails when there is no such file, before anything is sent', async () => {
    await expect(fileSource(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('saveBlob', () => {
  it('saves what it has verified', async () => {
    const registry = fakeRegistry()
    registry.blobs.set(digest, bytes)
    const path = join(folder, 'blob')
    expect(await saveBlob(await repositoryOf(registry).pullBlob(digest), path)).toEqual({ size: 1000 })
    expect(new Uint8Array(await readFile(path))).toEqual(bytes)
    expect(await readdir(folder)).toEqual(['blob'])
  })

  it('leaves the file that was there, and nothing else, when the content is wrong', async () => {
    const registry = fakeRegistry()
    registry.blobs.set(digest, sample(1001).subarray(1))
    const path = join(folder, 'blob')
    await writeFile(path, 'before')
    const saving = saveBlob(await repositoryOf(registry).pullBlob(digest), path)
    await expect(saving).rejects.toBeInstanceOf(DigestMismatchError)
    expect(await readdir(folder)).toEqual(['blob'])
    expect(await readFile(path, 'utf8')).toBe('before')
  })

  it('ends the pull when it cannot write', async () => {
    const registry = fakeRegistry()
    registry.blobs.set(digest, bytes)
    const pulled = await repositoryOf(registry).pullBlob(digest)
    await expect(saveBlob(pulled, join(folder, 'no', 'such', 'folder'))).rejects.toMatchObject({
      code: 'ENOENT',
    })
    expect((await pulled.body.getReader().read()).done).toBe(true)
  })
})
