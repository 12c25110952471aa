import type { Bench } from '../../check.ts'
import type { Account } from '../../guarded-registry.ts'
import type { Tool } from '../../tools.ts'

/** A client that logs in, pushes and pulls, each in its own way. */
export type Client = {
  readonly name: string
  readonly needs: readonly Tool[]
  /** What it prints when the password is wrong. */
  readonly wrongPassword: RegExp
  open(bench: Bench): Promise<Session>
}

export type Session = {
  /** Gives the password on standard input: an argument could be read by every process. */
  login(who: Account): Promise<unknown>
  logout(): Promise<unknown>
  /** Makes content nobody has seen and pushes it. @returns the digest of its manifest. */
  push(repository: string, tag: string): Promise<string>
  /** Pulls what it does not have. @returns the digest of the manifest. */
  pull(repository: string, tag: string): Promise<string>
  end?(): Promise<void>
}

/** The registry's message to who has shown the wrong password. */
export const WRONG =
  /unauthorized: authentication required: the user name, the password or the token is wrong/i

/** The digest a client prints behind this word. */
export function digestIn(output: string, word = 'digest: '): string {
  const [, digest] = new RegExp(`${word}(sha256:[0-9a-f]{64})`, 'i').exec(output) ?? []
  if (digest === undefined) throw new Error(`no ${word}… in:\n${output}`)
  return digest
}
