import { type Level, type ProtocolCase, title } from './case.ts'
import { type EndpointId, endpointIds, endpoints } from './endpoints.ts'
import { gravest, type Outcome } from './run.ts'
import { inWords } from './unmet.ts'

export interface Result {
  readonly protocolCase: ProtocolCase
  readonly outcome: Outcome
}

const LEVELS: readonly Level[] = ['must', 'should', 'may', 'berth']

/** Every case under its endpoint: ✓ holds, ✗ a MUST or SHOULD does not, – something optional is not offered. */
export function report(results: readonly Result[]): string {
  const sections = endpointIds.flatMap((by) => {
    const ofEndpoint = results.filter(({ protocolCase }) => protocolCase.by === by)
    return ofEndpoint.length === 0 ? [] : [section(by, ofEndpoint)]
  })
  return [...sections, summary(results)].join('\n\n')
}

function section(by: EndpointId, results: readonly Result[]): string {
  return [`${by}  ${endpoints[by]}`, ...results.flatMap(lines)].join('\n')
}

function lines({ protocolCase, outcome }: Result): string[] {
  const words = title(protocolCase).slice(protocolCase.by.length + 2)
  if (outcome.kind === 'holds') return [`  ✓ ${words}`]
  if (outcome.kind === 'not offered')
    return [`  – ${words}\n      not offered: ${outcome.missing.join(', ')}`]
  const level = gravest(outcome) ?? protocolCase.level
  return [
    `  ${isFailure(outcome) ? '✗' : '–'} ${words} [${level.toUpperCase()}]`,
    ...outcome.differences.map((difference) => `      ${inWords(difference)}`),
  ]
}

/** How many cases of each level hold, do not, or say nothing about this registry. */
export function summary(results: readonly Result[]): string {
  const rows = LEVELS.map((level) => {
    const ofLevel = results.filter(({ protocolCase }) => protocolCase.level === level)
    const count = (kind: Outcome['kind']) => ofLevel.filter(({ outcome }) => outcome.kind === kind).length
    const figures = [ofLevel.length, count('holds'), count('differs'), count('not offered')]
    return [level.toUpperCase().padEnd(8), ...figures.map((figure) => String(figure).padStart(12))].join('')
  })
  const heads = ['cases', 'hold', 'differ', 'not offered'].map((head) => head.padStart(12)).join('')
  return [`${' '.repeat(8)}${heads}`, ...rows].join('\n')
}

/** Whether something the specification asks for does not hold. */
export function isFailure(outcome: Outcome): boolean {
  return ['must', 'should'].includes(gravest(outcome) ?? '')
}

/** Whether something the specification demands does not hold. */
export function breaksMust(outcome: Outcome): boolean {
  return gravest(outcome) === 'must'
}
