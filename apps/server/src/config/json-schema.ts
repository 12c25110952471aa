import { z } from 'zod'
import { configSchema } from './schema.ts'

/**
 * The JSON Schema of `berth.yaml`, for editors that complete and check while one types. Draft 7 is the one the YAML
 * language server knows in full.
 */
export function configJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' })
  return { $schema, title: 'Configuration of Berth (berth.yaml)', ...schema }
}
