import { describe, expect, it } from 'vitest'
import { errorTable, RegistryError } from '../src/errors.ts'

/** The table of the specification, "Error Codes", as it stands there. */
const SPECIFICATION = `
code-1 BLOB_UNKNOWN blob unknown to registry
code-2 BLOB_UPLOAD_INVALID blob upload invalid
code-3 BLOB_UPLOAD_UNKNOWN blob upload unknown to registry
code-4 DIGEST_INVALID provided digest did not match uploaded content
code-5 MANIFEST_BLOB_UNKNOWN manifest references a manifest or blob unknown to registry
code-6 MANIFEST_INVALID manifest invalid
code-7 MANIFEST_UNKNOWN manifest unknown to registry
code-8 NAME_INVALID invalid repository name
code-9 NAME_UNKNOWN repository name not known to registry
code-10 SIZE_INVALID provided length did not match content length
code-11 UNAUTHORIZED authentication required
code-12 DENIED requested access to the resource is denied
code-13 UNSUPPORTED the operation is unsupported
code-14 TOOMANYREQUESTS too many requests`

describe('the error table', () => {
  it('holds the rows of the specification, each with its id, code and message', () => {
    const rows = Object.entries(errorTable)
      .filter(([, row]) => row.id.startsWith('code-'))
      .map(([code, row]) => `${row.id} ${code} ${row.message}`)
    expect(rows).toEqual(SPECIFICATION.trim().split('\n'))
  })

  it.each(Object.keys(errorTable))('%s is upper-case letters and underscores', (code) => {
    expect(code).toMatch(/^[A-Z_]+$/)
  })

  it('answers with client errors only for codes of the specification or of the Docker API it keeps', () => {
    const own = Object.values(errorTable).filter((row) => row.id === 'server')
    expect(own.flatMap((row) => [...row.statuses]).every((status) => status >= 500)).toBe(true)
  })
})

describe('RegistryError', () => {
  it("takes the first status of its row and the table's message", () => {
    expect(new RegistryError('MANIFEST_UNKNOWN')).toMatchObject({
      status: 404,
      message: 'manifest unknown to registry',
    })
  })

  it('takes another status of its row and continues the message with a reason', () => {
    const error = new RegistryError('MANIFEST_INVALID', 'it is too large', {
      status: 413,
      detail: { limit: 4 },
    })
    expect(error.status).toBe(413)
    expect(error.toEnvelope()).toEqual({
      errors: [
        { code: 'MANIFEST_INVALID', message: 'manifest invalid: it is too large', detail: { limit: 4 } },
      ],
    })
  })
})
