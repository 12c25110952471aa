import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { readFile } from '../src/blob-store/file-read.ts'

const READERS = 400
const BUFFER = 256 * 1024

it('holds one buffer for each reader of a crowd, and reads all of them the right bytes', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'berth-read-'))
  const content = randomBytes(5 * BUFFER + 1)
  writeFileSync(join(folder, 'blob'), content)
  const file = await open(join(folder, 'blob'))
  try {
    const before = process.memoryUsage().arrayBuffers
    const readers = Array.from({ length: READERS }, () =>
      readFile(file, 0, content.byteLength, () => new Error('too short')),
    )
    const first = await Promise.all(readers.map((reader) => reader.next()))
    const held = process.memoryUsage().arrayBuffers - before
    // Some came first, and read ahead: there was no crowd yet.
    expect(held / BUFFER).toBeLessThan(READERS + 150)

    for (const [index, reader] of readers.entries()) {
      const chunks = [Buffer.from(first[index]?.value ?? Buffer.alloc(0))]
      for await (const chunk of reader) chunks.push(Buffer.from(chunk))
      expect(Buffer.compare(Buffer.concat(chunks), content)).toBe(0)
    }
  } finally {
    await file.close()
    rmSync(folder, { recursive: true })
  }
})
