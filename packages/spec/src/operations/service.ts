import { z } from '@hono/zod-openapi'
import { operation } from '../operation.ts'

const healthSchema = z
  .object({ status: z.enum(['ok', 'starting', 'draining', 'failing']), reason: z.string().optional() })
  .openapi('Health', { example: { status: 'ok' } })

/** The process runs. */
export const getLiveness = operation({
  id: 'getLiveness',
  endpoints: [],
  action: 'public',
  method: 'GET',
  path: '/livez',
  tag: 'Service',
  summary: 'Whether the process runs',
  description: 'Answers 200 as long as the process can answer at all.',
  replies: { 200: { description: 'It runs.', headers: ['Cache-Control'], content: { json: healthSchema } } },
  errors: {},
})

/** Requests can be served now. */
export const getReadiness = operation({
  id: 'getReadiness',
  endpoints: [],
  action: 'public',
  method: 'GET',
  path: '/readyz',
  tag: 'Service',
  summary: 'Whether requests can be served',
  description: 'Answers 200 when storage takes writes; 503 while starting, draining or when it does not.',
  replies: {
    200: { description: 'Send requests.', headers: ['Cache-Control'], content: { json: healthSchema } },
    503: {
      description: 'Send requests elsewhere.',
      headers: ['Cache-Control'],
      content: { json: healthSchema },
    },
  },
  errors: {},
})

/** Recovery after the start is done. */
export const getStartup = operation({
  id: 'getStartup',
  endpoints: [],
  action: 'public',
  method: 'GET',
  path: '/startupz',
  tag: 'Service',
  summary: 'Whether the start is complete',
  description: 'Answers 200 once storage was opened and recovered.',
  replies: { 200: { description: 'Started.', headers: ['Cache-Control'], content: { json: healthSchema } } },
  errors: {},
})

/** What the instance has done since its start. */
export const getMetrics = operation({
  id: 'getMetrics',
  endpoints: [],
  action: 'public',
  method: 'GET',
  path: '/metrics',
  tag: 'Service',
  summary: 'What this instance has done since its start',
  description:
    "Counts and sizes in Prometheus's text format: requests by operation and status, bytes, open uploads, events of stored content. No names of repositories, tags or people are among them.",
  replies: {
    200: {
      description: 'The metrics.',
      headers: ['Content-Type', 'Content-Length', 'Cache-Control'],
      content: 'metrics',
    },
  },
  errors: {},
})

/** This document. */
export const getDocument = operation({
  id: 'getDocument',
  endpoints: [],
  action: 'public',
  method: 'GET',
  path: '/openapi.json',
  tag: 'Service',
  summary: 'This document',
  description: 'The OpenAPI document of this API, the one the registry itself is built from.',
  headers: ['If-None-Match'],
  replies: {
    304: {
      description: 'The client has this document already.',
      headers: ['ETag', 'Cache-Control'],
      content: 'none',
    },
    200: {
      description: 'The document.',
      headers: ['ETag', 'Cache-Control'],
      content: { json: z.looseObject({ openapi: z.string() }).openapi({ example: { openapi: '3.1.0' } }) },
    },
  },
  errors: {},
})

/** This document for people. */
export const getDocs = operation({
  id: 'getDocs',
  endpoints: [],
  action: 'public',
  method: 'GET',
  path: '/docs',
  aliases: ['/docs/'],
  tag: 'Service',
  summary: 'Browse this document',
  description: 'A page that shows the API and can try each operation against this registry.',
  replies: {
    200: {
      description: 'The page.',
      headers: ['Content-Type', 'Content-Length', 'Cache-Control', 'Content-Security-Policy'],
      content: 'page',
    },
  },
  errors: {},
})

/** What the page is made of. */
export const getDocsAsset = operation({
  id: 'getDocsAsset',
  endpoints: [],
  action: 'public',
  method: 'GET',
  path: '/docs/{asset}',
  tag: 'Service',
  summary: 'A file of the documentation page',
  description:
    'Scripts and styles of `/docs`, served from here so that the page needs nothing from elsewhere.',
  headers: ['If-None-Match'],
  replies: {
    304: {
      description: 'The client has this file already.',
      headers: ['ETag', 'Cache-Control'],
      content: 'none',
    },
    200: {
      description: 'The file.',
      headers: ['Content-Type', 'Content-Length', 'Cache-Control', 'ETag'],
      content: 'asset',
    },
  },
  errors: { 404: ['UNSUPPORTED'] },
})
