import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { entityTag } from './document.ts'
import { FAVICON } from './favicon.ts'
import { SCRIPT } from './script.ts'
import { STYLE } from './style.ts'

export interface DocsAsset {
  readonly bytes: Uint8Array
  readonly contentType: string
  readonly etag: string
}

// swagger-ui's bundle holds characters beyond ASCII and does not name its charset itself.
const javascript = 'text/javascript; charset=utf-8'
const css = 'text/css; charset=utf-8'

/** What the page loads, by the last part of its path. */
const sources: Readonly<Record<string, { contentType: string; read: () => Uint8Array }>> = {
  'berth.css': { contentType: css, read: () => Buffer.from(STYLE) },
  'berth.js': { contentType: javascript, read: () => Buffer.from(SCRIPT) },
  'favicon.svg': { contentType: 'image/svg+xml', read: () => Buffer.from(FAVICON) },
  'swagger-ui.css': { contentType: css, read: () => fromSwaggerUi('swagger-ui.css') },
  'swagger-ui-bundle.js': { contentType: javascript, read: () => fromSwaggerUi('swagger-ui-bundle.js') },
}

function fromSwaggerUi(file: string): Uint8Array {
  // Its main module wants a browser's globals, so only its folder is asked for.
  const manifest = createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')
  return withoutSourceMap(readFileSync(join(manifest, '..', file)))
}

/** The maps are not served; naming them would make browsers with open tools ask for them in vain. */
function withoutSourceMap(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('utf8')
  return Buffer.from(text.replace(/\n?(\/\/|\/\*)# sourceMappingURL=\S+(\s*\*\/)?\s*$/, '\n'))
}

const assets = new Map<string, DocsAsset>()

/** A file of the documentation page, read once; undefined when the page has none of this name. */
export function docsAsset(name: string): DocsAsset | undefined {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined
  if (source === undefined) return undefined
  let asset = assets.get(name)
  if (asset === undefined) {
    const bytes = source.read()
    asset = { bytes, contentType: source.contentType, etag: entityTag(bytes) }
    assets.set(name, asset)
  }
  return asset
}
