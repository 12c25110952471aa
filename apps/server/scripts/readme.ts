import { readFileSync, writeFileSync } from 'node:fs'
import { type Operation, operations } from '@berth/spec'
import { configTable, TABLE_END, TABLE_START } from '../src/config/table.ts'

/** Writes the tables of the README that follow from code: endpoints and configuration. */
const README = new URL('../../../README.md', import.meta.url)

function endpointTable(): string {
  const rows = (Object.values(operations) as readonly Operation[]).map((operation) => [
    operation.endpoints.join(', '),
    `\`${operation.method} ${operation.path}\``,
    `\`${operation.id}\``,
    operation.summary,
  ])
  const head = ['Specification', 'Request', 'Operation', 'What it does']
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function between(text: string, start: string, end: string, content: string): string {
  const from = text.indexOf(start)
  const to = text.indexOf(end)
  if (from === -1 || to < from) throw new Error(`README.md lacks the lines ${start} and ${end}`)
  return `${text.slice(0, from + start.length)}\n\n${content}\n\n${text.slice(to)}`
}

const readme = readFileSync(README, 'utf8')
const withEndpoints = between(readme, '<!-- endpoints -->', '<!-- /endpoints -->', endpointTable())
writeFileSync(README, between(withEndpoints, TABLE_START, TABLE_END, configTable()))
