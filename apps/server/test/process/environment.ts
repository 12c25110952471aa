/** The environment of this process without what its user has set for a Berth of theirs, and with what a test sets. */
export function environment(
  variables: Readonly<Record<string, string>> = {},
): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('BERTH_'))
  return { ...Object.fromEntries(inherited), ...variables }
}
