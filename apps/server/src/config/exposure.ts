import { isLoopback } from './address.ts'
import { fields } from './fields.ts'
import type { Flags } from './flags.ts'
import type { Given } from './given.ts'
import { isGuarded } from './guarded.ts'
import type { Config } from './schema.ts'

/** Why the registry will not listen there, and what to type instead; undefined when it may. */
export function exposure(
  config: Config,
  given: ReadonlyMap<string, Given>,
  flags: Flags,
): string | undefined {
  const { host } = config.http
  if (isLoopback(host) || config.access.insecureAnonymous || isGuarded(config)) return undefined
  const where = given.get('http.host')?.from ?? 'default'
  const again = ['berth serve', ...typed(flags), '--insecure-anonymous'].join(' ')
  return (
    `${where}: listening on ${host} would let everybody who reaches it pull, push and delete, as there are no ` +
    `access.rules. Write some, keep to 127.0.0.1, or accept that with: ${again}`
  )
}

/** The flags as they were typed. */
function typed(flags: Flags): string[] {
  const names = ['config', ...fields.flatMap(({ flag }) => flag ?? [])]
  return names.flatMap((name) => {
    const value = flags[name]
    if (name === 'insecure-anonymous' || value === undefined || value === false) return []
    if (value === true) return [`--${name}`]
    return [`--${name} ${/^[\w./:-]+$/.test(value) ? value : `'${value}'`}`]
  })
}
