import { randomBytes } from 'node:crypto'

/** Below, a guess costs nothing; above, a login costs seconds. */
const COSTS = { least: 4, most: 15 } as const

/** What a registry without users pretends to have, and what `berth user` makes: 60 ms on the machines of today. */
export const USUAL_COST = 10

/**
 * `$2y$10$`, 22 characters of salt, 31 of digest. The last of either carries bits that belong to nothing and have to be
 * zero: the library says no to others at once, which would tell by its speed that such a user exists.
 */
const BCRYPT = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]$/

/** The schemes of `htpasswd`, and of systems, that somebody may have in a file. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^\$apr1\$/, 'MD5 ($apr1$)'],
  [/^\{SHA\}/, 'SHA-1 ({SHA})'],
  [/^\$1\$/, 'MD5 ($1$)'],
  [/^\$5\$/, 'SHA-256 ($5$)'],
  [/^\$6\$/, 'SHA-512 ($6$)'],
  [/^\$y\$/, 'yescrypt ($y$)'],
  [/^\$argon2/, 'Argon2'],
]

/** Why a registry cannot check passwords against this, in words that follow "the password …". Never shows any of it. */
export function problemWithHash(hash: string): string | undefined {
  const other = OTHERS.find(([pattern]) => pattern.test(hash))
  if (other !== undefined) return `is hashed with ${other[1]}, and only bcrypt is taken`
  if (!hash.startsWith('$2')) return 'is plain, or hashed with crypt, and only bcrypt is taken'
  if (!BCRYPT.test(hash)) return 'is a bcrypt hash of another kind, or one that was cut or mistyped'
  const cost = costOf(hash)
  if (cost >= COSTS.least && cost <= COSTS.most) return undefined
  return `is a bcrypt hash of cost ${cost}, and costs of ${COSTS.least} to ${COSTS.most} are taken`
}

export function costOf(hash: string): number {
  return Number(BCRYPT.exec(hash)?.[1])
}

/** A hash that takes as long to check as any other of its cost, and that is of no password anybody knows. */
export function dummyHash(cost: number): string {
  return `$2b$${String(cost).padStart(2, '0')}$${encoded(16)}${encoded(23)}`
}

/** Random bytes in bcrypt's own base64, whose alphabet begins with `./` and has no padding. */
function encoded(bytes: number): string {
  const usual = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  const alphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  const base64 = randomBytes(bytes).toString('base64').replaceAll('=', '')
  return [...base64].map((letter) => alphabet[usual.indexOf(letter)]).join('')
}
