import { describe, expect, it } from 'vitest'
import { outOfOrder, parseTrace, rename, reply, sync } from './system-calls.ts'

const orderOfBlob = [
  sync('file', /\/uploads\/[^/]+$/),
  rename('name', /\/blobs\//),
  sync('database', /meta\.db-wal$/),
  reply(201),
]

const file = '10 fdatasync(23</data/uploads/id>) = 0'
const name = '11 rename("/data/uploads/id", "/data/blobs/aa") = 0'
const database = '12 fdatasync(19</data/meta.db-wal>) = 0 (DELAYED)'
const created = '10 write(30<TCP:[1]>, "HTTP/1.1 201 Created"..., 300) = 300'

const judge = (...lines: string[]) => outOfOrder(parseTrace(lines.join('\n')), orderOfBlob)

describe('an audit of system calls', () => {
  it('takes the steps in their order, whatever stands between them', () => {
    expect(judge(file, '10 write(5<pipe:[2]>, "x", 1) = 1', name, database, created)).toBeUndefined()
  })

  it('reports a step that is missing', () => {
    expect(judge(name, database, created)).toBe('file is missing')
  })

  it('reports a step that comes too late', () => {
    expect(judge(file, name, created, database)).toBe('database comes after the reply of 201, not before')
    expect(judge(database, file, name, created)).toBe('name comes after database, not before')
  })

  it('does not take a sync that failed for one', () => {
    expect(judge(file.replace('= 0', '= -1 EIO (Input/output error)'), name, database, created)).toBe(
      'file is missing',
    )
  })

  it('does not take a sync for done that has only begun', () => {
    const begun = '12 fdatasync(19</data/meta.db-wal> <unfinished ...>'
    const done = '12 <... fdatasync resumed>) = 0'
    expect(judge(file, name, begun, done, created)).toBeUndefined()
    expect(judge(file, name, begun, created, done)).toBe('database comes after the reply of 201, not before')
  })
})
