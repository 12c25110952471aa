/** How to prove who asks: a user with a password, or a token the registry takes as it is. */
export type Credentials =
  | { readonly username: string; readonly password: string }
  | { readonly token: string }

/** The `Authorization` header of some credentials (RFC 7617, RFC 6750). */
export function authorizationOf(credentials: Credentials): string {
  if ('token' in credentials) return `Bearer ${credentials.token}`
  const { username, password } = credentials
  // btoa takes one character for one byte, and passwords may hold any character (RFC 7617 2.1).
  const bytes = new TextEncoder().encode(`${username}:${password}`)
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`
}
