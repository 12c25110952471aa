import { readFileSync, writeFileSync } from 'node:fs'
import { buildDocument } from '../src/document.ts'

/** Writes `openapi.json` beside this package's manifest. */
const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}
const document = `${JSON.stringify(buildDocument(version), null, 2)}\n`
writeFileSync(new URL('../openapi.json', import.meta.url), document)
