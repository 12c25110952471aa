import { z } from '@hono/zod-openapi'
import { DIGEST_PATTERN } from '../grammar.ts'
import { operation } from '../operation.ts'

const time = (description: string) => z.iso.datetime().openapi({ description })
const count = (description: string) => z.int().min(0).openapi({ description })

/** What may happen to stored content, and what a count of it counts. */
export const contentEventCountsSchema = z
  .object({
    'blob.damaged': count('Not the bytes of its digest any more. Set aside; a push heals it.'),
    'blob.missing': count('Its file is gone. A push heals it.'),
    'blob.unreadable': count('The disk refuses to read it. Nothing was changed: that may pass.'),
    'blob.misread': count('Read wrong once and right the second time.'),
    'blob.fingerprint': count('Right, but what was recorded to compare it with was not. That was replaced.'),
    'blob.healed': count('Was damaged or missing, and was pushed again.'),
    'blob.restored': count('Was damaged or missing, and its file is there again.'),
    'manifest.damaged': count('The database gave other bytes than were pushed. A push heals it.'),
    'manifest.healed': count('Was damaged, and was pushed again.'),
  })
  .openapi('ContentEventCounts')

export const contentEventSchema = z
  .object({
    kind: contentEventCountsSchema.keyof(),
    digest: z.string().regex(DIGEST_PATTERN),
    detail: z.string().openapi({ description: 'In words for people: what follows "the content".' }),
    at: time('When it was found.'),
  })
  .openapi('ContentEvent')

const nothing = {
  'blob.damaged': 0,
  'blob.missing': 0,
  'blob.unreadable': 0,
  'blob.misread': 0,
  'blob.fingerprint': 0,
  'blob.healed': 0,
  'blob.restored': 0,
  'manifest.damaged': 0,
  'manifest.healed': 0,
}

const progress = {
  startedAt: time('When the pass began; no two passes share it.'),
  blobs: count('Blobs read so far.'),
  bytes: count('Bytes read so far.'),
  events: contentEventCountsSchema,
  found: z.array(contentEventSchema).openapi({ description: 'The first thousand events, one by one.' }),
  known: count('Blobs that were known to be missing before, and still are.'),
}

export const scrubReportSchema = z
  .object({
    ...progress,
    endedAt: time('When it ended.'),
    finished: z.boolean().openapi({ description: 'Whether everything was read.' }),
  })
  .openapi('ScrubReport', {
    example: {
      startedAt: '2026-01-31T12:00:00.000Z',
      blobs: 1200,
      bytes: 48_000_000_000,
      events: { ...nothing, 'blob.damaged': 1 },
      found: [
        {
          kind: 'blob.damaged',
          digest: 'sha256:e692418e4cbaf90ca69d05a66403747baa33ee08806650b51fab815ad7fc331f',
          detail: 'is sha256:9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0',
          at: '2026-01-31T12:00:07.000Z',
        },
      ],
      known: 0,
      endedAt: '2026-01-31T12:01:30.000Z',
      finished: true,
    },
  })

export const scrubStateSchema = z
  .object({
    running: z
      .object({
        ...progress,
        background: z.boolean().openapi({
          description:
            'Whether it is the one that runs by itself at the configured rate and makes room for one that is asked for.',
        }),
      })
      .optional()
      .openapi({ description: 'The pass under way, if one is.' }),
    asked: scrubReportSchema
      .extend({ failure: z.string().optional().openapi({ description: 'The fault that ended it.' }) })
      .optional()
      .openapi({
        description:
          'How the last pass an operator has asked for since the registry started has ended, also when that was before its end.',
      }),
    last: scrubReportSchema
      .optional()
      .openapi({ description: 'The last pass that came to its end, whoever has asked for it and when.' }),
  })
  .openapi('ScrubState', {
    example: {
      running: {
        startedAt: '2026-01-31T12:00:00.000Z',
        blobs: 310,
        bytes: 12_000_000_000,
        events: nothing,
        found: [],
        known: 0,
        background: false,
      },
    },
  })

const state = { headers: ['Cache-Control'], content: { json: scrubStateSchema } } as const

/** A pass over all content, now. */
export const startScrub = operation({
  id: 'startScrub',
  endpoints: [],
  action: 'admin',
  command: 'berth scrub',
  method: 'POST',
  path: '/api/v1/scrub',
  tag: 'Maintenance',
  summary: 'Scrub all content now',
  description:
    'Reads all stored content as fast as it can be read, from the start, and compares it with what was pushed. What is damaged or missing is set aside and unknown from then on, so that clients push it again. A scrub in the background makes room and goes on afterwards; one that was asked for before is joined. Asked of the control socket only: `berth scrub`.',
  replies: {
    200: { ...state, description: 'One that was asked for before is under way; it is that one.' },
    202: { ...state, description: 'It has begun.' },
  },
  errors: {},
})

/** How far a scrub is, and what the last ones found. */
export const getScrub = operation({
  id: 'getScrub',
  endpoints: [],
  action: 'admin',
  command: 'berth scrub',
  method: 'GET',
  path: '/api/v1/scrub',
  tag: 'Maintenance',
  summary: 'Ask how far a scrub is and what the last one found',
  description:
    'Answers at once. Whoever has started a scrub finds it in `running` until it has ended and in `asked` afterwards, by its `startedAt`. Asked of the control socket only.',
  replies: { 200: { ...state, description: 'The scrub under way and the last ones.' } },
  errors: {},
})

/** The pass an operator has asked for is given up. */
export const stopScrub = operation({
  id: 'stopScrub',
  endpoints: [],
  action: 'admin',
  command: 'berth scrub',
  method: 'DELETE',
  path: '/api/v1/scrub',
  tag: 'Maintenance',
  summary: 'Stop a scrub',
  description:
    'Stops the scrub an operator has asked for, where it is. What it found stays found. The one in the background is not stopped: it is a matter of configuration (`scrub.rate`). Asked of the control socket only.',
  replies: {
    200: { ...state, description: 'None that was asked for is under way any more, if one was.' },
  },
  errors: {},
})
