/** What a request shows for who it is from. */
export type Credentials =
  | { readonly kind: 'none' }
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'unreadable' }

const SCHEME = /^([A-Za-z]+) +([A-Za-z0-9._~+/=-]+)$/
const UTF8 = new TextDecoder('utf-8', { fatal: true })

/** Reads `Authorization`: Basic (RFC 7617) or Bearer (RFC 6750). */
export function readCredentials(header: string | undefined): Credentials {
  if (header === undefined) return { kind: 'none' }
  const [, scheme = '', value = ''] = SCHEME.exec(header) ?? []
  switch (scheme.toLowerCase()) {
    case 'bearer':
      return { kind: 'token', token: value }
    case 'basic':
      return passwordIn(value)
    default:
      return { kind: 'unreadable' }
  }
}

function passwordIn(value: string): Credentials {
  let text: string
  try {
    text = UTF8.decode(Buffer.from(value, 'base64'))
  } catch {
    return { kind: 'unreadable' }
  }
  const colon = text.indexOf(':')
  if (colon === -1) return { kind: 'unreadable' }
  const [username, password] = [text.slice(0, colon), text.slice(colon + 1)]
  // Some clients send this when they have nothing to send.
  return username === '' && password === '' ? { kind: 'none' } : { kind: 'password', username, password }
}
