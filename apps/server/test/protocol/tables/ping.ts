import type { ProtocolCase } from '../case.ts'

/** "Determining Support" */
export const ping: readonly ProtocolCase[] = [
  {
    name: 'a registry says that it is one',
    by: 'end-1',
    level: 'must',
    exchanges: [{ request: 'GET /v2/', reply: { status: 200 } }],
  },
  {
    name: 'the base says so without the closing slash too, and does not redirect',
    by: 'end-1',
    fact: 1,
    level: 'berth',
    exchanges: [{ request: 'GET /v2', unredirected: true, reply: { status: 200 } }],
  },
  {
    name: 'the base is an empty JSON object',
    by: 'end-1',
    fact: 1,
    level: 'berth',
    exchanges: [
      {
        request: 'GET /v2/',
        reply: { status: 200, headers: { 'content-type': 'application/json' }, json: {} },
      },
    ],
  },
  {
    name: 'the base names the API version older Docker clients look for',
    by: 'end-1',
    level: 'may',
    exchanges: [
      {
        request: 'GET /v2/',
        reply: { status: 200, headers: { 'docker-distribution-api-version': 'registry/2.0' } },
      },
    ],
  },
]
