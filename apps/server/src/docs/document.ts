import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** The OpenAPI document the server is built from, and a validator for caches. */
export interface OpenapiDocument {
  readonly json: { readonly openapi: string; readonly [key: string]: unknown }
  readonly etag: string
}

let document: OpenapiDocument | undefined

/** The document as it was generated and committed: the one that reviewers have read. */
export function openapiDocument(): OpenapiDocument {
  if (document === undefined) {
    // Resolved as a package's file, which is right from the source, from dist, and from an installed package alike.
    const bytes = readFileSync(createRequire(import.meta.url).resolve('@berth/spec/openapi.json'))
    document = { json: JSON.parse(bytes.toString('utf8')), etag: entityTag(bytes) }
  }
  return document
}

export function entityTag(bytes: Uint8Array): string {
  return `"${createHash('sha256').update(bytes).digest('hex').slice(0, 32)}"`
}
