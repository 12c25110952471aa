import { hashSync } from '@node-rs/bcrypt'
import { USUAL_COST } from './bcrypt-hash.ts'

/** A line's hash for a password, as `htpasswd -B` writes it. Takes its time: for commands, not for a registry. */
export function hashPassword(password: string): string {
  return hashSync(password, USUAL_COST).replace(/^\$2[ab]\$/, '$2y$')
}
