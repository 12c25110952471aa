import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'

/** How files of others begin that a page shows: a workflow of GitHub, a job of GitLab, a pod of Kubernetes. */
const OF_OTHERS = /^(jobs|push|apiVersion):/

/** The configurations a page shows: its fenced blocks of YAML that are not of somebody else. */
function configurations(page: string): string[] {
  const text = readFileSync(new URL(`../../../../${page}`, import.meta.url), 'utf8')
  const blocks = [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = '']) => block)
  return blocks.filter((block) => !OF_OTHERS.test(block))
}

describe.each(['README.md', 'docs/access.md', 'docs/access-workloads.md', 'docs/tls.md'])(
  'the configurations in %s',
  (page) => {
    const shown = configurations(page)
    let folder: string
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'berth-page-'))
    })
    afterAll(() => rmSync(folder, { recursive: true, force: true }))

    it('are there', () => {
      expect(shown.length).toBeGreaterThan(0)
    })

    it.each(shown.map((text) => [text]))('pass the check of the configuration:\n%s', (text) => {
      const file = join(folder, 'berth.yaml')
      writeFileSync(file, text)
      expect(loadConfig({ flags: {}, environment: {}, file }).given.size).toBeGreaterThan(0)
    })
  },
)
