/** bcrypt reads no more, and most programs that make such hashes drop the rest without a word. */
const MOST_BYTES = 72

/** Why this cannot be somebody's password, in words that follow "the password …". */
export function problemWithPassword(password: string): string | undefined {
  const bytes = new TextEncoder().encode(password)
  if (bytes.length === 0) return 'is empty'
  if (bytes.includes(0)) return 'has a NUL character in it, at which bcrypt would stop reading'
  if (bytes.length <= MOST_BYTES) return undefined
  return `is ${bytes.length} bytes long, and bcrypt would read only the first ${MOST_BYTES}`
}

/** A password as bcrypt gets it. */
export interface BcryptInput {
  readonly bytes: Uint8Array
  /** False when bcrypt would not see all of it: whatever comes out, nobody has this password. */
  readonly isWhole: boolean
}

export function bcryptInput(password: string): BcryptInput {
  const bytes = new TextEncoder().encode(password)
  // A copy: what goes to another thread takes the memory behind it along.
  return { bytes: bytes.slice(0, MOST_BYTES), isWhole: bytes.length <= MOST_BYTES && !bytes.includes(0) }
}
