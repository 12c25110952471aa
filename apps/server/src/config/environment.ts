import { fields, problemWith } from './fields.ts'
import type { Given, Source } from './given.ts'
import { didYouMean } from './nearest.ts'

export type Environment = Readonly<Record<string, string | undefined>>

/**
 * Kubernetes puts the address of every Service into each pod's environment: one called `berth` gives these names
 * (kubernetes.io, "Accessing the Service, environment variables"). Nobody wrote them, so they are no typing errors.
 */
const SERVICE_LINK =
  /^BERTH_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)$/
const isServiceLink = (name: string, value: string): boolean =>
  SERVICE_LINK.test(name) || (name === 'BERTH_PORT' && /^(tcp|udp):\/\//.test(value))

/** What the `BERTH_*` variables say. */
export function readEnvironment(environment: Environment): Source {
  const given = new Map<string, Given>()
  const problems: string[] = []
  for (const [name, text] of Object.entries(environment)) {
    if (!name.startsWith('BERTH_') || text === undefined || isServiceLink(name, text)) continue
    const field = fields.find((candidate) => candidate.environment === name)
    if (field === undefined) {
      const known = fields.map((candidate) => candidate.environment)
      problems.push(`${name} is not a setting of Berth${didYouMean(name, known, '')}`)
      continue
    }
    const value = field.fromText(text)
    const wrong = problemWith(field, name, value)
    if (wrong === undefined) given.set(field.key, { value, from: name })
    else problems.push(wrong)
  }
  return { given, problems }
}
