import { PassThrough, Readable } from 'node:stream'
import { digestOf } from '@berth/digest'
import { describe, expect, it, vi } from 'vitest'
import { broken, bytesOf, failure, newName, onEachStorage, pieces, pull, pushBlob } from './fixtures.ts'

const start = { principal: 'alice' }

onEachStorage('in a repository,', (given) => {
  describe('uploads', () => {
    it('keep a blob that came in one piece', async () => {
      const repository = given.repository()
      const upload = await repository.startUpload(start)
      await upload.append(pieces('hello'))
      const blob = await upload.commit(digestOf(bytesOf('hello')))
      expect(blob).toEqual({ digest: digestOf(bytesOf('hello')), size: 5 })
      expect(repository.statBlob(blob.digest)).toEqual(blob)
      expect((await pull(repository, blob.digest)).toString()).toBe('hello')
    })

    it('keep a blob that came in chunks over several requests', async () => {
      const repository = given.repository()
      const { id } = await repository.startUpload(start)
      for (const [at, chunk] of [
        [0, 'one'],
        [3, 'two'],
        [6, 'three'],
      ] as const) {
        const upload = repository.openUpload(id, 'alice')
        await upload.append(pieces(chunk), at)
        expect(repository.openUpload(id, 'alice').offset).toBe(at + chunk.length)
      }
      const digest = digestOf(bytesOf('onetwothree'))
      await repository.openUpload(id, 'alice').commit(digest)
      expect((await pull(repository, digest)).toString()).toBe('onetwothree')
    })

    it('keep the empty blob, which needs no append (protocol fact 15)', async () => {
      const repository = given.repository()
      const upload = await repository.startUpload(start)
      const digest = digestOf(new Uint8Array())
      expect(await upload.commit(digest)).toEqual({ digest, size: 0 })
      expect(await pull(repository, digest)).toHaveLength(0)
    })

    it('keep a Node stream of any chunking', async () => {
      const repository = given.repository()
      const bytes = Buffer.alloc(3_000_000, 'stream')
      for (const size of [65_536, 1_000_003, 3_000_000]) {
        const stream = new PassThrough()
        const upload = await repository.startUpload(start)
        const appended = upload.append(stream)
        for (let at = 0; at < bytes.length; at += size) stream.write(bytes.subarray(at, at + size))
        stream.end()
        await appended
        expect(await upload.commit(digestOf(bytes))).toEqual({ digest: digestOf(bytes), size: bytes.length })
      }
      expect(Buffer.compare(await pull(repository, digestOf(bytes)), bytes)).toBe(0)
    })

    it('keep every byte when the source fails midway, and resume from there', async () => {
      const repository = given.repository()
      const first = Buffer.alloc(700_001, 'first')
      const upload = await repository.startUpload(start)
      await expect(upload.append(broken(first, 'tail'))).rejects.toThrow('the client went away')
      expect(upload.offset).toBe(700_005)
      const resumed = repository.openUpload(upload.id, 'alice')
      expect(resumed.offset).toBe(700_005)
      await resumed.append(pieces('rest'), 700_005)
      const whole = Buffer.concat([first, bytesOf('tailrest')])
      await resumed.commit(digestOf(whole))
      expect(Buffer.compare(await pull(repository, digestOf(whole)), whole)).toBe(0)
    })

    it('say how far they are while they are written to, before their row does', async () => {
      const repository = given.repository()
      const upload = await repository.startUpload(start)
      let end = () => {}
      const ended = new Promise<void>((resolve) => {
        end = resolve
      })
      const half = Buffer.alloc(600_000, 'half')
      async function* slowly() {
        yield half
        await ended
        yield bytesOf('end')
      }
      const appended = upload.append(slowly())
      await vi.waitFor(() => expect(repository.openUpload(upload.id, 'alice').offset).toBe(half.length))
      end()
      await appended
      expect(repository.openUpload(upload.id, 'alice').offset).toBe(half.length + 3)
    })

    it('keep every byte of a Node stream that is destroyed midway', async () => {
      const repository = given.repository()
      const upload = await repository.startUpload(start)
      const stream = new PassThrough()
      const appended = failure(upload.append(stream))
      await new Promise((resolve) => stream.write(Buffer.alloc(50_000, 'x'), resolve))
      await vi.waitFor(() => expect(stream.readableLength).toBe(0))
      stream.destroy()
      expect(await appended).toMatchObject({ message: expect.stringContaining('closed') })
      expect(upload.offset).toBe(50_000)
      const gone = failure(repository.openUpload(upload.id, 'alice').append(stream))
      expect(await gone).toBeInstanceOf(Error)
    })

    it('refuse a chunk that is not at their offset, and say where they are', async () => {
      const repository = given.repository()
      const upload = await repository.startUpload(start)
      await upload.append(pieces('12345'))
      const stale = repository.openUpload(upload.id, 'alice')
      await upload.append(pieces('6'))
      await expect(stale.append(pieces('x'), 5)).rejects.toMatchObject({
        code: 'BLOB_UPLOAD_INVALID',
        status: 416,
      })
      expect(stale.offset).toBe(6)
    })

    it('refuse a second writer while the first is at work', async () => {
      const repository = given.repository()
      const upload = await repository.startUpload(start)
      const source = new PassThrough()
      const appended = upload.append(source)
      await vi.waitFor(() => expect(source.listenerCount('data')).toBe(1))
      const second = repository.openUpload(upload.id, 'alice')
      const refused = { code: 'BLOB_UPLOAD_INVALID', status: 409 }
      await expect(second.append(pieces('x'))).rejects.toMatchObject(refused)
      await expect(second.commit(digestOf(bytesOf('')))).rejects.toMatchObject(refused)
      await expect(second.cancel()).rejects.toMatchObject(refused)
      source.end('first')
      await appended
      await second.commit(digestOf(bytesOf('first')))
    })

    it('hold on for as long as the writer is at work, however slow it is', async () => {
      const repository = given.repository()
      vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] })
      try {
        const upload = await repository.startUpload(start)
        const source = new PassThrough()
        const appended = upload.append(source)
        await vi.waitFor(() => expect(source.listenerCount('data')).toBe(1))
        for (let minutes = 0; minutes < 5; minutes++) {
          await vi.advanceTimersByTimeAsync(60_000)
          const second = repository.openUpload(upload.id, 'alice')
          await expect(second.append(pieces('x'))).rejects.toMatchObject({ status: 409 })
        }
        source.end('slow')
        await appended
        expect(vi.getTimerCount()).toBe(0)
      } finally {
        vi.useRealTimers()
      }
    })

    it('refuse a wrong digest, and keep neither blob nor session', async () => {
      const repository = given.repository()
      const upload = await repository.startUpload(start)
      await upload.append(pieces('not this'))
      const digest = digestOf(bytesOf('this'))
      await expect(upload.commit(digest)).rejects.toMatchObject({ code: 'DIGEST_INVALID', status: 400 })
      expect(repository.statBlob(digest)).toBeUndefined()
      expect(repository.statBlob(digestOf(bytesOf('not this')))).toBeUndefined()
      expect(() => repository.openUpload(upload.id, 'alice')).toThrow('session')
      await expect(upload.commit(digest)).rejects.toMatchObject({ code: 'BLOB_UPLOAD_UNKNOWN' })
      expect(repository.exists()).toBe(false)
    })

    it('take sha512 announced, and not announced (protocol fact 14)', async () => {
      const repository = given.repository()
      const bytes = bytesOf('five twelve')
      const digest = digestOf(bytes, 'sha512')
      for (const algorithm of ['sha512', 'sha256', undefined] as const) {
        const upload = await repository.startUpload({ ...start, algorithm })
        expect(upload.algorithm).toBe(algorithm)
        await upload.append(pieces(bytes))
        await upload.commit(digest)
        expect(repository.openUpload.bind(repository, upload.id, 'alice')).toThrow()
      }
      expect((await pull(repository, digest)).toString()).toBe('five twelve')
      expect(repository.statBlob(digestOf(bytes))).toBeUndefined()
    })

    it('are fine with the same content pushed many times at once (protocol fact 17)', async () => {
      const repository = given.repository()
      const bytes = Buffer.alloc(400_000, 'same')
      const digests = await Promise.all(Array.from({ length: 8 }, () => pushBlob(repository, bytes)))
      expect(new Set(digests)).toEqual(new Set([digestOf(bytes)]))
      expect(Buffer.compare(await pull(repository, digestOf(bytes)), bytes)).toBe(0)
    })

    it('belong to their repository and to who started them', async () => {
      const repository = given.repository()
      const { id } = await repository.startUpload(start)
      const unknown = expect.objectContaining({ code: 'BLOB_UPLOAD_UNKNOWN' })
      expect(() => repository.openUpload(id, 'mallory')).toThrow(unknown)
      expect(() => given.repository().openUpload(id, 'alice')).toThrow(unknown)
      expect(() => repository.openUpload('no-such-session', 'alice')).toThrow(unknown)
      expect(repository.openUpload(id, 'alice').id).toBe(id)
    })

    it('do not make a repository by themselves, blobs do', async () => {
      const repository = given.repository()
      const listed = () => given.storage().listRepositories({ limit: 1000 }).items.includes(repository.name)
      const upload = await repository.startUpload(start)
      expect(repository.exists()).toBe(false)
      expect(listed()).toBe(false)
      await upload.commit(digestOf(new Uint8Array()))
      expect(repository.exists()).toBe(true)
      expect(listed()).toBe(true)
    })

    it('are gone when cancelled', async () => {
      const repository = given.repository()
      const upload = await repository.startUpload(start)
      await upload.append(pieces('some'))
      await upload.cancel()
      expect(() => repository.openUpload(upload.id, 'alice')).toThrow('session')
      await expect(upload.append(pieces('more'))).rejects.toMatchObject({ code: 'BLOB_UPLOAD_UNKNOWN' })
    })

    it('expire when nobody touched them, unless somebody is writing', async () => {
      const storage = given.storage()
      const repository = given.repository()
      await storage.expireUploads(0)
      const idle = await repository.startUpload(start)
      await idle.append(pieces('idle'))
      const busy = await repository.startUpload(start)
      const source = new PassThrough()
      const appended = busy.append(source)
      await vi.waitFor(() => expect(source.listenerCount('data')).toBe(1))
      expect(await storage.expireUploads(60_000)).toBe(0)
      expect(await storage.expireUploads(0)).toBe(1)
      expect(() => repository.openUpload(idle.id, 'alice')).toThrow('session')
      source.end('busy')
      await appended
      await busy.commit(digestOf(bytesOf('busy')))
    })

    it('hold a source back that is faster than the disk', async () => {
      const upload = await given.repository().startUpload(start)
      const chunk = Buffer.alloc(65_536, 'z')
      let left = 500
      const source = new Readable({
        read() {
          // Everything at once, as a socket with a full buffer has it.
          while (left-- > 0) if (!this.push(chunk)) return
          this.push(null)
        },
      })
      const pause = vi.spyOn(source, 'pause')
      await upload.append(source)
      expect(upload.offset).toBe(500 * chunk.length)
      expect(pause).toHaveBeenCalled()
    })
  })

  describe('blobs', () => {
    it('of one repository are not seen by another', async () => {
      const digest = await pushBlob(given.repository(), 'private')
      const other = given.repository()
      expect(other.statBlob(digest)).toBeUndefined()
      expect(await other.openBlob(digest)).toBeUndefined()
      await expect(other.deleteBlob(digest)).rejects.toMatchObject({ code: 'BLOB_UNKNOWN' })
      expect(other.exists()).toBe(false)
    })

    it('can be mounted from a repository that has them, or from any', async () => {
      const source = given.repository()
      const digest = await pushBlob(source, 'shared')
      const target = given.repository()
      expect(await target.mountBlob(digest, [newName()])).toBeUndefined()
      expect(target.exists()).toBe(false)
      expect(await target.mountBlob(digest, [newName(), source.name])).toEqual({ digest, size: 6 })
      expect((await pull(target, digest)).toString()).toBe('shared')
      expect(await given.repository().mountBlob(digest)).toEqual({ digest, size: 6 })
      expect(await target.mountBlob(digestOf(bytesOf('none')))).toBeUndefined()
      expect(await given.repository().mountBlob(digest, [])).toBeUndefined()
    })

    it('are deleted from one repository and stay in the other', async () => {
      const one = given.repository()
      const two = given.repository()
      const digest = await pushBlob(one, 'content')
      await two.mountBlob(digest)
      await one.deleteBlob(digest)
      expect(one.statBlob(digest)).toBeUndefined()
      expect(one.exists()).toBe(true)
      expect((await pull(two, digest)).toString()).toBe('content')
      await expect(one.deleteBlob(digest)).rejects.toMatchObject({ code: 'BLOB_UNKNOWN', status: 404 })
      await two.deleteBlob(digest)
      expect(await one.mountBlob(digest)).toBeUndefined()
      await pushBlob(one, 'content')
      expect((await pull(one, digest)).toString()).toBe('content')
    })
  })
})
