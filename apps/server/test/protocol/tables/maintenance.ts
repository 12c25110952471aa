import type { ProtocolCase } from '../case.ts'
import { refused } from '../exchange.ts'

/** Every operation that is for whoever runs the registry. */
const closed = [
  'GET /api/v1/scrub',
  'POST /api/v1/scrub',
  'DELETE /api/v1/scrub',
  'POST /api/v1/tokens',
  'GET /api/v1/tokens',
  'DELETE /api/v1/tokens/ci',
  'GET /api/v1/audit',
] as const

/** What is for whoever runs the registry: Berth's own, and closed to clients */
export const maintenance: readonly ProtocolCase[] = closed.map(
  (request): ProtocolCase => ({
    name: `${request} is denied to clients, also to one that calls itself the operator`,
    by: 'end-1',
    level: 'berth',
    exchanges: [
      { request, reply: refused('DENIED', 403) },
      {
        request,
        headers: { authorization: `Basic ${btoa('operator:')}`, 'x-forwarded-for': '127.0.0.1' },
        reply: refused('DENIED', 403),
      },
    ],
  }),
)
