import { fields } from './fields.ts'
import type { LoadedConfig } from './load.ts'
import { yaml } from './yaml.ts'

/** The effective configuration as a `berth.yaml`, each value with where it came from. */
export function printConfig({ given }: Pick<LoadedConfig, 'given'>): string {
  const lines: { text: string; from: string }[] = []
  const opened = new Set<string>()
  for (const field of fields) {
    for (let depth = 1; depth < field.path.length; depth++) {
      const section = field.path.slice(0, depth).join('.')
      if (!opened.has(section))
        lines.push({ text: `${'  '.repeat(depth - 1)}${field.path[depth - 1]}:`, from: '' })
      opened.add(section)
    }
    const entry = given.get(field.key)
    const value = entry === undefined ? field.default : entry.value
    const indent = '  '.repeat(field.path.length - 1)
    const name = field.path.at(-1)
    const text = value === undefined ? `${indent}# ${name}:` : `${indent}${name}: ${inline(value)}`
    lines.push({ text, from: entry?.from ?? 'default' })
  }
  const width = Math.max(...lines.map(({ text }) => text.length))
  return lines.map(({ text, from }) => (from === '' ? text : `${text.padEnd(width)}  # ${from}`)).join('\n')
}

/** A value on one line of YAML. */
function inline(value: unknown): string {
  return yaml().stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trimEnd()
}
