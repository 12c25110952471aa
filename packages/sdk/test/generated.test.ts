import { readFileSync } from 'node:fs'
import type { OpenAPI3 } from 'openapi-typescript'
import { describe, expect, it } from 'vitest'
import { type ApiDocument, operationsModule } from '../scripts/operations-module.ts'
import { schemaModule } from '../scripts/schema-module.ts'
import { createRegistryClient, digestOf, type Operations } from '../src/index.ts'
import { sample } from './client-of.ts'
import { type FakeRegistry, fakeRegistry } from './fake-registry.ts'

const text = readFileSync(new URL('../../spec/openapi.json', import.meta.url), 'utf8')

function generated(name: string): string {
  return readFileSync(new URL(`../src/generated/${name}`, import.meta.url), 'utf8')
}

function fixture(): { registry: FakeRegistry; api: Operations } {
  const registry = fakeRegistry()
  return { registry, api: createRegistryClient('registry.test', { fetch: registry.fetch }).api }
}

describe('the generated operations', () => {
  it('are one method for each operationId', () => {
    const document = JSON.parse(text) as ApiDocument
    const ids = Object.values(document.paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    )
    expect(Object.keys(fixture().api).sort()).toEqual(ids.sort())
  })

  it('are those of the contract as it is now', async () => {
    expect(operationsModule(JSON.parse(text) as ApiDocument)).toBe(generated('operations.gen.ts'))
    expect(await schemaModule(JSON.parse(text) as OpenAPI3)).toBe(generated('schema.gen.ts'))
  })

  it('gain a method when the contract gains an operation', () => {
    const document = JSON.parse(text) as ApiDocument
    document.paths['/v2/{name}/new'] = { get: { operationId: 'getNew', summary: 'New', responses: {} } }
    expect(operationsModule(document)).toContain("client.GET('/v2/{name}/new'")
  })

  it('send and give manifests and blobs as the bytes they are', async () => {
    const { registry, api } = fixture()
    const body = new TextEncoder().encode('{ "schemaVersion":2 }\n')
    const put = await api.putManifest({
      params: { path: { name: 'a/b', reference: 'x' } },
      headers: { 'Content-Type': 'application/vnd.example+json' },
      body,
    })
    expect(put.response.status).toBe(201)
    const got = await api.getManifest({ params: { path: { name: 'a/b', reference: 'x' } } })
    expect(new Uint8Array(got.data ?? new ArrayBuffer(0))).toEqual(body)

    registry.blobs.set(digestOf(sample(9)), sample(9))
    const blob = await api.getBlob({ params: { path: { name: 'a/b', digest: digestOf(sample(9)) } } })
    expect(blob.data).toBeInstanceOf(ReadableStream)
    expect(new Uint8Array(await new Response(blob.data).arrayBuffer())).toEqual(sample(9))
  })

  it('call the bytes of an upload octets, and a stream needs nothing special', async () => {
    const { registry, api } = fixture()
    const body = new Blob([sample(9)]).stream()
    await api.startUpload({ params: { path: { name: 'a/b' } }, body })
    expect(registry.headers.at(-1)?.get('Content-Type')).toBe('application/octet-stream')
    await api.startUpload({ params: { path: { name: 'a/b' } } })
    expect(registry.headers.at(-1)?.get('Content-Type')).toBeNull()
  })

  it('send a document as JSON, and say so', async () => {
    let sent: Request | undefined
    const fetch = async (request: Request) => {
      sent = request
      return Response.json({}, { status: 201 })
    }
    const { api } = createRegistryClient('registry.test', { fetch })
    await api.createToken({ body: { name: 'ci', scopes: ['pull:**'] } })
    expect(sent?.headers.get('Content-Type')).toBe('application/json')
    expect(await sent?.text()).toBe('{"name":"ci","scopes":["pull:**"]}')
  })

  it('give the error of a refusal, and do not throw it', async () => {
    const { api } = fixture()
    const { data, error, response } = await api.getManifest({
      params: { path: { name: 'a/b', reference: 'none' } },
    })
    expect(data).toBeUndefined()
    expect(error?.errors[0]?.code).toBe('MANIFEST_UNKNOWN')
    expect(response.status).toBe(404)
  })
})
