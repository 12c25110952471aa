import openapiTS, { astToString, type OpenAPI3 } from 'openapi-typescript'
import ts from 'typescript'
import { type Content, hasBytes } from './content.ts'

const HEADER = '// Generated from packages/spec/openapi.json by `npm run generate`. Do not edit.\n\n'

interface WithContent {
  content?: Content
}

/** Content read as bytes is declared as bytes, whatever document those bytes may hold. */
function declareBytes(part: WithContent | undefined): void {
  if (part?.content === undefined || !hasBytes(part.content)) return
  for (const type of Object.keys(part.content))
    part.content[type] = { schema: { type: 'string', format: 'binary' } }
}

/** The types of every path, parameter, header and schema, by openapi-typescript. */
export async function schemaModule(document: OpenAPI3): Promise<string> {
  for (const item of Object.values(document.paths ?? {})) {
    for (const operation of Object.values(item as Record<string, unknown>)) {
      const { requestBody, responses = {} } = operation as {
        requestBody?: WithContent
        responses?: Record<string, WithContent>
      }
      declareBytes(requestBody)
      for (const response of Object.values(responses)) declareBytes(response)
    }
  }
  const nodes = await openapiTS(document, {
    silent: true,
    inject: "import type { Bytes } from '../bytes.ts'\n",
    transform: (schema) =>
      schema.format === 'binary' ? ts.factory.createTypeReferenceNode('Bytes') : undefined,
  })
  return `${HEADER}${astToString(nodes)}`
}
