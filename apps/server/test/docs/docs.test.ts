import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'
import { openMemoryStorage } from '@berth/storage'
import { describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { docsAsset, docsPage, openapiDocument } from '../../src/docs/index.ts'

const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8')

const page = textOf(docsPage().bytes)
const linked = [...page.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url ?? '')
const assets = [...new Set(linked.filter((url) => url.startsWith('docs/')))]

describe('the documentation page', () => {
  it('links to nothing but its own assets and the document, relative to itself', () => {
    expect(new Set(linked.filter((url) => !url.startsWith('docs/')))).toEqual(new Set(['openapi.json']))
    expect(assets.length).toBeGreaterThan(3)
  })

  it('lets the browser load nothing from elsewhere and evaluate nothing', () => {
    const { contentSecurityPolicy } = docsPage()
    expect(contentSecurityPolicy).toMatch(/^default-src 'none'; /)
    expect(contentSecurityPolicy).not.toMatch(/https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/)
  })

  it.each(assets)('%s exists, with a type and an entity tag', (url) => {
    const asset = docsAsset(url.slice('docs/'.length))
    expect(asset?.bytes.byteLength).toBeGreaterThan(0)
    expect(asset?.etag).toMatch(/^"[0-9a-f]+"$/)
    expect(asset?.contentType).toMatch(/^(text\/(css|javascript); charset=utf-8|image\/svg\+xml)$/)
    expect(textOf(asset?.bytes ?? new Uint8Array())).not.toContain('sourceMappingURL')
  })

  it('starts by a script that is one', () => {
    expect(() => new Script(textOf(docsAsset('berth.js')?.bytes ?? new Uint8Array()))).not.toThrow()
  })

  it.each(['package.json', 'index.js', '../package.json', '__proto__', 'constructor', ''])(
    'has no asset %j',
    (name) => {
      expect(docsAsset(name)).toBeUndefined()
    },
  )
})

describe('the document', () => {
  it('is the one that is committed', () => {
    const committed = readFileSync(new URL('../../../../packages/spec/openapi.json', import.meta.url), 'utf8')
    expect(JSON.stringify(openapiDocument().json)).toBe(JSON.stringify(JSON.parse(committed)))
  })
})

describe('the registry', () => {
  it('serves page, assets and document', async () => {
    const storage = await openMemoryStorage()
    const app = createApp({ storage, settings: { contractMode: true } })
    for (const url of ['docs', ...assets, 'openapi.json']) {
      const reply = await app.fetch(new Request(`http://registry.test/${url}`))
      expect([url, reply.status]).toEqual([url, 200])
      expect((await reply.arrayBuffer()).byteLength).toBeGreaterThan(0)
    }
    const reply = await app.fetch(new Request('http://registry.test/docs'))
    expect(reply.headers.get('content-security-policy')).toBe(docsPage().contentSecurityPolicy)
    await storage.close()
  })
})
