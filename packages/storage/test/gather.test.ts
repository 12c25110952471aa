import { Readable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { batches } from '../src/gather.ts'

describe('a body that comes byte by byte', () => {
  it('is passed on in batches of a bounded number of chunks, and whole', async () => {
    const source = new Readable({ read() {} })
    const found: Uint8Array[] = []
    let most = 0
    for (let index = 0; index < 50_000; index += 1) source.push(Buffer.of(index % 256))
    source.push(null)
    for await (const batch of batches(source)) {
      most = Math.max(most, batch.length)
      found.push(...batch)
    }
    expect(most).toBeLessThan(10_000)
    expect(
      Buffer.compare(Buffer.concat(found), Buffer.from(Array.from({ length: 50_000 }, (_, i) => i % 256))),
    ).toBe(0)
  })
})
