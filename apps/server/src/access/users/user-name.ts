/** Letters of any script, digits, signs and spaces; what cannot be seen, or was not UTF-8, would fool its reader. */
const PRINTABLE = /^[^:\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}\ufffd]{1,128}$/u

/** Why nobody can have this name, in words that follow "the name …". Basic authentication ends a name at its colon. */
export function problemWithName(name: string): string | undefined {
  if (name === '') return 'is empty'
  if (name.includes(':')) return 'has a colon in it, which separates a name from its password'
  if (!PRINTABLE.test(name)) return 'has to be 1 to 128 printable characters'
  if (name !== name.trim()) return 'begins or ends with a space'
  if (name.startsWith('#')) return 'begins with #, as comments do'
  return undefined
}

/** A name as it has to be typed. */
export function typedName(name: string): string {
  return /^[\w.@+-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`
}
