import { z } from 'zod'
import { type FieldNotes, fieldNotes } from './field.ts'
import { configSchema } from './schema.ts'

/** One leaf of the configuration, with every name it goes by. */
export interface Field extends FieldNotes {
  /** `['http', 'port']` */
  readonly path: readonly string[]
  /** `http.port` */
  readonly key: string
  /** `BERTH_HTTP_PORT` */
  readonly environment: string
  /** As people would write it; undefined when there is none. */
  readonly default: unknown
  readonly isSwitch: boolean
  readonly schema: z.ZodType
}

/** A section by its path; the root has none. */
export interface Section {
  readonly path: readonly string[]
  readonly keys: readonly string[]
}

function inside(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodPrefault ? inside(schema.unwrap() as z.ZodType) : schema
}

function environmentName(path: readonly string[]): string {
  const words = path.map((key) => key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase())
  return ['BERTH', ...words].join('_')
}

const found: { fields: Field[]; sections: Section[] } = { fields: [], sections: [] }

function walk(schema: z.ZodType, path: readonly string[]): void {
  const notes = fieldNotes.get(schema)
  const object = inside(schema)
  if (notes === undefined && object instanceof z.ZodObject) {
    found.sections.push({ path, keys: Object.keys(object.shape) })
    for (const [key, child] of Object.entries(object.shape)) walk(child as z.ZodType, [...path, key])
    return
  }
  if (notes === undefined) throw new Error(`the field ${path.join('.')} is described nowhere`)
  found.fields.push({
    ...notes,
    path,
    key: path.join('.'),
    environment: environmentName(path),
    default: schema instanceof z.ZodPrefault ? schema.def.defaultValue : undefined,
    isSwitch: object instanceof z.ZodBoolean,
    schema,
  })
}
walk(configSchema, [])

/** Every field, in the order they are written. */
export const fields: readonly Field[] = found.fields
export const sections: readonly Section[] = found.sections

/** What is wrong with a value, from its name on; undefined when nothing is. */
export function problemWith(field: Field, name: string, value: unknown): string | undefined {
  const parsed = value === undefined || value === null ? undefined : field.schema.safeParse(value)
  if (parsed?.success) return undefined
  const [issue] = parsed?.error.issues ?? []
  if (field.parts !== undefined && issue !== undefined && issue.path.length > 0)
    return problemWithin(field.parts, name, value, issue)
  return `${name} is ${shown(value)}; expected ${field.expected}`
}

/** What is wrong with a part of a value: people count the entries of a list from one. */
function problemWithin(
  parts: Readonly<Record<string, string>>,
  name: string,
  value: unknown,
  issue: z.core.$ZodIssue,
): string {
  const key = issue.path.find((step): step is string => typeof step === 'string' && step in parts)
  const entry = issue.path.find((step) => typeof step === 'number')
  const where = typeof entry === 'number' ? `${name}, entry ${entry + 1}` : name
  if (issue.code === 'unrecognized_keys') {
    return `${where}: unknown key ${shown(issue.keys[0])}; known are ${Object.keys(parts).join(', ')}`
  }
  const steps = key === undefined ? issue.path : issue.path.slice(0, issue.path.indexOf(key) + 1)
  const found = steps.reduce<unknown>((inner, step) => (inner as Record<PropertyKey, unknown>)?.[step], value)
  if (key === undefined)
    return `${where} is ${shown(found)}; expected the keys ${Object.keys(parts).join(', ')}`
  return `${where}: ${key} is ${found === undefined ? 'missing' : shown(found)}; expected ${parts[key]}`
}

/** What somebody wrote, short enough for one line. */
export function shown(value: unknown): string {
  if (value === null || value === undefined) return 'empty'
  const json = JSON.stringify(value)
  return json.length > 80 ? `${json.slice(0, 79)}…` : json
}
