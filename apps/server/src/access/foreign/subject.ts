const MAX_LENGTH = 1024

/** Whom a token is about, fit to stand in a log line and a database. Undefined when it does not say. */
export function subjectOf({ sub }: { sub?: unknown }): string | undefined {
  if (typeof sub !== 'string' || sub.length > MAX_LENGTH || /\p{Cc}/u.test(sub)) return undefined
  return sub
}
