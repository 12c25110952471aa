import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'

const NAME = '# berth.yaml\n'

/** The fenced blocks of YAML of a page. */
function yamlBlocks(page: string): string[] {
  const text = readFileSync(new URL(`../../../../${page}`, import.meta.url), 'utf8')
  return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
}

describe.each(['README.md', 'docs/access.md'])('the configurations in %s', (page) => {
  const blocks = yamlBlocks(page)
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'berth-page-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('are there, and each says that it is one', () => {
    expect(blocks.length).toBeGreaterThan(0)
    for (const block of blocks) expect(block.startsWith(NAME)).toBe(true)
  })

  it.each(blocks.map((block) => [block]))('pass the check of the configuration:\n%s', (block) => {
    const file = join(folder, 'berth.yaml')
    writeFileSync(file, block)
    const { config } = loadConfig({ flags: {}, environment: {}, file })
    expect(config.access.rules?.length).toBeGreaterThan(0)
  })
})
