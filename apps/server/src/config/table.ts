import { fields } from './fields.ts'

/** Between these lines of the README stands {@link configTable}. */
export const TABLE_START = '<!-- configuration -->'
export const TABLE_END = '<!-- /configuration -->'

/** Every setting as a table of Markdown. */
export function configTable(): string {
  const head = ['Key', 'Default', 'Environment', 'Flag', 'Meaning']
  const rows = fields.map((field) => [
    `\`${field.key}\``,
    field.default === undefined ? '' : `\`${written(field.default)}\``,
    `\`${field.environment}\``,
    field.flag === undefined ? '' : `\`--${field.flag}\``,
    field.description.replaceAll('|', '\\|'),
  ])
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => JSON.stringify(item)).join(', ')}]`
  return value === '' ? '""' : String(value)
}
