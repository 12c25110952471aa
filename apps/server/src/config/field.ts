import { z } from 'zod'
import { DURATION_PATTERN, parseDuration } from './duration.ts'
import { parseSize, SIZE_PATTERN } from './size.ts'

/** What a field knows about itself beside its zod type: enough for errors, environment, flags and documentation. */
export interface FieldNotes {
  readonly description: string
  /** What to write, in words that finish "expected …". */
  readonly expected: string
  /** Its command line flag, without the dashes. */
  readonly flag?: string | undefined
  /** Environment and command line know only text: this makes of it what YAML would have given. */
  readonly fromText: (text: string) => unknown
  /** What to write for each key of a value that has keys of its own. */
  readonly parts?: Readonly<Record<string, string>> | undefined
}

export const fieldNotes = z.registry<FieldNotes>()

interface About<Value> {
  readonly description: string
  readonly default: Value
  readonly flag?: string
}

function field<Schema extends z.ZodType>(
  schema: Schema,
  about: About<z.input<Schema>>,
  notes: Pick<FieldNotes, 'expected' | 'fromText'>,
): z.ZodPrefault<Schema> {
  const { description, flag } = about
  // `prefault`, not `default`: a default is written the way people write it, and parsed like the rest.
  const described = schema.prefault(about.default as never).meta({ description })
  fieldNotes.add(described, { description, flag, ...notes })
  return described
}

const asItIs = (text: string): unknown => text

export function text(about: About<string> & { pattern: RegExp; expected: string }) {
  return field(z.string().regex(about.pattern), about, { expected: about.expected, fromText: asItIs })
}

/** Text that may be absent. `check` says whether it will do. */
export function optionalText(
  about: Omit<About<string>, 'default'> & { check: (text: string) => boolean; expected: string },
) {
  const { description, flag, expected } = about
  const schema = z.string().refine(about.check).optional().meta({ description })
  return schema.register(fieldNotes, { description, flag, expected, fromText: asItIs })
}

export function integer(about: About<number> & { min: number; max: number }) {
  return field(z.int().min(about.min).max(about.max), about, {
    expected: `a whole number from ${about.min} to ${about.max}`,
    fromText: (text) => (/^\d+$/.test(text) ? Number(text) : text),
  })
}

export function toggle(about: About<boolean>) {
  const words: Readonly<Record<string, boolean>> = { true: true, false: false }
  return field(z.boolean(), about, { expected: 'true or false', fromText: (text) => words[text] ?? text })
}

export function choice<const Value extends string>(about: About<Value> & { values: readonly Value[] }) {
  return field(z.enum(about.values), about, {
    expected: `one of ${about.values.join(', ')}`,
    fromText: asItIs,
  })
}

/** A list; in the environment its items are separated by commas. `check` says whether an item will do. */
export function list(about: About<string[]> & { check: (item: string) => boolean; expected: string }) {
  return field(z.array(z.string().refine(about.check)), about, {
    expected: about.expected,
    fromText: (text) => (text.trim() === '' ? [] : text.split(',').map((item) => item.trim())),
  })
}

/** A span of time, in milliseconds once parsed. */
export function duration(about: About<string> & { min: string; max: string }) {
  const [min, max] = [parseDuration(about.min), parseDuration(about.max)]
  const schema = z
    .string()
    .regex(DURATION_PATTERN)
    .refine((text) => parseDuration(text) >= min && parseDuration(text) <= max)
    .transform(parseDuration)
  return field(schema, about, {
    expected: `a duration such as ${about.default}, from ${about.min} to ${about.max} (units: ms, s, m, h, d)`,
    fromText: asItIs,
  })
}

/** An amount of data, in bytes once parsed. */
export function size(about: About<string> & { min: string; max: string }) {
  const [min, max] = [parseSize(about.min), parseSize(about.max)]
  const schema = z
    .string()
    .regex(SIZE_PATTERN)
    .refine((text) => parseSize(text) >= min && parseSize(text) <= max)
    .transform(parseSize)
  return field(schema, about, {
    expected: `a size such as ${about.default}, from ${about.min} to ${about.max} (units: B, kB, MB, GB, KiB, MiB, GiB)`,
    fromText: asItIs,
  })
}

/** A value with a shape of its own, such as a list of rules; in the environment it is JSON. Absent when not given. */
export function structure<Schema extends z.ZodType>(
  schema: Schema,
  about: { description: string; expected: string; parts: Readonly<Record<string, string>> },
) {
  const described = schema.optional().meta({ description: about.description })
  fieldNotes.add(described, { ...about, fromText: jsonOrText })
  return described
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
