/**
 * Fills the `{…}` of a path. Repository names hold slashes and digests colons, and both stand there as they are
 * (`x-multi-segment`).
 * @throws {TypeError} when a value would lead to another path than the one it stands in.
 */
export function fillPath(path: string, values: Record<string, unknown>): string {
  return path.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const value = String(values[name] ?? '')
    if (value === '' || value.split('/').some((segment) => segment === '.' || segment === '..'))
      throw new TypeError(`${JSON.stringify(value)} cannot be the {${name}} of ${path}`)
    return encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':')
  })
}
