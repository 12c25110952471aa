/** Longer values are left out: no rule asks for one, and tokens of ours have to stay small. */
const MAX_LENGTH = 1024

type Json = Readonly<Record<string, unknown>>

/** The claims of some names, as text. What a token does not say, or says with a list, is not among them. */
export function claimsNamed(names: Iterable<string>, payload: Json): Record<string, string> {
  const found = [...names].flatMap((name): [string, string][] => {
    const value = textOf(claimAt(payload, name))
    return value === undefined || value.length > MAX_LENGTH ? [] : [[name, value]]
  })
  return Object.fromEntries(found)
}

/**
 * A claim by its name, or by the way to it: `kubernetes.io/serviceaccount/name` is `name` in `serviceaccount` in
 * `kubernetes.io`. A claim that has all of it for a name goes first.
 */
function claimAt(within: unknown, name: string): unknown {
  if (typeof within !== 'object' || within === null || Array.isArray(within)) return undefined
  if (Object.hasOwn(within, name)) return (within as Json)[name]
  const slash = name.indexOf('/')
  const [first, rest] = [name.slice(0, Math.max(slash, 0)), name.slice(slash + 1)]
  return Object.hasOwn(within, first) ? claimAt((within as Json)[first], rest) : undefined
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}
