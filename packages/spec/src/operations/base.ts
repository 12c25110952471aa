import { z } from '@hono/zod-openapi'
import { operation } from '../operation.ts'

/** end-1: whether this is a registry, and how to authenticate to it. */
export const getBase = operation({
  id: 'getBase',
  endpoints: ['end-1'],
  action: 'ping',
  method: 'GET',
  path: '/v2/',
  aliases: ['/v2'],
  tag: 'Base',
  summary: 'Check that the registry speaks this API',
  description:
    'Answers 200 when the registry implements the distribution specification ("Determining Support"). Clients take their way of authentication from this reply.',
  replies: {
    200: {
      description: 'The API is spoken here.',
      headers: [],
      content: { json: z.object({}).openapi({ example: {} }) },
    },
  },
  errors: {},
})
