/** Media types and schemas of one request or response body, as OpenAPI writes them. */
export type Content = Record<string, { schema?: { type?: string; format?: string } }>

/**
 * Whether a body is handed around as bytes. Binary content is, and so is content of several media types: it cannot be
 * parsed before its Content-Type is known, and a manifest, the one case there is, is never re-serialised.
 */
export function hasBytes(content: Content): boolean {
  const bodies = Object.values(content)
  return bodies.length > 1 || bodies.some(({ schema }) => schema?.format === 'binary')
}
