import type { ProtocolCase } from '../case.ts'
import { refused } from '../exchange.ts'

const scrub = '/api/v1/scrub'

/** What is for whoever runs the registry: Berth's own, and closed to clients */
export const maintenance: readonly ProtocolCase[] = (['GET', 'POST', 'DELETE'] as const).map(
  (method): ProtocolCase => ({
    name: `${method} ${scrub} is denied to clients, also to one that calls itself the operator`,
    by: 'end-1',
    level: 'berth',
    exchanges: [
      { request: `${method} ${scrub}`, reply: refused('DENIED', 403) },
      {
        request: `${method} ${scrub}`,
        headers: { authorization: `Basic ${btoa('operator:')}`, 'x-forwarded-for': '127.0.0.1' },
        reply: refused('DENIED', 403),
      },
    ],
  }),
)
