import { ProtocolError } from './errors.ts'

/**
 * Resolves an address a registry has answered with against the address that was asked.
 *
 * It is opaque, relative or absolute, and followed as given; only a step from https down to http is not taken, for it
 * would send the content in the clear.
 * @throws {ProtocolError} when it is no address to follow.
 */
export function resolveAddress(asked: string, given: string): URL {
  if (!URL.canParse(given, asked)) throw new ProtocolError(asked, 'the address it answered with is not a URL')
  const url = new URL(given, asked)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new ProtocolError(asked, `it answered with an address of ${url.protocol}`)
  if (url.protocol === 'http:' && new URL(asked).protocol === 'https:')
    throw new ProtocolError(
      asked,
      'it is reached by https and answered with an http address; the registry has to be told its external URL',
    )
  url.username = ''
  url.password = ''
  return url
}

/**
 * The `Location` of a reply.
 * @throws {ProtocolError} when there is none, or none that can be followed.
 */
export function locationOf(response: Response): URL {
  const location = response.headers.get('Location')
  if (location === null)
    throw new ProtocolError(response.url, 'the reply lacks the Location the specification asks for')
  return resolveAddress(response.url, location)
}

/** The address that closes an upload: the query it has is kept to the letter (protocol fact 13). */
export function closingAddress(location: URL, digest: string): URL {
  const closing = new URL(location)
  closing.search = `${location.search === '' ? '?' : `${location.search}&`}digest=${encodeURIComponent(digest)}`
  return closing
}
