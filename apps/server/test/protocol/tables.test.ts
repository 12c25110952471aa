import { type ErrorCode, errorTable } from '@berth/spec/errors'
import { describe, expect, it } from 'vitest'
import { title } from './case.ts'
import { endpointIds } from './endpoints.ts'
import { tables } from './tables/index.ts'

const cases = Object.values(tables).flat()

/** The codes of the specification that a registry without users and limits can be brought to answer with. */
const reachable = (Object.keys(errorTable) as ErrorCode[]).filter((code) => {
  const number = /^code-(\d+)$/.exec(errorTable[code].id)?.[1]
  return number !== undefined && (Number(number) <= 9 || number === '12' || number === '13')
})

const expectedCodes = new Set(
  cases.flatMap((protocolCase) =>
    'exchanges' in protocolCase ? protocolCase.exchanges.flatMap(({ reply }) => [reply.code].flat()) : [],
  ),
)

describe('the protocol tables', () => {
  it.each(endpointIds)('have a case for %s', (by) => {
    expect(cases.some((protocolCase) => protocolCase.by === by)).toBe(true)
  })

  it.each(reachable)('expect %s somewhere', (code) => {
    expect([...expectedCodes]).toContain(code)
  })

  it('cover eleven codes of the specification: the others need users or limits', () => {
    expect(reachable.map((code) => errorTable[code].id)).toEqual(
      [1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13].map((number) => `code-${number}`),
    )
  })

  it('call no two cases the same', () => {
    const titles = cases.map(title)
    expect(titles.filter((one, at) => titles.indexOf(one) !== at)).toEqual([])
  })
})
