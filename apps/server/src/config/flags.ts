import { fields, problemWith } from './fields.ts'
import type { Given, Source } from './given.ts'

/** Flags as the command line gave them, by name without dashes. */
export type Flags = Readonly<Record<string, string | boolean | undefined>>

/** What the flags say that stand for fields. */
export function readFlags(flags: Flags): Source {
  const given = new Map<string, Given>()
  const problems: string[] = []
  for (const field of fields) {
    const written = field.flag === undefined ? undefined : flags[field.flag]
    if (written === undefined) continue
    const name = `--${field.flag}`
    const value = typeof written === 'string' ? field.fromText(written) : written
    const wrong = problemWith(field, name, value)
    if (wrong === undefined) given.set(field.key, { value, from: name })
    else problems.push(wrong)
  }
  return { given, problems }
}
