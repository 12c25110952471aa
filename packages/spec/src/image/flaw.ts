import type { z } from '@hono/zod-openapi'

/** The first thing about a document that is not as its schema says. */
export interface Flaw {
  readonly path: readonly (string | number)[]
  /** What is wrong there, in words. Made on demand: many who ask want to know only whether there is a flaw. */
  readonly message: () => string
}

/**
 * Looks for a flaw and stops at the first. zod lists all of them: a few megabytes in which every entry is wrong then
 * take it seconds and gigabytes. Understands the schemas of this folder: objects, lists and records are walked here,
 * and what stands in them is zod's to judge.
 */
export function firstFlaw(schema: z.ZodType, value: unknown): Flaw | undefined {
  if (isOptional(schema)) {
    return value === undefined ? undefined : firstFlaw(schema.unwrap() as z.ZodType, value)
  }
  if (isObjectSchema(schema) && isObject(value)) return flawOfObject(schema, value)
  if (isArraySchema(schema) && Array.isArray(value)) return flawOfArray(schema, value)
  if (isRecordSchema(schema) && isObject(value)) return flawOfRecord(schema, value)
  const result = schema.safeParse(value)
  if (result.success) return undefined
  return { path: [], message: () => result.error.issues[0]?.message ?? 'Invalid input' }
}

// zod's classes make a search of `instanceof`, which is asked for every value of a document here.
const isOptional = (schema: z.ZodType): schema is z.ZodOptional => schema.type === 'optional'
const isObjectSchema = (schema: z.ZodType): schema is z.ZodObject => schema.type === 'object'
const isArraySchema = (schema: z.ZodType): schema is z.ZodArray => schema.type === 'array'
const isRecordSchema = (schema: z.ZodType): schema is z.ZodRecord => schema.type === 'record'

/** Members a schema does not name are nobody's business. */
function flawOfObject(schema: z.ZodObject, value: Record<string, unknown>): Flaw | undefined {
  const { shape } = schema
  for (const name in shape) {
    const flaw = firstFlaw(shape[name] as z.ZodType, Object.hasOwn(value, name) ? value[name] : undefined)
    if (flaw !== undefined) return below(name, flaw)
  }
  return undefined
}

function flawOfArray(schema: z.ZodArray, value: readonly unknown[]): Flaw | undefined {
  for (const [index, entry] of value.entries()) {
    const flaw = firstFlaw(schema.element as z.ZodType, entry)
    if (flaw !== undefined) return below(index, flaw)
  }
  return undefined
}

function flawOfRecord(schema: z.ZodRecord, value: Record<string, unknown>): Flaw | undefined {
  // Not Object.entries: of an object of a hundred thousand members V8 makes such a list in twice the time.
  for (const key of Object.keys(value)) {
    const flaw = firstFlaw(schema.valueType as z.ZodType, value[key])
    if (flaw !== undefined) return below(key, flaw)
  }
  return undefined
}

function below(key: string | number, { path, message }: Flaw): Flaw {
  return { path: [key, ...path], message }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
