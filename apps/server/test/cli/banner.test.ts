import { expect, it } from 'vitest'
import { authority } from '../../src/cli/announce.ts'
import { banner } from '../../src/cli/banner.ts'

const facts = {
  version: '1.2.3',
  url: 'http://localhost:5000',
  folder: '/data',
  empty: true,
  isReachable: false,
  isGuarded: false,
}

it('shows whoever has stored nothing yet how to push', () => {
  const shown = banner(facts)
  expect(shown).toContain('ready at http://localhost:5000\n')
  expect(shown).toContain('docker push localhost:5000/hello-world\n')
  expect(shown).toContain('to this machine only')
})

it('shows whoever has stored something where to see it', () => {
  const shown = banner({ ...facts, empty: false, isReachable: true })
  expect(shown).toContain('curl http://localhost:5000/v2/_catalog\n')
  expect(shown).not.toContain('docker push')
  expect(shown).toContain('to everybody who reaches this machine')
})

it('shows to whom a registry with rules is open, and that one logs in first', () => {
  const shown = banner({ ...facts, isReachable: true, isGuarded: true })
  expect(shown).toContain('to everybody who reaches this machine, as access.rules allow\n')
  expect(shown).toContain('docker login localhost:5000\n')
})

it.each([
  ['127.0.0.1', 'localhost:5000'],
  ['::1', 'localhost:5000'],
  ['0.0.0.0', 'localhost:5000'],
  ['::', 'localhost:5000'],
  ['192.0.2.1', '192.0.2.1:5000'],
  ['2001:db8::1', '[2001:db8::1]:5000'],
  ['registry.internal', 'registry.internal:5000'],
])('who listens on %s is found at %s', (host, found) => {
  expect(authority(host, 5000)).toBe(found)
})
