import { tmpdir } from 'node:os'
import { describe, expect, it } from 'vitest'
import { envelopeFlaw } from './error-envelope.ts'

const answer = (status: number, body: string, type = 'application/json; charset=utf-8') => ({
  status,
  headers: { 'content-type': type },
  body: Buffer.from(body),
})
const envelope = (code: string, message = 'blob unknown to registry') =>
  JSON.stringify({ errors: [{ code, message }] })

describe('of an error reply', () => {
  it('takes a code of the table with a status of its row, and what is no error', () => {
    expect(envelopeFlaw('GET', answer(404, envelope('BLOB_UNKNOWN')))).toBeUndefined()
    expect(envelopeFlaw('HEAD', answer(404, '', 'text/plain'))).toBeUndefined()
    expect(envelopeFlaw('GET', answer(200, 'anything', 'text/plain'))).toBeUndefined()
  })

  it.each([
    ['no body', answer(404, '')],
    ['another type', answer(404, envelope('BLOB_UNKNOWN'), 'text/plain')],
    ['a code of nobody', answer(404, envelope('NO_LUCK'))],
    ['a code that goes with another status', answer(500, envelope('BLOB_UNKNOWN'))],
    ['no error in its envelope', answer(404, '{"errors":[]}')],
    ['a stack', answer(500, envelope('UNKNOWN', 'Error: no\n    at open (node:internal/fs)'))],
    ['a path', answer(503, envelope('UNAVAILABLE', `no such file: ${tmpdir()}/data`))],
  ])('reports one with %s', (_, wrong) => {
    expect(envelopeFlaw('GET', wrong)).toEqual(expect.stringContaining(String(wrong.status)))
  })
})
