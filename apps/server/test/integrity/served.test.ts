import { randomBytes } from 'node:crypto'
import { digestOf } from '@berth/digest'
import { describe, expect, it, vi } from 'vitest'
import { Random } from '../process/random.ts'
import { Registry, seedOfRun } from './registry.ts'

const CHUNK = 256 * 1024

describe('a pull over a socket', () => {
  it('of blobs with a flipped bit never ends as a complete 200, of all others it does; a push heals', async () => {
    const seed = seedOfRun()
    const random = new Random(seed)
    const registry = await Registry.start()
    const sizes = [1, 500, 65_536, CHUNK, CHUNK + 1, 2 * CHUNK, 900_000, 3_000_000]
    const contents = sizes.flatMap((size) => [size, size, size]).map((size) => randomBytes(size))
    for (const content of contents) await registry.push(content)
    const damaged = contents.filter((_, index) => index % 3 !== 0)
    for (const content of damaged)
      await registry.flipBit(digestOf(content), random.between(0, content.length * 8 - 1))

    for (const content of contents) {
      const what = `seed ${seed}, ${content.length} bytes`
      const { status, complete, body } = await registry.pull(digestOf(content))
      if (!damaged.includes(content)) {
        expect(status, what).toBe(200)
        expect(Buffer.compare(body, content), what).toBe(0)
      } else if (content.length <= CHUNK) {
        expect(status, what).toBe(500)
        expect(body.toString(), what).toContain('UNKNOWN')
      } else {
        expect({ status, complete }, what).toEqual({ status: 200, complete: false })
        expect(body.length, what).toBeLessThan(content.length)
      }
    }

    await vi.waitFor(() => expect(registry.storage.eventCounts()['blob.damaged']).toBe(damaged.length))
    expect(new Set(registry.events.map((event) => event.digest))).toEqual(
      new Set(damaged.map((c) => digestOf(c))),
    )
    for (const content of damaged) {
      const digest = digestOf(content)
      expect((await registry.head(digest)).status).toBe(404)
      expect((await registry.pull(digest)).status).toBe(404)
      await registry.push(content)
      expect(Buffer.compare((await registry.pull(digest)).body, content)).toBe(0)
    }
    expect(registry.storage.eventCounts()['blob.healed']).toBe(damaged.length)
  })
})
