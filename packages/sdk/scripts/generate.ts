import { readFileSync, writeFileSync } from 'node:fs'
import type { OpenAPI3 } from 'openapi-typescript'
import { type ApiDocument, operationsModule } from './operations-module.ts'
import { schemaModule } from './schema-module.ts'

/** Writes `src/generated/*.gen.ts` from the contract's OpenAPI document. The same document gives the same bytes. */
const text = readFileSync(new URL('../../spec/openapi.json', import.meta.url), 'utf8')
const generated = new URL('../src/generated/', import.meta.url)

writeFileSync(new URL('schema.gen.ts', generated), await schemaModule(JSON.parse(text) as OpenAPI3))
writeFileSync(new URL('operations.gen.ts', generated), operationsModule(JSON.parse(text) as ApiDocument))
