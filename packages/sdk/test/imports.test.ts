import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const source = fileURLToPath(new URL('../src/', import.meta.url))
const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
)

/** What a file imports or re-exports: the module, and whether only its types. */
function importsOf(file: string): { from: string; typesOnly: boolean }[] {
  const text = readFileSync(join(source, file), 'utf8')
  const statements = text.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]/gm)
  return [...statements].map(([, type, from = '']) => ({ from, typesOnly: type !== undefined }))
}

/** Everything the SDK may be built on. */
const allowed = ['@berth/digest', '@berth/spec/errors', '@berth/spec/grammar', 'openapi-fetch']

describe('the source of the SDK', () => {
  it('is what this test reads', () => {
    expect(files).toContain('index.ts')
    expect(importsOf('client.ts').map(({ from }) => from)).toContain('openapi-fetch')
    expect(importsOf('node.ts').map(({ from }) => from)).toContain('node:fs')
  })

  it.each(files.filter((file) => file !== 'node.ts'))(
    '%s runs anywhere: nothing of Node is imported or named',
    (file) => {
      const imported = importsOf(file).map(({ from }) => from)
      expect(imported.filter((from) => from.startsWith('node:'))).toEqual([])
      const code = readFileSync(join(source, file), 'utf8').replaceAll(
        /\/\*[\s\S]*?\*\/|\/\/.*|'[^'\n]*'/g,
        '',
      )
      expect(code).not.toMatch(/\bBuffer\b|\bprocess\.|\brequire\(|\b__dirname\b/)
    },
  )

  it.each(files)('%s imports only what lies below it', (file) => {
    const others = importsOf(file).filter(({ from }) => !from.startsWith('.') && !from.startsWith('node:'))
    expect(others.map(({ from }) => from).filter((from) => !allowed.includes(from))).toEqual([])
  })

  it.each(files.filter((file) => file !== 'node.ts'))('%s does not reach Node by way of node.ts', (file) => {
    expect(importsOf(file).filter(({ from }) => from.endsWith('/node.ts'))).toEqual([])
  })
})
