import { createHash, type KeyObject } from 'node:crypto'

/** What token servers call a key that has no name of its own: by its thumbprint, or the way libtrust did. */
export function keyIdsOf(key: KeyObject): string[] {
  return [thumbprint(key), libtrustId(key)]
}

/** RFC 7638 3: the SHA-256 of the required members, in the order of their names, without blanks. */
function thumbprint(key: KeyObject): string {
  const { kty, n, e, crv, x, y } = key.export({ format: 'jwk' })
  // What is undefined is left out.
  const members = kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y }
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url')
}

/**
 * The key id of docker/libtrust, which docker_auth and GitLab still write: 240 bits of the SHA-256 of the key's DER,
 * in base32, a colon after every four characters.
 */
function libtrustId(key: KeyObject): string {
  const digest = createHash('sha256')
    .update(key.export({ format: 'der', type: 'spki' }))
    .digest()
  return (base32(digest.subarray(0, 30)).match(/.{4}/g) ?? []).join(':')
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 6, of a whole number of groups of five bytes. */
function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((group) => BASE32[Number.parseInt(group, 2)]).join('')
}
