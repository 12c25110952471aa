import { createHash, randomBytes } from 'node:crypto'

/** A token as its owner has it: `berth_<id>_<secret>`. Recognisable, so that a scanner finds one that leaked. */
const TOKEN_PATTERN = /^berth_([0-9a-f]{16})_([0-9a-f]{64})$/

const TOKEN_LENGTH = 'berth_'.length + 16 + '_'.length + 64

/** The parts of a token: the id leads to its record, the secret proves it. */
export interface TokenParts {
  readonly id: string
  readonly secret: string
}

export interface MintedToken {
  readonly id: string
  /** What its owner gets, once. */
  readonly text: string
  /** What is kept. */
  readonly secretHash: Uint8Array
}

export function mintToken(): MintedToken {
  const id = randomBytes(8).toString('hex')
  const secret = randomBytes(32).toString('hex')
  return { id, text: `berth_${id}_${secret}`, secretHash: hashSecret(secret) }
}

/** The parts of a text that may be a token. Undefined when it is none. */
export function parseToken(text: string): TokenParts | undefined {
  // Clients send passwords of any length here.
  if (text.length !== TOKEN_LENGTH) return undefined
  const [, id, secret] = TOKEN_PATTERN.exec(text) ?? []
  return id === undefined || secret === undefined ? undefined : { id, secret }
}

/** One hash is enough: a secret of 256 random bits cannot be guessed, however fast guesses can be tried. */
export function hashSecret(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest()
}
