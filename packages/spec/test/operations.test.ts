import { describe, expect, it } from 'vitest'
import { buildDocument } from '../src/document.ts'
import { errorTable, headers, manifestSchemas, type Operation, operations, pathOf } from '../src/index.ts'

/** The table of the specification, "Endpoints": id, methods, path, success, failure. */
const SPECIFICATION = `
end-1 GET /v2/ 200 401
end-2 GET,HEAD /v2/{name}/blobs/{digest} 200 404
end-3 GET,HEAD /v2/{name}/manifests/{reference} 200 404
end-4a POST /v2/{name}/blobs/uploads/ 202
end-4b POST /v2/{name}/blobs/uploads/ 201,202 400
end-4c POST /v2/{name}/blobs/uploads/ 201,202 400
end-5 PATCH /v2/{name}/blobs/uploads/{session} 202 404,416
end-6 PUT /v2/{name}/blobs/uploads/{session} 201 404,400,416
end-7a PUT /v2/{name}/manifests/{reference} 201 413
end-7b PUT /v2/{name}/manifests/{reference} 201 413
end-8a GET /v2/{name}/tags/list 200 404
end-8b GET /v2/{name}/tags/list 200 404
end-9 DELETE /v2/{name}/manifests/{reference} 202 404,400,405
end-10 DELETE /v2/{name}/blobs/{digest} 202 404,400,405
end-11 POST /v2/{name}/blobs/uploads/ 201,202
end-12a GET /v2/{name}/referrers/{digest} 200 400
end-12b GET /v2/{name}/referrers/{digest} 200 400
end-13 GET /v2/{name}/blobs/uploads/{session} 204 404
end-14 DELETE /v2/{name}/blobs/uploads/{session} 204 404,400`

const all: readonly Operation[] = Object.values(operations)
interface DocumentedOperation {
  operationId: string
  responses: Record<string, unknown>
}
const document = buildDocument('0.0.0') as { paths: Record<string, Record<string, DocumentedOperation>> }

describe('the operations', () => {
  it.each(SPECIFICATION.trim().split('\n'))('cover %s', (row) => {
    const [endpoint = '', methods = '', path = '', success = '', failure = ''] = row.split(' ')
    for (const method of methods.split(',')) {
      const found = all.find(
        (operation) => operation.method === method && operation.endpoints.some((id) => id === endpoint),
      )
      expect(found?.path).toBe(path)
      const statuses = Object.keys(document.paths[path]?.[method.toLowerCase()]?.responses ?? {})
      expect(statuses).toEqual(
        expect.arrayContaining([...success.split(','), ...failure.split(',').filter(Boolean)]),
      )
    }
  })

  it.each(Object.entries(operations))('%s is keyed by its own id', (id, operation) =>
    expect(operation.id).toBe(id),
  )

  it('carry a right each, so that none can run unchecked', () => {
    expect(all.filter((operation) => operation.action === undefined)).toEqual([])
    const unguarded = all
      .filter((operation) => operation.action === 'public')
      .map((operation) => operation.path)
    expect(unguarded.filter((path) => path.startsWith('/v2'))).toEqual([])
  })
})

describe('the document', () => {
  it('has every operation under its id', () => {
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map((entry) => entry.operationId),
    )
    expect(ids.sort()).toEqual(Object.keys(operations).sort())
  })

  it('is the same each time it is made', () => {
    expect(JSON.stringify(buildDocument('1.2.3'))).toBe(JSON.stringify(buildDocument('1.2.3')))
  })

  it('names every error code of the table', () => {
    const text = JSON.stringify(document)
    expect(Object.keys(errorTable).filter((code) => !text.includes(`"${code}"`))).toEqual([])
  })
})

describe('headers', () => {
  it.each(Object.entries(headers))('the example of %s fits its own pattern', (_, { example, pattern }) => {
    expect(example).toMatch(pattern)
  })
})

describe('image schemas', () => {
  const schemas = (document as unknown as { components: { schemas: Record<string, { example?: unknown }> } })
    .components.schemas
  const examples = ['ImageManifest', 'ImageIndex', 'DockerManifest', 'DockerManifestList'].map(
    (name) => schemas[name]?.example,
  )

  it.each(Object.entries(manifestSchemas))('the example of %s is one', (mediaType, schema) => {
    const example = examples.find((candidate) => (candidate as { mediaType: string }).mediaType === mediaType)
    expect(schema.parse(example)).toEqual(example)
  })
})

describe('pathOf', () => {
  it('leaves the slashes of names and the colon of digests as they are', () => {
    const digest = `sha256:${'0'.repeat(64)}`
    expect(pathOf(operations.getBlob, { name: 'a/b', digest })).toBe(`/v2/a/b/blobs/${digest}`)
  })

  it('escapes what would end the path', () => {
    expect(pathOf(operations.getManifest, { name: 'a', reference: 'x?y' })).toBe('/v2/a/manifests/x%3Fy')
  })
})
