import { expect, it } from 'vitest'
import { createLogger, type LogOptions } from '../../src/logging/logger.ts'

/** What a logger of these options writes while `use` has it. */
function written(options: LogOptions, use: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = []
  use(createLogger(options, { write: (line: string) => lines.push(line) }))
  return lines.join('')
}

it('writes JSON lines with the level and the time in words', () => {
  const text = written({ level: 'info', format: 'json' }, (log) => log.info({ bytes: 7 }, 'done'))
  expect(JSON.parse(text)).toEqual({
    level: 'info',
    time: expect.stringMatching(/^\d{4}-.*Z$/),
    bytes: 7,
    msg: 'done',
  })
})

it('writes lines for people at once, without a thread or a buffer that a crash would lose', () => {
  const text = written({ level: 'info', format: 'pretty' }, (log) => log.info({ bytes: 7 }, 'done'))
  expect(text).toMatch(/INFO.*done.*"bytes":7/)
})

it('writes nothing below its level', () => {
  expect(written({ level: 'warn', format: 'json' }, (log) => log.info('done'))).toBe('')
})

it.each([{}, { place: 'headers' }, { place: 'req' }])(
  'leaves credentials out of an object that carries them: %o',
  ({ place }) => {
    const headers = {
      authorization: 'Basic canary',
      cookie: 'canary',
      'set-cookie': 'canary',
      'proxy-authorization': 'canary',
    }
    const logged =
      place === undefined ? headers : place === 'headers' ? { headers } : { [place]: { headers } }
    const text = written({ level: 'info', format: 'json' }, (log) => log.info(logged, 'request'))
    expect(text).not.toContain('canary')
    expect(text.match(/\[redacted\]/g)).toHaveLength(4)
  },
)

it('keeps control characters a client sent from the terminal', () => {
  const text = written({ level: 'info', format: 'pretty' }, (log) =>
    log.info({ agent: '\u001b]0;title\u0007' }, 'request'),
  )
  expect(text).not.toContain('\u001b]')
})
