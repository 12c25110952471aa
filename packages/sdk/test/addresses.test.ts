import { describe, expect, it } from 'vitest'
import { createRegistryClient, ProtocolError, ReferenceSyntaxError } from '../src/index.ts'
import { closingAddress, resolveAddress } from '../src/location.ts'
import { fillPath } from '../src/path.ts'
import { redact } from '../src/redact.ts'
import { fakeRegistry } from './fake-registry.ts'

describe('the address of a registry', () => {
  it.each([
    ['localhost:5000', 'http://localhost:5000/'],
    ['localhost', 'http://localhost/'],
    ['127.0.0.1:5000', 'http://127.0.0.1:5000/'],
    ['127.1.2.3', 'http://127.1.2.3/'],
    ['[::1]:5000', 'http://[::1]:5000/'],
    ['registry.localhost:8080', 'http://registry.localhost:8080/'],
    ['registry.example.org', 'https://registry.example.org/'],
    ['registry.example.org:5000', 'https://registry.example.org:5000/'],
    ['127.0.0.1.example.org', 'https://127.0.0.1.example.org/'],
    ['localhost.example.org', 'https://localhost.example.org/'],
    ['10.0.0.1:5000', 'https://10.0.0.1:5000/'],
    ['http://registry.example.org', 'http://registry.example.org/'],
    ['https://localhost:5000', 'https://localhost:5000/'],
    [new URL('http://example.org/prefix'), 'http://example.org/prefix'],
  ])('%s is %s', (registry, url) => {
    expect(createRegistryClient(registry).registry.href).toBe(url)
  })

  it.each([
    '',
    'ftp://example.org',
    'user:secret@example.org',
    'https://a@b',
    'example.org?x=1',
    'https://a/#b',
    'a b',
  ])('is not %j', (registry) => {
    expect(() => createRegistryClient(registry)).toThrow(TypeError)
  })

  it('never shows a password it was given by mistake', () => {
    expect(() => createRegistryClient('https://user:hunter2@example.org')).not.toThrow(/hunter2/)
  })

  it('may have a path before /v2', async () => {
    const registry = fakeRegistry()
    await createRegistryClient('https://example.org/prefix/', { fetch: registry.fetch }).api.getBase()
    expect(registry.log).toEqual(['GET /prefix/v2/'])
  })
})

describe('a path', () => {
  it('keeps the slashes of names and the colons of digests', () => {
    const path = fillPath('/v2/{name}/blobs/{digest}', { name: 'a/b', digest: 'sha256:00' })
    expect(path).toBe('/v2/a/b/blobs/sha256:00')
  })

  it.each(['..', 'a/../b', '.', ''])('is not led elsewhere by %j', (name) => {
    expect(() => fillPath('/v2/{name}/tags/list', { name })).toThrow(TypeError)
  })

  it('escapes what would end it', () => {
    expect(fillPath('/v2/{name}/', { name: 'a?b#c%' })).toBe('/v2/a%3Fb%23c%25/')
  })

  it.each(['Upper', 'a//b', '/a', 'a/', '..', 'a/../b', 'a%2fb', ''])(
    'is not asked for the repository %j',
    (name) => {
      expect(() => createRegistryClient('registry.test').repository(name)).toThrow(ReferenceSyntaxError)
    },
  )
})

describe('a Location', () => {
  const asked = 'https://registry.test/v2/a/blobs/uploads/'

  it.each([
    ['/v2/x?_state=1', 'https://registry.test/v2/x?_state=1'],
    ['x', 'https://registry.test/v2/a/blobs/uploads/x'],
    ['https://store.test/x?sig=a%2Fb', 'https://store.test/x?sig=a%2Fb'],
    ['//store.test/x', 'https://store.test/x'],
  ])('%s leads to %s', (given, url) => {
    expect(resolveAddress(asked, given).href).toBe(url)
  })

  it.each(['http://registry.test/x', 'file:///etc/passwd', 'https://[', 'javascript:alert(1)'])(
    '%s leads nowhere',
    (given) => {
      expect(() => resolveAddress(asked, given)).toThrow(ProtocolError)
    },
  )

  it.each([
    ['https://a/u', 'https://a/u?digest=sha256%3A00'],
    ['https://a/u?_state=x%2Fy+z', 'https://a/u?_state=x%2Fy+z&digest=sha256%3A00'],
  ])('%s is closed by %s, its own query to the letter', (location, closing) => {
    expect(closingAddress(new URL(location), 'sha256:00').href).toBe(closing)
  })
})

describe('an address in a message', () => {
  it.each([
    ['https://a/v2/x?n=1&last=b', 'https://a/v2/x?n=1&last=b'],
    ['https://a/u?_state=secret&digest=sha256:00', 'https://a/u?_state=REDACTED&digest=sha256:00'],
    ['https://a/u?X-Amz-Signature=secret==#frag', 'https://a/u?X-Amz-Signature=REDACTED'],
    ['https://user:secret@a/u', 'https://a/u'],
    ['https://user:se@cret@a/u', 'https://a/u'],
    ['/relative?token=secret', '/relative?token=REDACTED'],
  ])('%s is shown as %s', (address, shown) => {
    expect(redact(address)).toBe(shown)
  })
})
