import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const HOUSE = fileURLToPath(new URL('../../../', import.meta.url))

/**
 * Which of our packages each folder may import: arrows point down only. Where a package may see no more than a part of
 * another, the part is named.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'packages/digest/src': [],
  'packages/spec/src': ['@berth/digest'],
  'packages/storage/src': [
    '@berth/digest',
    '@berth/digest/fingerprint',
    '@berth/spec/errors',
    '@berth/spec/grammar',
    '@berth/spec/image',
  ],
  'packages/sdk/src': ['@berth/digest', '@berth/spec/errors', '@berth/spec/grammar', '@berth/spec/image'],
  'packages/sdk/test': [
    '@berth/digest',
    '@berth/spec',
    '@berth/spec/errors',
    '@berth/spec/grammar',
    '@berth/spec/image',
  ],
  'apps/server/src': [
    '@berth/digest',
    '@berth/sdk',
    '@berth/spec',
    '@berth/spec/document',
    '@berth/spec/errors',
    '@berth/spec/grammar',
    '@berth/spec/image',
    '@berth/spec/openapi.json',
    '@berth/storage',
  ],
}

/** Libraries that belong to one package alone. */
const AT_HOME: Readonly<Record<string, string>> = {
  '@hono/node-server': 'apps/server',
  pino: 'apps/server',
  '@photostructure/sqlite': 'packages/storage',
  'openapi-fetch': 'packages/sdk',
}

const IMPORT = /(?:from|import)\s*\(?\s*'([^']+)'|(?:require|resolve)\(\s*'([^']+)'\s*\)/g

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.m?[tj]s$/.test(entry.name) ? [path] : []
  })
}

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? '')
}

describe('imports', () => {
  it.each(Object.entries(ALLOWED))('of %s point only at %j', (folder, allowed) => {
    const files = sources(join(HOUSE, folder))
    expect(files.length).toBeGreaterThan(0)
    const wrong = files.flatMap((file) =>
      importsOf(file)
        .filter((name) => name.startsWith('@berth/') && !allowed.includes(name))
        .map((name) => `${relative(HOUSE, file)} imports ${name}`),
    )
    expect(wrong).toEqual([])
  })

  it('of the client are for the command line only, which asks a running registry', () => {
    const server = join(HOUSE, 'apps/server/src')
    const wrong = sources(server)
      .filter((file) => importsOf(file).includes('@berth/sdk'))
      .map((file) => relative(server, file))
    expect(wrong.filter((file) => !file.startsWith('cli/'))).toEqual([])
  })

  it('of files stay within their package, but through its name', () => {
    const wrong = Object.keys(ALLOWED).flatMap((folder) => {
      const root = join(HOUSE, folder.split('/').slice(0, 2).join('/'))
      return sources(join(HOUSE, folder)).flatMap((file) =>
        importsOf(file)
          .filter((name) => name.startsWith('.') && !join(file, '..', name).startsWith(root))
          .map((name) => `${relative(HOUSE, file)} imports ${name}`),
      )
    })
    expect(wrong).toEqual([])
  })

  it.each(Object.entries(AT_HOME))('of %s are found in %s alone', (library, home) => {
    const strangers = Object.keys(ALLOWED).filter(
      (folder) => folder.endsWith('/src') && !folder.startsWith(home),
    )
    const wrong = strangers
      .flatMap((folder) => sources(join(HOUSE, folder)))
      .filter((file) => importsOf(file).some((name) => name === library || name.startsWith(`${library}/`)))
    expect(wrong.map((file) => relative(HOUSE, file))).toEqual([])
  })
})

describe('the house', () => {
  it('has no rooms named after nothing', () => {
    const junk = ['apps', 'packages']
      .flatMap((folder) => sources(join(HOUSE, folder)))
      .filter(
        (file) =>
          !file.includes('node_modules') &&
          /(?:^|\/)(?:utils?|types|common|helpers|misc)(?:\.ts|\/)/.test(relative(HOUSE, file)),
      )
    expect(junk.map((file) => relative(HOUSE, file))).toEqual([])
  })
})
