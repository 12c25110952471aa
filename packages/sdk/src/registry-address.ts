/** Hosts that are this machine: the only ones asked without encryption unless a URL says so. */
function isLocal(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(?:\.[0-9]{1,3}){3}$/.test(hostname)
  )
}

/**
 * The address of a registry from what people write: `localhost:5000`, `registry.example.org`, or a URL taken as given.
 * @throws {TypeError} when it is no address, or holds what an address must not.
 */
export function registryAddress(registry: string | URL): URL {
  const url = toUrl(registry)
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new TypeError(`a registry is reached by http or https, not ${url.protocol}`)
  // They would end up in every message that shows the address.
  if (url.username !== '' || url.password !== '')
    throw new TypeError('pass the user and password as `credentials`, not within the address of the registry')
  if (url.search !== '' || url.hash !== '')
    throw new TypeError(
      `the address of a registry has no query and no fragment: ${url.origin}${url.pathname}`,
    )
  return url
}

function toUrl(registry: string | URL): URL {
  if (registry instanceof URL) return new URL(registry)
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(registry)) return new URL(registry)
  const url = new URL(`https://${registry}`)
  return isLocal(url.hostname) ? new URL(`http://${registry}`) : url
}
