import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { fields } from '../../src/config/fields.ts'
import { parseConfigFile } from '../../src/config/file.ts'
import { configJsonSchema } from '../../src/config/json-schema.ts'
import { printConfig } from '../../src/config/print.ts'
import { configSchema } from '../../src/config/schema.ts'
import { configTable, TABLE_END, TABLE_START } from '../../src/config/table.ts'

const schemaFile = new URL('../../berth.schema.json', import.meta.url)
const readme = new URL('../../../../README.md', import.meta.url)

interface Node {
  description?: string
  default?: unknown
  properties?: Record<string, Node>
  additionalProperties?: boolean
}

describe('every field', () => {
  it.each(fields.map((field) => [field.key, field] as const))(
    '%s is described, here and in the JSON Schema',
    (_, field) => {
      const node = field.path.reduce<Node | undefined>(
        (at, name) => at?.properties?.[name],
        configJsonSchema() as Node,
      )
      expect(field.description).toMatch(/^\S.*\.$/)
      expect(node).toMatchObject({ description: field.description })
      expect(node?.default).toEqual(field.default)
    },
  )

  it('has a name of its own in the environment', () => {
    expect(new Set(fields.map(({ environment }) => environment)).size).toBe(fields.length)
    expect(fields.map(({ environment }) => environment)).toContain('BERTH_CONTENT_MAX_MANIFEST_SIZE')
  })
})

describe('what is printed', () => {
  it('is a berth.yaml that says the same', () => {
    const printed = printConfig({ given: new Map() })
    expect(parseConfigFile('printed', printed).problems).toEqual([])
    expect(configSchema.parse(parse(printed))).toEqual(configSchema.parse({}))
  })
})

describe('generated text', () => {
  it('berth.schema.json is up to date (npm run generate)', () => {
    expect(JSON.parse(readFileSync(schemaFile, 'utf8'))).toEqual(configJsonSchema())
  })

  it.skipIf(!existsSync(readme))('the table in the README is up to date (npx berth config table)', () => {
    const [, rest = ''] = readFileSync(readme, 'utf8').split(`${TABLE_START}\n`)
    const [table] = rest.split(`\n${TABLE_END}`)
    expect(table?.trim()).toBe(configTable())
  })
})
